use core::ops::Deref;
use core::time::Duration;

use super::close_event_init::CloseEventInit;
use super::event::{Event, EventInit};
use crate::code::CloseCode;
use crate::event;
use crate::handshake::CloseOutcome;

/// WHATWG's `CloseEvent` (WHATWG WebSockets, section 6): an [`event::CloseEvent`] that can be dispatched.
///
/// It derefs to its parent, [`Event`], which has the type, the target and all other attributes. This type repeats the methods
/// that change the event, because it does not implement `DerefMut`.
///
/// ```
/// use close_codes::CloseOutcome;
/// use close_codes::dom::{CloseEvent, CloseEventInit};
///
/// // An event that a script makes.
/// let init = CloseEventInit { code: 4001, reason: "gone".into(), ..CloseEventInit::default() };
/// let event = CloseEvent::new("close", init);
/// assert_eq!((event.code().as_u16(), event.reason(), event.was_clean()), (4001, "gone", false));
/// assert!(!event.is_trusted());
///
/// // The event that a WebSocket makes at the end of a connection.
/// let event = CloseEvent::from(close_codes::CloseEvent::from(CloseOutcome::OPENING_FAILED));
/// assert_eq!((event.type_(), event.code().as_u16()), ("close", 1006));
/// assert!(event.is_trusted());
/// ```
///
/// The value takes 360 bytes on a 64-bit machine.
#[derive(Debug)]
pub struct CloseEvent {
    pub(super) event: Event,
    close_event: event::CloseEvent,
}

impl CloseEvent {
    /// Makes an event as a script does, with the standard's constructor. The event is not trusted and does not have an outcome.
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

    /// The reason; empty without one.
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

    /// All details about the end of the connection; `None` if a script made the event or initialized it again.
    #[inline]
    #[must_use]
    pub const fn outcome(&self) -> Option<&CloseOutcome> {
        self.close_event.outcome()
    }

    /// The close event as a value that can be cloned, compared and displayed.
    #[inline]
    #[must_use]
    pub const fn close_event(&self) -> &event::CloseEvent {
        &self.close_event
    }

    /// Returns the event with another [`time_stamp`](Event::time_stamp), for applications with their own clock.
    #[inline]
    #[must_use]
    pub const fn with_time_stamp(mut self, time_stamp: Duration) -> Self {
        self.event.time_stamp = time_stamp;
        self
    }

    /// Cancels the event: see [`Event::prevent_default`].
    #[inline]
    pub const fn prevent_default(&mut self) {
        self.event.prevent_default();
    }

    /// Stops the event on its way: see [`Event::stop_propagation`].
    #[inline]
    pub const fn stop_propagation(&mut self) {
        self.event.stop_propagation();
    }

    /// Stops the event at once: see [`Event::stop_immediate_propagation`].
    #[inline]
    pub const fn stop_immediate_propagation(&mut self) {
        self.event.stop_immediate_propagation();
    }

    /// Cancels the event if `value` is `false`: see [`Event::set_return_value`].
    #[inline]
    pub const fn set_return_value(&mut self, value: bool) {
        self.event.set_return_value(value);
    }

    /// Stops the event if `value` is `true`: see [`Event::set_cancel_bubble`].
    #[inline]
    pub const fn set_cancel_bubble(&mut self, value: bool) {
        self.event.set_cancel_bubble(value);
    }

    /// Initializes the event again: see [`Event::init_event`]. Code, reason, [`was_clean`](Self::was_clean) and
    /// [`outcome`](Self::outcome) do not change.
    #[inline]
    pub fn init_event(&mut self, type_: &str, bubbles: bool, cancelable: bool) {
        self.event.init_event(type_, bubbles, cancelable);
    }

    /// Initializes the whole event again, as a script does. The event is then not trusted and does not have an outcome.
    ///
    /// Does nothing after the event has been dispatched. No standard that browsers follow ever had this method, and no browser
    /// has it today.
    #[inline]
    #[deprecated(note = "not part of any standard: make a new event with `CloseEvent::new`")]
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

    /// Returns the event with another [`is_trusted`](Event::is_trusted), for events of a WebSocket itself.
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

/// Makes the event that WHATWG's `WebSocket` fires. It has the type `close`, does not bubble and is not cancelable. An event with
/// an [outcome](event::CloseEvent::outcome) is trusted, because a connection made it.
impl From<event::CloseEvent> for CloseEvent {
    #[inline]
    fn from(close_event: event::CloseEvent) -> Self {
        let mut event = Event::new("close", EventInit::default());
        event.is_trusted = close_event.outcome().is_some();
        Self { event, close_event }
    }
}

/// Makes the dictionary for another event like this one.
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
