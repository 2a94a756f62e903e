use alloc::string::String;
use core::time::Duration;

use super::clock;
use super::identity::TargetId;

/// What every event has, by the DOM standard (section 2.2): the parent of [`CloseEvent`](crate::CloseEvent), which derefs to it.
///
/// Names are those of the standard in `snake_case`; `type` is [`type_`](Self::type_).
///
/// ```
/// use close_codes::{Event, EventInit};
///
/// let mut event = Event::new("close", EventInit { cancelable: true, ..EventInit::default() });
/// event.prevent_default();
/// assert!(event.default_prevented());
/// ```
#[derive(Debug)]
#[allow(clippy::struct_excessive_bools, reason = "these are the standard's flags and attributes")]
pub struct Event {
    type_: String,
    bubbles: bool,
    cancelable: bool,
    composed: bool,
    pub(super) is_trusted: bool,
    stop_propagation: bool,
    pub(super) stop_immediate_propagation: bool,
    canceled: bool,
    pub(super) in_passive_listener: bool,
    pub(super) dispatching: bool,
    pub(super) dispatched: bool,
    phase: u16,
    target: Option<TargetId>,
    current_target: Option<TargetId>,
    pub(super) time_stamp: Duration,
}

/// DOM's dictionary for the creation of an [`Event`]. All are `false` by default.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct EventInit {
    /// Whether the event goes up from its target to the target's parents. A [`CloseEventTarget`](crate::CloseEventTarget) has none.
    pub bubbles: bool,
    /// Whether [`prevent_default`](Event::prevent_default) does anything.
    pub cancelable: bool,
    /// Whether the event crosses the border of a shadow tree.
    pub composed: bool,
}

impl Event {
    /// [`event_phase`](Self::event_phase): the event is not being dispatched.
    pub const NONE: u16 = 0;
    /// [`event_phase`](Self::event_phase): the event is on its way to its target. It never is where targets have no parents.
    pub const CAPTURING_PHASE: u16 = 1;
    /// [`event_phase`](Self::event_phase): the event is at its target.
    pub const AT_TARGET: u16 = 2;
    /// [`event_phase`](Self::event_phase): the event is on its way from its target. It never is where targets have no parents.
    pub const BUBBLING_PHASE: u16 = 3;

    /// An event that is not trusted, as a script makes it.
    #[inline]
    #[must_use]
    pub fn new(type_: &str, init: EventInit) -> Self {
        let EventInit { bubbles, cancelable, composed } = init;
        Self {
            type_: type_.into(),
            bubbles,
            cancelable,
            composed,
            is_trusted: false,
            stop_propagation: false,
            stop_immediate_propagation: false,
            canceled: false,
            in_passive_listener: false,
            dispatching: false,
            dispatched: false,
            phase: Self::NONE,
            target: None,
            current_target: None,
            time_stamp: clock::now(),
        }
    }

    /// What kind of event this is: `close` for the one that ends a WebSocket.
    #[inline]
    #[must_use]
    pub fn type_(&self) -> &str {
        &self.type_
    }

    /// What the event was dispatched to last, or is being dispatched to.
    #[inline]
    #[must_use]
    pub const fn target(&self) -> Option<&TargetId> {
        self.target.as_ref()
    }

    /// Whose listener is being called; `None` outside of a dispatch.
    #[inline]
    #[must_use]
    pub const fn current_target(&self) -> Option<&TargetId> {
        self.current_target.as_ref()
    }

    /// Whose listeners the event is shown to: its target while it is being dispatched, and nothing otherwise.
    #[inline]
    #[must_use]
    pub const fn composed_path(&self) -> &[TargetId] {
        self.current_target.as_slice()
    }

    /// [`NONE`](Self::NONE) or [`AT_TARGET`](Self::AT_TARGET).
    #[inline]
    #[must_use]
    pub const fn event_phase(&self) -> u16 {
        self.phase
    }

    /// As it was initialized.
    #[inline]
    #[must_use]
    pub const fn bubbles(&self) -> bool {
        self.bubbles
    }

    /// As it was initialized.
    #[inline]
    #[must_use]
    pub const fn cancelable(&self) -> bool {
        self.cancelable
    }

