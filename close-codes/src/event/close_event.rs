use alloc::string::String;
use core::ops::Deref;
use core::time::Duration;

use super::dom_event::{Event, EventInit};
use crate::code::{CloseCode, CodeSet};
use crate::frame::CloseFrame;
use crate::handshake::CloseOutcome;

/// The event at the end of a WebSocket (WHATWG WebSockets, section 6): code, reason, and whether it closed cleanly.
///
/// It derefs to [`Event`], its parent, for the type, the target and all the rest; what changes the event stands here once
/// more, as a `CloseEvent` never lends its parent out to be changed. It needs the feature `alloc`, which `std` includes.
///
/// ```
/// use close_codes::{CloseCode, CloseEvent, CloseEventInit};
///
/// // As the WebSocket makes it: from the outcome of a closing handshake.
/// # let outcome = close_codes::CloseHandshake::new(close_codes::Role::Client, close_codes::CodePolicy::Strict)
/// #     .transport_ended()
/// #     .unwrap();
/// let event = CloseEvent::from(outcome);
/// assert_eq!((event.type_(), event.code(), event.was_clean()), ("close", CloseCode::AbnormalClosure, false));
/// assert!(event.is_trusted());
///
/// // As a test makes it: with any code, and a reason of any length.
/// let event = CloseEvent::new("close", CloseEventInit { code: 4001, reason: "gone".into(), ..Default::default() });
/// assert_eq!((event.code().as_u16(), event.reason(), event.was_clean()), (4001, "gone", false));
/// ```
#[derive(Debug)]
pub struct CloseEvent {
    pub(super) event: Event,
    was_clean: bool,
    code: CloseCode,
    reason: String,
}

/// WHATWG's dictionary for the creation of a [`CloseEvent`]. By default all are `false`, 0 and empty.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
#[allow(clippy::struct_excessive_bools, reason = "the standard's dictionary")]
pub struct CloseEventInit {
    /// See [`EventInit::bubbles`].
    pub bubbles: bool,
    /// See [`EventInit::cancelable`].
    pub cancelable: bool,
    /// See [`EventInit::composed`].
    pub composed: bool,
    /// See [`CloseEvent::was_clean`].
    pub was_clean: bool,
    /// See [`CloseEvent::code`]. Any number from 0 to 65535.
    pub code: u16,
    /// See [`CloseEvent::reason`]. Of any length, as it goes over no wire.
    pub reason: String,
}

/// For an event that says nothing about the connection.
impl From<EventInit> for CloseEventInit {
    #[inline]
    fn from(init: EventInit) -> Self {
        let EventInit { bubbles, cancelable, composed } = init;
        Self { bubbles, cancelable, composed, ..Self::default() }
    }
}

/// What makes another event like this one: to dispatch one that several tasks have, or at several targets.
impl From<&CloseEvent> for CloseEventInit {
    #[inline]
    fn from(event: &CloseEvent) -> Self {
        Self {
            bubbles: event.bubbles(),
            cancelable: event.cancelable(),
            composed: event.composed(),
            was_clean: event.was_clean,
            code: event.code.as_u16(),
            reason: event.reason.clone(),
        }
    }
}

impl CloseEvent {
    /// An event that is not trusted, as a script makes it.
    ///
    /// ```
    /// use close_codes::{CloseEvent, CloseEventInit};
    ///
    /// let event = CloseEvent::new("close", CloseEventInit::default());
    /// assert_eq!((event.code().as_u16(), event.reason(), event.was_clean()), (0, "", false));
    /// assert!(!event.is_trusted());
    /// ```
    #[inline]
    #[must_use]
    pub fn new(type_: &str, init: CloseEventInit) -> Self {
        let CloseEventInit { bubbles, cancelable, composed, was_clean, code, reason } = init;
        let event = Event::new(type_, EventInit { bubbles, cancelable, composed });
        Self { event, was_clean, code: CloseCode::from_u16(code), reason }
    }

    /// The event that this outcome is to an application which may know everything: 1015, a TLS handshake that failed, is
    /// shown as 1015.
    ///
    /// WHATWG forbids a browser to tell that to a script, which could use it to search its user's network; hence
    /// [`from`](Self::from) makes 1006 of it.
    #[inline]
    #[must_use]
    pub fn showing_tls_failure(outcome: &CloseOutcome) -> Self {
        Self::new(
            "close",
            CloseEventInit {
                was_clean: outcome.was_clean(),
                code: outcome.code().as_u16(),
                reason: outcome.reason().into(),
                ..CloseEventInit::default()
            },
        )
        .with_trust(true)
    }

