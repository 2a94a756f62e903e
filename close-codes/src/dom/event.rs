use alloc::string::String;
use core::time::Duration;

use super::clock;
use super::target_id::TargetId;

/// DOM's `Event` (DOM, section 2.2): the parent of [`CloseEvent`](super::CloseEvent), which derefs to it.
///
/// The names are the standard's names in `snake_case`. `type` is [`type_`](Self::type_).
///
/// ```
/// use close_codes::dom::{Event, EventInit};
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

/// DOM's dictionary for a new [`Event`]. By default, all members are `false`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct EventInit {
    /// Lets the event go up from its target to the target's parents. A [`CloseEventTarget`](super::CloseEventTarget) does not
    /// have parents.
    pub bubbles: bool,
    /// Lets [`prevent_default`](Event::prevent_default) cancel the event.
    pub cancelable: bool,
    /// Lets the event cross the border of a shadow tree.
    pub composed: bool,
}

impl Event {
    /// Makes an event as a script does. The event is not trusted.
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

    /// The type: `close` for the event at the end of a WebSocket.
    #[inline]
    #[must_use]
    pub fn type_(&self) -> &str {
        &self.type_
    }

    /// The target of the current dispatch, or of the last one.
    #[inline]
    #[must_use]
    pub const fn target(&self) -> Option<&TargetId> {
        self.target.as_ref()
    }

    /// The target whose listener is being called; `None` if the event is not being dispatched.
    #[inline]
    #[must_use]
    pub const fn current_target(&self) -> Option<&TargetId> {
        self.current_target.as_ref()
    }

    /// The phase of the dispatch: [`NONE`](Self::NONE) or [`AT_TARGET`](Self::AT_TARGET).
    #[inline]
    #[must_use]
    pub const fn event_phase(&self) -> u16 {
        self.phase
    }

    /// Returns `true` if the event was canceled by [`prevent_default`](Self::prevent_default).
    #[inline]
    #[must_use]
    pub const fn default_prevented(&self) -> bool {
        self.canceled
    }

    /// Cancels the event, unless it is not [cancelable](Self::cancelable) or the listener is
    /// [passive](super::AddEventListenerOptions::passive).
    #[inline]
    pub const fn prevent_default(&mut self) {
        if self.cancelable && !self.in_passive_listener {
            self.canceled = true;
        }
    }

    /// Stops the event on its way.
    ///
    /// After a call by a capturing listener, listeners that do not capture are not called. After a call before the dispatch, no
    /// listener is called.
    #[inline]
    pub const fn stop_propagation(&mut self) {
        self.stop_propagation = true;
    }

    /// Stops the event at once: no other listener is called.
    #[inline]
    pub const fn stop_immediate_propagation(&mut self) {
        self.stop_propagation = true;
        self.stop_immediate_propagation = true;
    }

    /// Returns `true` if the WebSocket itself made the event, not a script.
    ///
    /// An event with an [outcome](super::CloseEvent::outcome) is trusted until it is initialized again, or dispatched by
    /// [`dispatch_event`](super::CloseEventTarget::dispatch_event). [`fire`](super::CloseEventTarget::fire) keeps it trusted.
    #[inline]
    #[must_use]
    pub const fn is_trusted(&self) -> bool {
        self.is_trusted
    }

    /// The time at which the event was made, since the first event of this process.
    ///
    /// The standard's number of milliseconds is `time_stamp().as_secs_f64() * 1e3`. The time is zero without the feature `std`, and on WebAssembly without an operating system, because these have no clock.
    /// An application with its own clock calls [`with_time_stamp`](super::CloseEvent::with_time_stamp).
    #[inline]
    #[must_use]
    pub const fn time_stamp(&self) -> Duration {
        self.time_stamp
    }

    /// The value that [`bubbles`](EventInit::bubbles) was initialized with.
    #[inline]
    #[must_use]
    pub const fn bubbles(&self) -> bool {
        self.bubbles
    }

    /// The value that [`cancelable`](EventInit::cancelable) was initialized with.
    #[inline]
    #[must_use]
    pub const fn cancelable(&self) -> bool {
        self.cancelable
    }

    /// The value that [`composed`](EventInit::composed) was initialized with.
    #[inline]
    #[must_use]
    pub const fn composed(&self) -> bool {
        self.composed
    }

    /// The targets whose listeners are called: the event's target during a dispatch, otherwise empty.
    #[inline]
    #[must_use]
    pub const fn composed_path(&self) -> &[TargetId] {
        self.current_target.as_slice()
    }

    /// Returns `false` if the event was canceled: the opposite of [`default_prevented`](Self::default_prevented).
    #[inline]
    #[must_use]
    pub const fn return_value(&self) -> bool {
        !self.canceled
    }

    /// Cancels the event if `value` is `false`, as [`prevent_default`](Self::prevent_default) does. `true` does nothing.
    #[inline]
    pub const fn set_return_value(&mut self, value: bool) {
        if !value {
            self.prevent_default();
        }
    }

    /// Returns `true` if [`stop_propagation`](Self::stop_propagation) was called. The end of a dispatch resets this.
    #[inline]
    #[must_use]
    pub const fn cancel_bubble(&self) -> bool {
        self.stop_propagation
    }

    /// Stops the event if `value` is `true`, as [`stop_propagation`](Self::stop_propagation) does. `false` does nothing.
    #[inline]
    pub const fn set_cancel_bubble(&mut self, value: bool) {
        if value {
            self.stop_propagation();
        }
    }

    /// Initializes the event again, as if it were new. Does nothing during a dispatch.
    ///
    /// After that, the event is not trusted, not canceled and not stopped, and does not have a target.
    /// [`composed`](Self::composed) does not change.
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

// In a block of their own, because rustdoc shows a block's constants before its methods.
impl Event {
    /// The [`event_phase`](Self::event_phase) of an event that is not being dispatched.
    pub const NONE: u16 = 0;

    /// The [`event_phase`](Self::event_phase) of an event on its way to its target. Not used here, because targets do not have
    /// parents.
    pub const CAPTURING_PHASE: u16 = 1;

    /// The [`event_phase`](Self::event_phase) of an event at its target.
    pub const AT_TARGET: u16 = 2;

    /// The [`event_phase`](Self::event_phase) of an event on its way back from its target. Not used here, because targets do not
    /// have parents.
    pub const BUBBLING_PHASE: u16 = 3;
}