    /// As it was initialized.
    #[inline]
    #[must_use]
    pub const fn composed(&self) -> bool {
        self.composed
    }

    /// Whether the WebSocket itself made the event, and not an application.
    ///
    /// Events made from a [`CloseOutcome`](crate::CloseOutcome) are trusted, until they are dispatched by
    /// [`dispatch_event`](crate::CloseEventTarget::dispatch_event) instead of [`fire`](crate::CloseEventTarget::fire), or initialized again.
    #[inline]
    #[must_use]
    pub const fn is_trusted(&self) -> bool {
        self.is_trusted
    }

    /// When the event was made: the time since the first event of this process was made. In milliseconds, as the standard has
    /// it, this is `time_stamp().as_secs_f64() * 1e3`.
    ///
    /// Zero where there is no clock, which is without the feature `std`, and on WebAssembly without an operating system; see
    /// [`CloseEvent::with_time_stamp`](crate::CloseEvent::with_time_stamp).
    #[inline]
    #[must_use]
    pub const fn time_stamp(&self) -> Duration {
        self.time_stamp
    }

    /// Whether [`prevent_default`](Self::prevent_default) was called, and the event is cancelable.
    #[inline]
    #[must_use]
    pub const fn default_prevented(&self) -> bool {
        self.canceled
    }

    /// The opposite of [`default_prevented`](Self::default_prevented).
    #[inline]
    #[must_use]
    pub const fn return_value(&self) -> bool {
        !self.canceled
    }

    /// `false` is [`prevent_default`](Self::prevent_default); `true` does nothing.
    #[inline]
    pub const fn set_return_value(&mut self, value: bool) {
        if !value {
            self.prevent_default();
        }
    }

    /// Cancels the event, if it is cancelable and the listener is not a passive one.
    #[inline]
    pub const fn prevent_default(&mut self) {
        if self.cancelable && !self.in_passive_listener {
            self.canceled = true;
        }
    }

    /// Whether [`stop_propagation`](Self::stop_propagation) was called. A dispatch resets it at its end.
    #[inline]
    #[must_use]
    pub const fn cancel_bubble(&self) -> bool {
        self.stop_propagation
    }

    /// `true` is [`stop_propagation`](Self::stop_propagation); `false` does nothing.
    #[inline]
    pub const fn set_cancel_bubble(&mut self, value: bool) {
        if value {
            self.stop_propagation();
        }
    }

    /// Keeps the event from going anywhere else: at one target, that is from the listeners that do not capture if a capturing
    /// one calls it, and from all listeners if it is called before the dispatch.
    #[inline]
    pub const fn stop_propagation(&mut self) {
        self.stop_propagation = true;
    }

    /// Keeps the event from all listeners that have not been called yet.
    #[inline]
    pub const fn stop_immediate_propagation(&mut self) {
        self.stop_propagation = true;
        self.stop_immediate_propagation = true;
    }

    /// Initializes the event again, as if it were a new one. Does nothing while it is being dispatched.
    ///
    /// It is then no longer trusted, canceled or stopped, and has no target. [`composed`](Self::composed) stays as it was.
    #[inline]
    pub fn init_event(&mut self, type_: &str, bubbles: bool, cancelable: bool) {
        if self.dispatching {
            return;
        }
        self.type_.clear();
        self.type_.push_str(type_);
        self.bubbles = bubbles;
        self.cancelable = cancelable;
        self.is_trusted = false;
        self.stop_propagation = false;
        self.stop_immediate_propagation = false;
        self.canceled = false;
        self.target = None;
    }

    #[inline]
    pub(super) fn begin_dispatch(&mut self, target: &TargetId) {
        self.dispatching = true;
        self.dispatched = true;
        self.phase = Self::AT_TARGET;
        self.target = Some(target.clone());
        self.current_target = Some(target.clone());
    }

    #[inline]
    pub(super) fn end_dispatch(&mut self) {
        self.dispatching = false;
        self.stop_propagation = false;
        self.stop_immediate_propagation = false;
        self.in_passive_listener = false;
        self.phase = Self::NONE;
        self.current_target = None;
    }
}
