use core::ops::Deref;
use core::time::Duration;

use super::close_event_init::CloseEventInit;
use super::event::{Event, EventInit};
use crate::code::CloseCode;
use crate::event;
use crate::handshake::CloseOutcome;

/// WHATWG's `CloseEvent` (WHATWG WebSockets, section 6): an [`event::CloseEvent`] that can be dispatched.
///
/// It derefs to its parent, [`Event`], for the type, the target and all other attributes. The methods that change the event are
/// repeated here, because a `CloseEvent` does not lend its parent out to be changed.
///
/// ```
/// use close_codes::CloseOutcome;
/// use close_codes::dom::{CloseEvent, CloseEventInit};
///
/// // As a script makes it.
/// let init = CloseEventInit { code: 4001, reason: "gone".into(), ..CloseEventInit::default() };
/// let event = CloseEvent::new("close", init);
/// assert_eq!((event.code().as_u16(), event.reason(), event.was_clean()), (4001, "gone", false));
/// assert!(!event.is_trusted());
///
/// // As the WebSocket makes it, when a connection has ended.
/// let event = CloseEvent::from(close_codes::CloseEvent::from(CloseOutcome::OPENING_FAILED));
/// assert_eq!((event.type_(), event.code().as_u16()), ("close", 1006));
/// assert!(event.is_trusted());
/// ```
///
/// It takes 360 bytes on a machine of 64 bits.
#[derive(Debug)]
pub struct CloseEvent {
    pub(super) event: Event,
    close_event: event::CloseEvent,
}

impl CloseEvent {
    /// The standard's constructor: an event that is not trusted and has no outcome, as a script makes it.
    ///
    /// ```
    /// use close_codes::dom::{CloseEvent, CloseEventInit};
    ///
    /// let event = CloseEvent::new("close", CloseEventInit::default());
    /// assert_eq!((event.code().as_u16(), event.reason(), event.was_clean()), (0, "", false));
    /// ```
    #[inline]
    #[must_use]
    pub fn new(type_: &str, init: CloseEventInit) -> Self {
        let CloseEventInit { bubbles, cancelable, composed, was_clean, code, reason } = init;
        let event = Event::new(type_, EventInit { bubbles, cancelable, composed });
        Self { event, close_event: event::CloseEvent::new(code, reason, was_clean) }
    }

    /// The code, from 0 to 65535: see [`event::CloseEvent::code`].
    #[inline]
    #[must_use]
    pub const fn code(&self) -> CloseCode {
        self.close_event.code()
    }

    /// The reason; empty if there was none.
    #[inline]
    #[must_use]
    pub fn reason(&self) -> &str {
        self.close_event.reason()
    }

    /// Returns `true` if the connection closed cleanly: see [`CloseOutcome::was_clean`].
    #[inline]
    #[must_use]
    pub const fn was_clean(&self) -> bool {
        self.close_event.was_clean()
    }

    /// Everything that is known about the end of the connection; `None` if a script made the event, or initialized it again.
    #[inline]
    #[must_use]
    pub const fn outcome(&self) -> Option<&CloseOutcome> {
        self.close_event.outcome()
    }

    /// The same end of the connection as a plain value, which can be cloned, compared and displayed.
    #[inline]
    #[must_use]
    pub const fn close_event(&self) -> &event::CloseEvent {
        &self.close_event
    }

    /// Returns the event with another [`time_stamp`](Event::time_stamp), for applications with a clock of their own.
    #[inline]
    #[must_use]
    pub const fn with_time_stamp(mut self, time_stamp: Duration) -> Self {
        self.event.time_stamp = time_stamp;
        self
    }

    /// [`Event::prevent_default`].
    #[inline]
    pub const fn prevent_default(&mut self) {
        self.event.prevent_default();
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

    /// [`Event::set_return_value`].
    #[inline]
    pub const fn set_return_value(&mut self, value: bool) {
        self.event.set_return_value(value);
    }

    /// [`Event::set_cancel_bubble`].
    #[inline]
    pub const fn set_cancel_bubble(&mut self, value: bool) {
        self.event.set_cancel_bubble(value);
    }

    /// [`Event::init_event`]. Code, reason, [`was_clean`](Self::was_clean) and [`outcome`](Self::outcome) do not change.
    #[inline]
    pub fn init_event(&mut self, type_: &str, bubbles: bool, cancelable: bool) {
        self.event.init_event(type_, bubbles, cancelable);
    }

    /// Initializes the whole event again, as a script does: the event is then not trusted, and has no outcome. Does nothing
    /// after the event has been dispatched.
    ///
    /// It was never part of a standard that browsers follow, and no browser has it today.
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
        self.close_event = event::CloseEvent::new(code, reason, was_clean);
    }

    /// Returns the event with another [`is_trusted`](Event::is_trusted), for what a WebSocket itself tells.
    #[cfg(feature = "with-web-sys-0_3")]
    pub(crate) const fn with_trust(mut self, is_trusted: bool) -> Self {
        self.event.is_trusted = is_trusted;
        self
    }
}

impl Deref for CloseEvent {
    type Target = Event;

    #[inline]
    fn deref(&self) -> &Event {
        &self.event
    }
}

/// The event that WHATWG's `WebSocket` fires: of the type `close`, neither bubbling nor cancelable. It is trusted if it has an
/// [outcome](event::CloseEvent::outcome), because then a connection made it.
impl From<event::CloseEvent> for CloseEvent {
    #[inline]
    fn from(close_event: event::CloseEvent) -> Self {
        let mut event = Event::new("close", EventInit::default());
        event.is_trusted = close_event.outcome().is_some();
        Self { event, close_event }
    }
}

/// The dictionary that makes another event like this one.
impl From<&CloseEvent> for CloseEventInit {
    #[inline]
    fn from(event: &CloseEvent) -> Self {
        Self {
            bubbles: event.bubbles(),
            cancelable: event.cancelable(),
            composed: event.composed(),
            was_clean: event.was_clean(),
            code: event.code().as_u16(),
            reason: event.reason().into(),
        }
    }
}