    /// With another [`is_trusted`](Event::is_trusted), for what is told by a WebSocket itself.
    #[inline]
    pub(crate) const fn with_trust(mut self, is_trusted: bool) -> Self {
        self.event.is_trusted = is_trusted;
        self
    }

    /// The code: of the close frame, or 1005 or 1006; 1015 if it [is to be shown](Self::showing_tls_failure). An event made by
    /// [`new`](Self::new) may have any, such as 0.
    #[inline]
    #[must_use]
    pub const fn code(&self) -> CloseCode {
        self.code
    }

    /// The code as one of an application's own, if it is one.
    ///
    /// ```
    /// use close_codes::{CloseEvent, CloseEventInit};
    ///
    /// #[close_codes::close_codes]
    /// enum GameCode {
    ///     TokenExpired = 4001,
    /// }
    ///
    /// let event = CloseEvent::new("close", CloseEventInit { code: 4001, ..Default::default() });
    /// assert_eq!(event.code_as::<GameCode>(), Some(GameCode::TokenExpired));
    /// ```
    #[inline]
    #[must_use]
    pub fn code_as<S: CodeSet>(&self) -> Option<S> {
        S::from_u16(self.code.as_u16())
    }

    /// What a proxy sends to the other side: see [`CloseFrame::forwarding`].
    #[inline]
    #[must_use]
    pub fn forwarded(&self) -> CloseFrame {
        CloseFrame::forwarding(self.code, &self.reason)
    }

    /// The reason; empty if there was none.
    #[inline]
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// Whether the connection closed cleanly: see [`CloseOutcome::was_clean`].
    #[inline]
    #[must_use]
    pub const fn was_clean(&self) -> bool {
        self.was_clean
    }

    /// With another [`time_stamp`](Event::time_stamp), for those who have a clock of their own.
    #[inline]
    #[must_use]
    pub const fn with_time_stamp(mut self, time_stamp: Duration) -> Self {
        self.event.time_stamp = time_stamp;
        self
    }

    /// [`Event::set_return_value`].
    #[inline]
    pub const fn set_return_value(&mut self, value: bool) {
        self.event.set_return_value(value);
    }

    /// [`Event::prevent_default`].
    #[inline]
    pub const fn prevent_default(&mut self) {
        self.event.prevent_default();
    }

    /// [`Event::set_cancel_bubble`].
    #[inline]
    pub const fn set_cancel_bubble(&mut self, value: bool) {
        self.event.set_cancel_bubble(value);
    }

    /// [`Event::stop_propagation`].
    #[inline]
    pub const fn stop_propagation(&mut self) {
        self.event.stop_propagation();
    }

    /// [`Event::stop_immediate_propagation`].
    #[inline]
    pub const fn stop_immediate_propagation(&mut self) {
        self.event.stop_immediate_propagation();
    }

    /// [`Event::init_event`]: code, reason and [`was_clean`](Self::was_clean) stay as they were.
    #[inline]
    pub fn init_event(&mut self, type_: &str, bubbles: bool, cancelable: bool) {
        self.event.init_event(type_, bubbles, cancelable);
    }

    /// Initializes the whole event again. Does nothing once the event has been dispatched.
    ///
    /// It never was part of a standard that browsers keep to, and none has it today.
    #[inline]
    #[deprecated(note = "not part of any standard; make a new event with `CloseEvent::new`")]
    pub fn init_close_event(
        &mut self,
        type_: &str,
        bubbles: bool,
        cancelable: bool,
        was_clean: bool,
        code: u16,
        reason: &str,
    ) {
        if self.event.dispatched {
            return;
        }
        self.init_event(type_, bubbles, cancelable);
        self.was_clean = was_clean;
        self.code = CloseCode::from_u16(code);
        self.reason.clear();
        self.reason.push_str(reason);
    }
}

impl Deref for CloseEvent {
    type Target = Event;

    #[inline]
    fn deref(&self) -> &Event {
        &self.event
    }
}

/// The event that WHATWG's `WebSocket` fires: of type `close`, trusted, neither bubbling nor cancelable.
///
/// A TLS handshake that failed (1015) is shown as 1006, so that nobody can tell it from a peer that is not there (WHATWG
/// WebSockets, section 4). [`showing_tls_failure`](CloseEvent::showing_tls_failure) shows it.
impl From<&CloseOutcome> for CloseEvent {
    #[inline]
    fn from(outcome: &CloseOutcome) -> Self {
        let mut event = Self::showing_tls_failure(outcome);
        if event.code == CloseCode::TlsHandshake {
            event.code = CloseCode::AbnormalClosure;
        }
        event
    }
}

/// As from a reference.
impl From<CloseOutcome> for CloseEvent {
    #[inline]
    fn from(outcome: CloseOutcome) -> Self {
        Self::from(&outcome)
    }
}
