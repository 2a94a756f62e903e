//! The dispatch of events, by the standards and web-platform-tests.
#![cfg(feature = "alloc")]
#![allow(clippy::unwrap_used, reason = "what goes wrong here fails a test")]

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, OnceLock};

use close_codes::dom::{
    AddEventListenerOptions, CloseEvent, CloseEventInit, CloseEventListener, CloseEventTarget, Event, EventInit,
    EventListenerOptions,
};
use close_codes::{CloseHandshake, CodePolicy, Role};

const CAPTURE: AddEventListenerOptions = AddEventListenerOptions { capture: true, once: false, passive: false };
const ONCE: AddEventListenerOptions = AddEventListenerOptions { capture: false, once: true, passive: false };
const PASSIVE: AddEventListenerOptions = AddEventListenerOptions { capture: false, once: false, passive: true };
const CAPTURING: EventListenerOptions = EventListenerOptions { capture: true };

/// The listeners that were called, in this order.
#[derive(Clone, Default)]
struct Calls(Arc<Mutex<Vec<&'static str>>>);

impl Calls {
    fn listener(&self, name: &'static str) -> CloseEventListener {
        self.listener_that(name, |_, _| ())
    }

    fn listener_that(
        &self,
        name: &'static str,
        does: impl Fn(&mut CloseEvent, &mut CloseEventTarget) + Send + Sync + 'static,
    ) -> CloseEventListener {
        let calls = self.clone();
        CloseEventListener::new(move |event, target| {
            calls.0.lock().unwrap().push(name);
            does(event, target);
        })
    }

    /// Returns the list and empties it.
    fn take(&self) -> Vec<&'static str> {
        std::mem::take(&mut self.0.lock().unwrap())
    }
}

fn event(type_: &str) -> CloseEvent {
    CloseEvent::new(type_, CloseEventInit::default())
}

fn cancelable(type_: &str) -> CloseEvent {
    CloseEvent::new(type_, EventInit { cancelable: true, ..EventInit::default() }.into())
}

/// The event of a connection that was lost.
fn trusted() -> CloseEvent {
    let outcome = CloseHandshake::new(Role::Client, CodePolicy::Browser).transport_ended().unwrap();
    close_codes::CloseEvent::from(outcome).into()
}

const fn cancel_bubble(event: &mut CloseEvent) {
    event.set_cancel_bubble(true);
}

/// Dispatches a new event.
fn dispatch(target: &mut CloseEventTarget, type_: &str) {
    assert_eq!(target.dispatch_event(&mut event(type_)), Ok(true));
}

// WPT dom/events/EventTarget-constructible.any.js.
#[test]
fn an_event_may_be_dispatched_again_until_the_listener_is_removed() {
    let (calls, mut target, mut foo) = (Calls::default(), CloseEventTarget::new(), event("foo"));
    let listener = calls.listener("a");
    target.add_event_listener("foo", &listener);
    assert_eq!(target.dispatch_event(&mut foo), Ok(true));
    assert_eq!(target.dispatch_event(&mut foo), Ok(true));
    assert_eq!(calls.take(), ["a", "a"]);
    target.remove_event_listener("foo", &listener);
    assert_eq!(target.dispatch_event(&mut foo), Ok(true));
    assert!(calls.take().is_empty());
}

// DOM 2.9 (inner invoke): types must be the same, including case.
#[test]
fn a_listener_is_called_for_its_type_alone() {
    let (calls, mut target) = (Calls::default(), CloseEventTarget::new());
    target.add_event_listener("close", &calls.listener("close"));
    target.add_event_listener("", &calls.listener("empty"));
    for type_ in ["Close", "closed", "clos", "error"] {
        dispatch(&mut target, type_);
    }
    assert!(calls.take().is_empty());
    dispatch(&mut target, "");
    assert_eq!(calls.take(), ["empty"]);
}

// DOM 2.9 (invoke): only the target's own list is used.
#[test]
fn a_listener_is_called_for_its_target_alone() {
    let (calls, mut target) = (Calls::default(), CloseEventTarget::new());
    target.add_event_listener("close", &calls.listener("a"));
    dispatch(&mut CloseEventTarget::new(), "close");
    assert!(calls.take().is_empty());
}

// DOM 2.9 (dispatch, inner invoke).
#[test]
fn a_listener_sees_where_the_event_is() {
    let (calls, mut target, mut close) = (Calls::default(), CloseEventTarget::new(), event("close"));
    let look = |event: &mut CloseEvent, target: &mut CloseEventTarget| {
        assert_eq!(event.event_phase(), Event::AT_TARGET);
        assert_eq!(event.target(), Some(target.id()));
        assert_eq!(event.current_target(), Some(target.id()));
        assert_eq!(event.composed_path(), [target.id().clone()]);
    };
    target.add_event_listener_with("close", &calls.listener_that("capture", look), CAPTURE);
    target.add_event_listener("close", &calls.listener_that("other", look));
    assert_eq!(target.dispatch_event(&mut close), Ok(true));
    assert_eq!(calls.take(), ["capture", "other"]);
}

// DOM 2.9 (dispatch, its end); WPT dom/events/Event-defaultPrevented-after-dispatch.html (target).
#[test]
fn after_the_dispatch_only_the_target_stays_set() {
    let (mut target, mut close) = (CloseEventTarget::new(), event("close"));
    assert_eq!(target.dispatch_event(&mut close), Ok(true));
    assert_eq!(close.event_phase(), Event::NONE);
    assert_eq!(close.target(), Some(target.id()));
    assert_eq!(close.current_target(), None);
    assert!(close.composed_path().is_empty());
}

// DOM 2.9 (invoke, step 1).
#[test]
fn the_target_is_that_of_the_last_dispatch() {
    let (mut first, mut second, mut close) = (CloseEventTarget::new(), CloseEventTarget::new(), event("close"));
    first.dispatch_event(&mut close).unwrap();
    second.dispatch_event(&mut close).unwrap();
    assert_eq!(close.target(), Some(second.id()));
    assert_ne!(close.target(), Some(first.id()));
}

// WPT dom/events/EventTarget-dispatchEvent.html (order); DOM 2.9.
#[test]
fn capturing_listeners_are_called_first_and_each_group_in_the_order_of_addition() {
    let (calls, mut target) = (Calls::default(), CloseEventTarget::new());
    target.add_event_listener("x", &calls.listener("1"));
    target.add_event_listener_with("x", &calls.listener("2, capture"), CAPTURE);
    target.add_event_listener("x", &calls.listener("3"));
    target.add_event_listener_with("x", &calls.listener("4, capture"), CAPTURE);
    dispatch(&mut target, "x");
    assert_eq!(calls.take(), ["2, capture", "4, capture", "1", "3"]);
}

// DOM 2.7 (add an event listener).
#[test]
fn a_duplicate_is_not_added_and_does_not_move() {
    let (calls, mut target) = (Calls::default(), CloseEventTarget::new());
    let a = calls.listener("a");
    target.add_event_listener("x", &a);
    target.add_event_listener("x", &calls.listener("b"));
    target.add_event_listener("x", &a);
    target.add_event_listener("x", &a.clone());
    dispatch(&mut target, "x");
    assert_eq!(calls.take(), ["a", "b"]);
}

// DOM 2.7 (add an event listener): a duplicate has the same type, callback and capture.
#[test]
fn the_same_listener_may_be_added_for_two_types_and_for_both_phases() {
    let (calls, mut target) = (Calls::default(), CloseEventTarget::new());
    let a = calls.listener("a");
    target.add_event_listener("x", &a);
    target.add_event_listener("y", &a);
    target.add_event_listener_with("x", &a, CAPTURE);
    dispatch(&mut target, "x");
    assert_eq!(calls.take(), ["a", "a"]);
    dispatch(&mut target, "y");
    assert_eq!(calls.take(), ["a"]);
}

// WPT dom/events/AddEventListenerOptions-passive.any.js (equivalence of option values).
#[test]
fn passive_does_not_distinguish_listeners() {
    let passive_capture = AddEventListenerOptions { capture: true, ..PASSIVE };
    for (first, second, calls_expected) in [
        (CAPTURE, AddEventListenerOptions::default(), 2),
        (CAPTURE, PASSIVE, 2),
        (AddEventListenerOptions::default(), PASSIVE, 1),
        (PASSIVE, AddEventListenerOptions::default(), 1),
        (CAPTURE, passive_capture, 1),
    ] {
        let (calls, mut target) = (Calls::default(), CloseEventTarget::new());
        let a = calls.listener("a");
        target.add_event_listener_with("x", &a, first);
        target.add_event_listener_with("x", &a, second);
        dispatch(&mut target, "x");
        assert_eq!(calls.take().len(), calls_expected, "{first:?}, {second:?}");
    }
}

// DOM 2.7 (add an event listener): the listener in the list does not change.
#[test]
fn a_duplicate_does_not_change_the_options() {
    let (calls, mut target) = (Calls::default(), CloseEventTarget::new());
    let a = calls.listener_that("a", |event, _| event.prevent_default());
    target.add_event_listener_with("x", &a, PASSIVE);
    target.add_event_listener("x", &a);
    assert_eq!(target.dispatch_event(&mut cancelable("x")), Ok(true));
    assert_eq!(calls.take(), ["a"]);
}

// WPT dom/events/EventListenerOptions-capture.html (equivalence of option values).
#[test]
fn removal_needs_the_same_capture() {
    for (added, removed, is_removed) in
        [(false, false, true), (true, true, true), (true, false, false), (false, true, false)]
    {
        let (calls, mut target) = (Calls::default(), CloseEventTarget::new());
        let a = calls.listener("a");
        target.add_event_listener_with("x", &a, AddEventListenerOptions { capture: added, ..Default::default() });
        target.remove_event_listener_with("x", &a, EventListenerOptions { capture: removed });
        dispatch(&mut target, "x");
        assert_eq!(calls.take().is_empty(), is_removed);
    }
}

// WPT dom/events/EventTarget-add-remove-listener.any.js.
#[test]
fn removal_without_options_removes_the_listener_that_does_not_capture() {
    let mut target = CloseEventTarget::new();
    let a = CloseEventListener::new(|event, _| event.prevent_default());
    target.add_event_listener_with("x", &a, AddEventListenerOptions { capture: false, ..Default::default() });
    assert_eq!(target.dispatch_event(&mut cancelable("x")), Ok(false));
    target.remove_event_listener("x", &a);
    assert_eq!(target.dispatch_event(&mut cancelable("x")), Ok(true));
}

// DOM 2.7 (removeEventListener): only a listener with the same type and callback is removed.
#[test]
fn removing_an_unknown_listener_does_nothing() {
    let (calls, mut target) = (Calls::default(), CloseEventTarget::new());
    let a = calls.listener("a");
    target.remove_event_listener("x", &a);
    target.add_event_listener("x", &a);
    target.remove_event_listener("y", &a);
    target.remove_event_listener("x", &calls.listener("a"));
    dispatch(&mut target, "x");
    assert_eq!(calls.take(), ["a"]);
}

// DOM 2.7: removal takes a listener out of the list, addition appends it.
#[test]
fn a_listener_that_is_added_again_comes_last() {
    let (calls, mut target) = (Calls::default(), CloseEventTarget::new());
    let a = calls.listener("a");
    target.add_event_listener("x", &a);
    target.add_event_listener("x", &calls.listener("b"));
    target.remove_event_listener("x", &a);
    target.add_event_listener("x", &a);
    dispatch(&mut target, "x");
    assert_eq!(calls.take(), ["b", "a"]);
}

// WPT dom/events/AddEventListenerOptions-once.any.js.
#[test]
fn a_once_listener_is_called_once() {
    let (calls, mut target) = (Calls::default(), CloseEventTarget::new());
    target.add_event_listener_with("x", &calls.listener("once"), ONCE);
    target.add_event_listener("x", &calls.listener("always"));
    dispatch(&mut target, "x");
    dispatch(&mut target, "x");
    assert_eq!(calls.take(), ["once", "always", "always"]);
}

// WPT dom/events/AddEventListenerOptions-once.any.js (nested).
#[test]
fn a_once_listener_is_not_called_by_its_own_dispatch() {
    let (calls, mut target) = (Calls::default(), CloseEventTarget::new());
    let nested = OnceLock::new();
    let a = calls.listener_that("a", move |_, target| {
        if nested.set(()).is_ok() {
            dispatch(target, "x");
        }
    });
    target.add_event_listener_with("x", &a, ONCE);
    dispatch(&mut target, "x");
    assert_eq!(calls.take(), ["a"]);
}

// WPT dom/events/AddEventListenerOptions-once.any.js (nested).
#[test]
fn a_once_listener_that_adds_itself_again_is_called_again() {
    let (calls, mut target) = (Calls::default(), CloseEventTarget::new());
    let (itself, added_again, nested) =
        (Arc::new(OnceLock::<CloseEventListener>::new()), OnceLock::new(), OnceLock::new());
    let slot = Arc::clone(&itself);
    let a = calls.listener_that("a", move |_, target| {
        if added_again.set(()).is_ok() {
            target.add_event_listener_with("x", slot.get().unwrap(), ONCE);
            dispatch(target, "x");
        } else if nested.set(()).is_ok() {
            dispatch(target, "x");
        }
    });
    itself.set(a.clone()).unwrap();
    target.add_event_listener_with("x", &a, ONCE);
    dispatch(&mut target, "x");
    assert_eq!(calls.take(), ["a", "a"]);
}

// WPT dom/events/AddEventListenerOptions-once.any.js (added and removed like others).
#[test]
fn a_once_listener_is_added_and_removed_like_any_other() {
    let (calls, mut target) = (Calls::default(), CloseEventTarget::new());
    let a = calls.listener("a");
    target.add_event_listener_with("x", &a, ONCE);
    target.add_event_listener("x", &a);
    dispatch(&mut target, "x");
    assert_eq!(calls.take(), ["a"]);
    dispatch(&mut target, "x");
    assert!(calls.take().is_empty());
    target.add_event_listener_with("x", &a, ONCE);
    target.remove_event_listener("x", &a);
    dispatch(&mut target, "x");
    assert!(calls.take().is_empty());
}

// WPT dom/events/AddEventListenerOptions-once.any.js (stopImmediatePropagation).
#[test]
fn once_listeners_that_stop_the_event_are_called_one_by_one() {
    let (calls, mut target) = (Calls::default(), CloseEventTarget::new());
    for name in ["1", "2", "3", "4"] {
        let listener = calls.listener_that(name, |event, _| event.stop_immediate_propagation());
        target.add_event_listener_with("x", &listener, ONCE);
    }
    for name in ["1", "2", "3", "4"] {
        dispatch(&mut target, "x");
        assert_eq!(calls.take(), [name]);
    }
}

// DOM 2.9 (inner invoke): the type is compared before `once` removes.
#[test]
fn a_once_listener_waits_for_its_type() {
    let (calls, mut target) = (Calls::default(), CloseEventTarget::new());
    target.add_event_listener_with("x", &calls.listener("a"), ONCE);
    dispatch(&mut target, "y");
    assert!(calls.take().is_empty());
    dispatch(&mut target, "x");
    assert_eq!(calls.take(), ["a"]);
}

// WPT dom/events/remove-all-listeners.html (nested once listeners).
#[test]
fn nested_dispatches_use_up_once_listeners() {
    let (calls, mut target) = (Calls::default(), CloseEventTarget::new());
    let (third, nested) = (calls.listener("third"), OnceLock::new());
    let first = calls.listener_that("first", move |_, target| {
        if nested.set(()).is_ok() {
            dispatch(target, "foo");
        }
        target.add_event_listener("foo", &third);
    });
    target.add_event_listener_with("foo", &first, ONCE);
    target.add_event_listener_with("foo", &calls.listener("second"), ONCE);
    dispatch(&mut target, "foo");
    assert_eq!(calls.take(), ["first", "second"]);
    dispatch(&mut target, "foo");
    assert_eq!(calls.take(), ["third"]);
}

// WPT dom/events/AddEventListenerOptions-passive.any.js (preventDefault and returnValue).
#[test]
fn only_a_passive_listener_cannot_cancel() {
    let prevent = CloseEventListener::new(|event, _| {
        assert!(!event.default_prevented());
        event.prevent_default();
    });
    let return_false = CloseEventListener::new(|event, _| {
        assert!(!event.default_prevented());
        event.set_return_value(false);
    });
    for listener in [prevent, return_false] {
        for (options, is_canceled) in [(AddEventListenerOptions::default(), true), (PASSIVE, false)] {
            let mut target = CloseEventTarget::new();
            target.add_event_listener_with("test", &listener, options);
            let mut test = cancelable("test");
            assert_eq!(target.dispatch_event(&mut test), Ok(!is_canceled));
            assert_eq!(test.default_prevented(), is_canceled);
        }
    }
}

// WPT dom/events/AddEventListenerOptions-passive.any.js (presence of other listeners).
#[test]
fn a_listener_after_a_passive_one_can_cancel() {
    let (calls, mut target) = (Calls::default(), CloseEventTarget::new());
    target.add_event_listener_with("test", &calls.listener("passive"), PASSIVE);
    target.add_event_listener("test", &calls.listener_that("active", |event, _| event.prevent_default()));
    assert_eq!(target.dispatch_event(&mut cancelable("test")), Ok(false));
    assert_eq!(calls.take(), ["passive", "active"]);
}

// DOM 2.9 (inner invoke): the flag belongs to the event that the passive listener was called with.
#[test]
fn a_passive_listener_may_dispatch_an_event_that_is_canceled() {
    let (calls, mut target) = (Calls::default(), CloseEventTarget::new());
    let passive = calls.listener_that("passive", |event, target| {
        assert_eq!(target.dispatch_event(&mut cancelable("inner")), Ok(false));
        event.prevent_default();
    });
    target.add_event_listener_with("outer", &passive, PASSIVE);
    target.add_event_listener("inner", &calls.listener_that("inner", |event, _| event.prevent_default()));
    assert_eq!(target.dispatch_event(&mut cancelable("outer")), Ok(true));
    assert_eq!(calls.take(), ["passive", "inner"]);
}

// DOM 2.9 (inner invoke): "in passive listener" is unset after the call.
#[test]
fn an_event_can_be_canceled_after_its_passive_listeners() {
    let mut target = CloseEventTarget::new();
    target.add_event_listener_with("x", &CloseEventListener::new(|_, _| ()), PASSIVE);
    let mut x = cancelable("x");
    assert_eq!(target.dispatch_event(&mut x), Ok(true));
    x.prevent_default();
    assert!(x.default_prevented());
}

// DOM 2.9 (invoke): the list is cloned before the first listener is called.
#[test]
fn a_listener_that_is_added_during_a_dispatch_waits_for_the_next_one() {
    let (calls, mut target) = (Calls::default(), CloseEventTarget::new());
    let late = calls.listener("late");
    let a = calls.listener_that("a", move |_, target| target.add_event_listener("x", &late));
    target.add_event_listener("x", &a);
    dispatch(&mut target, "x");
    assert_eq!(calls.take(), ["a"]);
    dispatch(&mut target, "x");
    assert_eq!(calls.take(), ["a", "late"]);
}

// DOM 2.9 (dispatch): the list is cloned again for the listeners that do not capture.
#[test]
fn a_capturing_listener_may_add_one_that_does_not_capture() {
    let (calls, mut target) = (Calls::default(), CloseEventTarget::new());
    let (late, late_capture) = (calls.listener("late"), calls.listener("late, capture"));
    let capture = calls.listener_that("capture", move |_, target| {
        target.add_event_listener("x", &late);
        target.add_event_listener_with("x", &late_capture, CAPTURE);
    });
    target.add_event_listener_with("x", &capture, CAPTURE);
    target.add_event_listener("x", &calls.listener("other"));
    dispatch(&mut target, "x");
    assert_eq!(calls.take(), ["capture", "other", "late"]);
}

// DOM 2.9 (inner invoke): the second phase does not call capturing listeners.
#[test]
fn a_listener_that_adds_a_capturing_one_comes_too_late() {
    let (calls, mut target) = (Calls::default(), CloseEventTarget::new());
    let late = calls.listener("late");
    let a = calls.listener_that("a", move |_, target| target.add_event_listener_with("x", &late, CAPTURE));
    target.add_event_listener("x", &a);
    dispatch(&mut target, "x");
    assert_eq!(calls.take(), ["a"]);
    dispatch(&mut target, "x");
    assert_eq!(calls.take(), ["late", "a"]);
}

// WPT dom/events/remove-all-listeners.html.
#[test]
fn a_listener_may_remove_itself_and_the_next_and_add_another() {
    let (calls, mut target) = (Calls::default(), CloseEventTarget::new());
    let itself = Arc::new(OnceLock::<CloseEventListener>::new());
    let (second, third, slot) = (calls.listener("second"), calls.listener("third"), Arc::clone(&itself));
    let next = second.clone();
    let first = calls.listener_that("first", move |_, target| {
        target.remove_event_listener("foo", slot.get().unwrap());
        target.remove_event_listener("foo", &next);
        target.add_event_listener("foo", &third);
    });
    itself.set(first.clone()).unwrap();
    target.add_event_listener("foo", &first);
    target.add_event_listener("foo", &second);
    dispatch(&mut target, "foo");
    assert_eq!(calls.take(), ["first"]);
    dispatch(&mut target, "foo");
    assert_eq!(calls.take(), ["third"]);
}

// DOM 2.9 (inner invoke): removing a listener that was already called does not change which listeners come next.
#[test]
fn removing_a_listener_that_was_called_skips_no_other() {
    let (calls, mut target) = (Calls::default(), CloseEventTarget::new());
    let first = calls.listener("first");
    let gone = first.clone();
    let second = calls.listener_that("second", move |_, target| target.remove_event_listener("x", &gone));
    target.add_event_listener("x", &first);
    target.add_event_listener("x", &second);
    target.add_event_listener("x", &calls.listener("third"));
    target.add_event_listener("x", &calls.listener("fourth"));
    dispatch(&mut target, "x");
    assert_eq!(calls.take(), ["first", "second", "third", "fourth"]);
}

// DOM 2.7 and 2.9: the listener in the cloned list stays "removed". The added listener is a new one.
#[test]
fn a_listener_that_is_removed_and_added_again_during_a_dispatch_waits_for_the_next_one() {
    let (calls, mut target) = (Calls::default(), CloseEventTarget::new());
    let b = calls.listener("b");
    let moved = b.clone();
    let a = calls.listener_that("a", move |_, target| {
        target.remove_event_listener("x", &moved);
        target.add_event_listener("x", &moved);
    });
    target.add_event_listener_with("x", &a, ONCE);
    target.add_event_listener("x", &b);
    dispatch(&mut target, "x");
    assert_eq!(calls.take(), ["a"]);
    dispatch(&mut target, "x");
    assert_eq!(calls.take(), ["b"]);
}

// DOM 2.9 (inner invoke).
#[test]
fn a_capturing_listener_may_remove_one_that_does_not_capture() {
    let (calls, mut target) = (Calls::default(), CloseEventTarget::new());
    let a = calls.listener("a");
    let gone = a.clone();
    let capture = calls.listener_that("capture", move |_, target| target.remove_event_listener("x", &gone));
    target.add_event_listener("x", &a);
    target.add_event_listener_with("x", &capture, CAPTURE);
    dispatch(&mut target, "x");
    assert_eq!(calls.take(), ["capture"]);
}

// DOM 2.7: the same listener with and without capture counts as two, which are removed separately.
#[test]
fn a_listener_in_both_phases_is_removed_from_one() {
    let (calls, mut target) = (Calls::default(), CloseEventTarget::new());
    let a = calls.listener("a");
    target.add_event_listener("x", &a);
    target.add_event_listener_with("x", &a, CAPTURE);
    target.add_event_listener_with("x", &calls.listener("capture"), CAPTURE);
    target.remove_event_listener_with("x", &a, CAPTURING);
    dispatch(&mut target, "x");
    assert_eq!(calls.take(), ["capture", "a"]);
}

// DOM 2.9 (dispatch returns true if the canceled flag is unset).
#[test]
fn the_result_is_false_only_for_a_canceled_event() {
    let mut target = CloseEventTarget::new();
    assert_eq!(target.dispatch_event(&mut cancelable("x")), Ok(true));
    target.add_event_listener("x", &CloseEventListener::new(|event, _| event.prevent_default()));
    assert_eq!(target.dispatch_event(&mut cancelable("x")), Ok(false));
    assert_eq!(target.dispatch_event(&mut event("x")), Ok(true));
}

// WHATWG WebSockets 4: the event of a connection is not cancelable.
#[test]
fn the_event_of_a_connection_cannot_be_canceled() {
    let mut target = CloseEventTarget::new();
    target.set_onclose(CloseEventListener::new(|event, _| event.prevent_default()));
    let mut close = trusted();
    assert_eq!(target.fire(&mut close), Ok(true));
    assert!(!close.default_prevented());
}

// WPT dom/events/Event-defaultPrevented-after-dispatch.html; DOM 2.9: no dispatch unsets the canceled flag.
#[test]
fn an_event_stays_canceled() {
    let (calls, mut target, mut x) = (Calls::default(), CloseEventTarget::new(), cancelable("x"));
    let cancel = CloseEventListener::new(|event, _| {
        event.set_return_value(false);
        assert!(event.default_prevented());
    });
    target.add_event_listener_with("x", &cancel, CAPTURE);
    assert_eq!(target.dispatch_event(&mut x), Ok(false));
    assert!(x.default_prevented());

    let mut other = CloseEventTarget::new();
    other.add_event_listener("x", &calls.listener("a"));
    assert_eq!(other.dispatch_event(&mut x), Ok(false));
    assert_eq!(calls.take(), ["a"]);
}

// DOM 2.9: a canceled event still goes to all listeners.
#[test]
fn cancellation_before_the_dispatch_is_its_result() {
    let (calls, mut target, mut x) = (Calls::default(), CloseEventTarget::new(), cancelable("x"));
    target.add_event_listener("x", &calls.listener("a"));
    x.prevent_default();
    assert_eq!(target.dispatch_event(&mut x), Ok(false));
    assert_eq!(calls.take(), ["a"]);
}

// WPT dom/events/Event-stopImmediatePropagation.html.
#[test]
fn stop_immediate_propagation_keeps_the_event_from_the_next_listener() {
    let (calls, mut target) = (Calls::default(), CloseEventTarget::new());
    let stop = calls.listener_that("stop", |event, _| {
        event.stop_immediate_propagation();
        assert!(event.cancel_bubble());
    });
    target.add_event_listener("test", &stop);
    target.add_event_listener("test", &calls.listener("next"));
    dispatch(&mut target, "test");
    assert_eq!(calls.take(), ["stop"]);
}

// DOM 2.9 (invoke, inner invoke).
#[test]
fn a_capturing_listener_that_stops_immediately_is_the_last() {
    let (calls, mut target) = (Calls::default(), CloseEventTarget::new());
    target.add_event_listener("x", &calls.listener("other"));
    let stop = calls.listener_that("stop", |event, _| event.stop_immediate_propagation());
    target.add_event_listener_with("x", &stop, CAPTURE);
    target.add_event_listener_with("x", &calls.listener("capture"), CAPTURE);
    dispatch(&mut target, "x");
    assert_eq!(calls.take(), ["stop"]);
}

// DOM 2.9 (invoke): the stop propagation flag is checked once for each phase.
#[test]
fn stop_propagation_lets_the_listeners_of_the_same_phase_be_called() {
    let (calls, mut target) = (Calls::default(), CloseEventTarget::new());
    target.add_event_listener("x", &calls.listener_that("stop", |event, _| event.stop_propagation()));
    target.add_event_listener("x", &calls.listener("next"));
    dispatch(&mut target, "x");
    assert_eq!(calls.take(), ["stop", "next"]);
}

// DOM 2.9 (invoke): at the target, the listeners that capture and the others are two invocations.
#[test]
fn stop_propagation_in_a_capturing_listener_keeps_the_event_from_those_that_do_not_capture() {
    for stop in [CloseEvent::stop_propagation, cancel_bubble] {
        let (calls, mut target) = (Calls::default(), CloseEventTarget::new());
        target.add_event_listener("x", &calls.listener("other"));
        target.add_event_listener_with("x", &calls.listener_that("stop", move |event, _| stop(event)), CAPTURE);
        target.add_event_listener_with("x", &calls.listener("capture"), CAPTURE);
        dispatch(&mut target, "x");
        assert_eq!(calls.take(), ["stop", "capture"]);
    }
}

// WPT dom/events/Event-propagation.html and Event-dispatch-propagation-stopped.html.
#[test]
fn an_event_that_was_stopped_before_reaches_no_listener_and_is_then_not_stopped_any_more() {
    for stop in [CloseEvent::stop_propagation, CloseEvent::stop_immediate_propagation, cancel_bubble] {
        let (calls, mut target, mut foo) = (Calls::default(), CloseEventTarget::new(), event("foo"));
        target.add_event_listener("foo", &calls.listener("other"));
        target.add_event_listener_with("foo", &calls.listener("capture"), CAPTURE);
        stop(&mut foo);
        assert_eq!(target.dispatch_event(&mut foo), Ok(true));
        assert!(calls.take().is_empty());
        assert_eq!(target.dispatch_event(&mut foo), Ok(true));
        assert_eq!(calls.take(), ["capture", "other"]);
    }
}

// WPT dom/events/Event-propagation.html and Event-initEvent.html.
#[test]
fn an_event_that_was_stopped_and_initialized_again_reaches_its_listeners() {
    for stop in [CloseEvent::stop_propagation, CloseEvent::stop_immediate_propagation] {
        let (calls, mut target, mut foo) = (Calls::default(), CloseEventTarget::new(), event("foo"));
        target.add_event_listener("foo", &calls.listener("a"));
        target.add_event_listener("foo", &calls.listener("b"));
        stop(&mut foo);
        foo.init_event("foo", true, false);
        assert_eq!(target.dispatch_event(&mut foo), Ok(true));
        assert_eq!(calls.take(), ["a", "b"]);
    }
}

// DOM 2.9 (invoke, step 1 comes before the check of the flag).
#[test]
fn an_event_that_was_stopped_before_still_has_a_target() {
    let (mut target, mut foo) = (CloseEventTarget::new(), event("foo"));
    foo.stop_propagation();
    target.dispatch_event(&mut foo).unwrap();
    assert_eq!(foo.target(), Some(target.id()));
}

// DOM 2.9: `once` removes only a listener that is called, and a stopped event calls no listener.
#[test]
fn a_stopped_event_uses_up_no_once_listener() {
    let (calls, mut target, mut foo) = (Calls::default(), CloseEventTarget::new(), event("foo"));
    target.add_event_listener_with("foo", &calls.listener("once"), ONCE);
    foo.stop_propagation();
    target.dispatch_event(&mut foo).unwrap();
    assert!(calls.take().is_empty());
    dispatch(&mut target, "foo");
    assert_eq!(calls.take(), ["once"]);
}

// WPT dom/events/Event-cancelBubble.html; DOM 2.9 (dispatch, its end).
#[test]
fn the_dispatch_unsets_the_stop_flags() {
    for stop in [CloseEvent::stop_propagation, CloseEvent::stop_immediate_propagation] {
        let (calls, mut target, mut foo) = (Calls::default(), CloseEventTarget::new(), event("foo"));
        target.add_event_listener_with("foo", &CloseEventListener::new(move |event, _| stop(event)), ONCE);
        target.add_event_listener("foo", &calls.listener("a"));
        target.add_event_listener("foo", &calls.listener("b"));
        target.dispatch_event(&mut foo).unwrap();
        assert!(!foo.cancel_bubble());
        calls.take();
        target.dispatch_event(&mut foo).unwrap();
        assert_eq!(calls.take(), ["a", "b"]);
    }
}

// WPT dom/events/EventTarget-dispatchEvent.html (dispatch flag).
#[test]
fn an_event_that_is_being_dispatched_cannot_be_dispatched() {
    let (calls, mut target) = (Calls::default(), CloseEventTarget::new());
    let again = calls.listener_that("again", |event, target| {
        assert!(CloseEventTarget::new().dispatch_event(event).is_err());
        assert!(CloseEventTarget::new().fire(event).is_err());
        assert!(target.dispatch_event(event).is_err());
        assert!(target.fire(event).is_err());
    });
    target.add_event_listener("type", &again);
    target.add_event_listener("type", &calls.listener("next"));
    let mut type_ = event("type");
    assert_eq!(target.dispatch_event(&mut type_), Ok(true));
    assert_eq!(calls.take(), ["again", "next"]);
}

// DOM 2.7 (dispatchEvent): the exception comes before any change.
#[test]
fn the_failed_dispatch_changes_nothing() {
    let (calls, mut target, mut close) = (Calls::default(), CloseEventTarget::new(), trusted());
    let again = calls.listener_that("again", |event, target| {
        event.stop_propagation();
        assert!(CloseEventTarget::new().dispatch_event(event).is_err());
        assert!(event.is_trusted());
        assert!(event.cancel_bubble());
        assert_eq!(event.event_phase(), Event::AT_TARGET);
        assert_eq!(event.target(), Some(target.id()));
        assert_eq!(event.current_target(), Some(target.id()));
    });
    target.add_event_listener("close", &again);
    assert_eq!(target.fire(&mut close), Ok(true));
    assert_eq!(calls.take(), ["again"]);
    assert!(close.is_trusted());
}

// WPT dom/events/Event-dispatch-redispatch.html; DOM 2.7 (dispatchEvent) and 2.10.
#[test]
fn a_trusted_event_is_untrusted_once_a_script_dispatches_it() {
    let (calls, mut target, mut close) = (Calls::default(), CloseEventTarget::new(), trusted());
    target.add_event_listener_with(
        "close",
        &calls.listener_that("fired", |event, _| assert!(event.is_trusted())),
        ONCE,
    );
    assert_eq!(target.fire(&mut close), Ok(true));
    assert_eq!(calls.take(), ["fired"]);
    assert!(close.is_trusted());

    target.add_event_listener("close", &calls.listener_that("dispatched", |event, _| assert!(!event.is_trusted())));
    assert_eq!(target.dispatch_event(&mut close), Ok(true));
    assert_eq!(calls.take(), ["dispatched"]);
    assert!(!close.is_trusted());
}

// WPT dom/events/Event-init-while-dispatching.html and Event-initEvent.html.
#[test]
#[expect(deprecated, reason = "this also tests the deprecated method")]
fn an_event_cannot_be_initialized_while_it_is_dispatched() {
    let (calls, mut target) = (Calls::default(), CloseEventTarget::new());
    let unchanged = |event: &CloseEvent| {
        assert_eq!((event.type_(), event.bubbles(), event.cancelable()), ("type", false, false));
        assert_eq!((event.was_clean(), event.code().as_u16(), event.reason()), (false, 0, ""));
        assert!(event.cancel_bubble());
        assert!(event.target().is_some());
    };
    let init = calls.listener_that("init", move |event, _| {
        event.stop_propagation();
        event.init_event("fail", true, true);
        unchanged(event);
        event.init_close_event("fail", true, true, true, 1000, "fail");
        unchanged(event);
    });
    target.add_event_listener("type", &init);
    target.add_event_listener("type", &calls.listener("next"));
    dispatch(&mut target, "type");
    assert_eq!(calls.take(), ["init", "next"]);
}

// DOM 2.2 (initEvent): the dispatch flag is unset after the dispatch, so initEvent has an effect again.
#[test]
fn an_event_can_be_initialized_after_its_dispatch() {
    let (calls, mut target, mut foo) = (Calls::default(), CloseEventTarget::new(), event("foo"));
    target.add_event_listener("bar", &calls.listener("bar"));
    target.dispatch_event(&mut foo).unwrap();
    foo.init_event("bar", true, true);
    assert_eq!((foo.type_(), foo.bubbles(), foo.cancelable()), ("bar", true, true));
    assert_eq!(target.dispatch_event(&mut foo), Ok(true));
    assert_eq!(calls.take(), ["bar"]);
}

// DOM 2.9: a nested dispatch runs to its end, and each event has its own flags.
#[test]
fn another_event_may_be_dispatched_during_a_dispatch() {
    let (calls, mut target) = (Calls::default(), CloseEventTarget::new());
    let first = calls.listener_that("first", |event, target| {
        dispatch(target, "inner");
        assert_eq!(event.event_phase(), Event::AT_TARGET);
        assert_eq!(event.current_target(), Some(target.id()));
        assert!(!event.cancel_bubble());
    });
    target.add_event_listener("outer", &first);
    target.add_event_listener("outer", &calls.listener("second"));
    target.add_event_listener("inner", &calls.listener_that("inner", |event, _| event.stop_immediate_propagation()));
    target.add_event_listener("inner", &calls.listener("never"));
    dispatch(&mut target, "outer");
    assert_eq!(calls.take(), ["first", "inner", "second"]);
}

// DOM 2.9: a nested dispatch clones the current list, and the outer dispatch keeps its own clone.
#[test]
fn a_nested_dispatch_sees_the_listeners_that_were_added_before_it() {
    let (calls, mut target) = (Calls::default(), CloseEventTarget::new());
    let (late, nested) = (calls.listener("late"), OnceLock::new());
    let first = calls.listener_that("first", move |_, target| {
        if nested.set(()).is_ok() {
            target.add_event_listener("x", &late);
            dispatch(target, "x");
        }
    });
    target.add_event_listener_with("x", &first, ONCE);
    target.add_event_listener("x", &calls.listener("second"));
    dispatch(&mut target, "x");
    assert_eq!(calls.take(), ["first", "second", "late", "second"]);
}

// DOM 2.9 (inner invoke): the outer dispatch does not call a listener that a nested dispatch removed.
#[test]
fn a_nested_dispatch_may_remove_a_listener_of_the_outer_one() {
    let (calls, mut target) = (Calls::default(), CloseEventTarget::new());
    let last = calls.listener("last");
    let gone = last.clone();
    target.add_event_listener("outer", &calls.listener_that("first", |_, target| dispatch(target, "inner")));
    target.add_event_listener("outer", &last);
    target.add_event_listener(
        "inner",
        &calls.listener_that("inner", move |_, target| target.remove_event_listener("outer", &gone)),
    );
    dispatch(&mut target, "outer");
    assert_eq!(calls.take(), ["first", "inner"]);
}

// WPT websockets/eventhandlers.any.js and interfaces/WebSocket/events/012.html.
#[test]
fn onclose_is_null_at_first_and_then_the_handler_that_was_set() {
    let mut target = CloseEventTarget::new();
    assert_eq!(target.onclose(), None);
    let (a, b) = (CloseEventListener::new(|_, _| ()), CloseEventListener::new(|_, _| ()));
    target.set_onclose(a.clone());
    assert_eq!(target.onclose(), Some(&a));
    target.set_onclose(b.clone());
    assert_eq!(target.onclose(), Some(&b));
    target.set_onclose(None);
    assert_eq!(target.onclose(), None);
}

// HTML 8.1.8.1: listeners do not change the value of the handler.
#[test]
fn a_listener_is_not_onclose() {
    let mut target = CloseEventTarget::new();
    target.add_event_listener("close", &CloseEventListener::new(|_, _| ()));
    assert_eq!(target.onclose(), None);
}

// WHATWG WebSockets 3.1: the event type of onclose is close.
#[test]
fn onclose_is_called_for_close_alone() {
    let (calls, mut target) = (Calls::default(), CloseEventTarget::new());
    target.set_onclose(calls.listener("onclose"));
    for type_ in ["open", "error", "message", "onclose", "Close"] {
        dispatch(&mut target, type_);
    }
    assert!(calls.take().is_empty());
    dispatch(&mut target, "close");
    dispatch(&mut target, "close");
    assert_eq!(calls.take(), ["onclose", "onclose"]);
}

// WPT websockets/interfaces/WebSocket/events/016.html.
#[test]
fn onclose_has_the_place_at_which_it_was_set() {
    let (calls, mut target) = (Calls::default(), CloseEventTarget::new());
    target.add_event_listener("close", &calls.listener("1"));
    target.set_onclose(calls.listener("2"));
    target.add_event_listener("close", &calls.listener("3"));
    assert_eq!(target.fire(&mut trusted()), Ok(true));
    assert_eq!(calls.take(), ["1", "2", "3"]);
}

// WPT html/webappapis/scripting/events/event-handler-spec-example.window.js; HTML 8.1.8.1.
#[test]
fn onclose_keeps_its_place_when_it_is_replaced() {
    let (calls, mut target) = (Calls::default(), CloseEventTarget::new());
    target.set_onclose(calls.listener("replaced"));
    target.add_event_listener("close", &calls.listener("2"));
    target.set_onclose(calls.listener("replaced too"));
    target.add_event_listener("close", &calls.listener("3"));
    target.set_onclose(calls.listener("1"));
    target.add_event_listener("close", &calls.listener("4"));
    dispatch(&mut target, "close");
    assert_eq!(calls.take(), ["1", "2", "3", "4"]);
}

// WPT html/webappapis/scripting/events/event-handler-spec-example.window.js (primitive values).
#[test]
fn onclose_has_no_place_while_it_is_null() {
    let (calls, mut target) = (Calls::default(), CloseEventTarget::new());
    target.set_onclose(None);
    target.add_event_listener("close", &calls.listener("1"));
    target.set_onclose(calls.listener("2"));
    target.add_event_listener("close", &calls.listener("3"));
    dispatch(&mut target, "close");
    assert_eq!(calls.take(), ["1", "2", "3"]);
}

// WPT html/webappapis/scripting/events/event-handler-removal.window.js; HTML 8.1.8.1 (deactivate an event handler).
#[test]
fn onclose_loses_its_place_when_it_is_set_to_null() {
    let (calls, mut target) = (Calls::default(), CloseEventTarget::new());
    let handler = calls.listener("handler");
    target.set_onclose(handler.clone());
    target.add_event_listener("close", &calls.listener("listener"));
    target.set_onclose(None);
    dispatch(&mut target, "close");
    assert_eq!(calls.take(), ["listener"]);
    target.set_onclose(handler);
    dispatch(&mut target, "close");
    assert_eq!(calls.take(), ["listener", "handler"]);
}

// HTML 8.1.8.1 (activate an event handler): its listener does not capture.
#[test]
fn onclose_comes_after_the_capturing_listeners() {
    let (calls, mut target) = (Calls::default(), CloseEventTarget::new());
    target.set_onclose(calls.listener("onclose"));
    target.add_event_listener_with("close", &calls.listener("capture"), CAPTURE);
    dispatch(&mut target, "close");
    assert_eq!(calls.take(), ["capture", "onclose"]);
}

// HTML 8.1.8.1 (activate an event handler): the callback of the handler's listener is HTML's own, not the handler.
#[test]
fn onclose_is_not_a_duplicate_of_a_listener() {
    let (calls, mut target) = (Calls::default(), CloseEventTarget::new());
    let a = calls.listener("a");
    target.set_onclose(a.clone());
    target.add_event_listener("close", &a);
    dispatch(&mut target, "close");
    assert_eq!(calls.take(), ["a", "a"]);
    target.remove_event_listener("close", &a);
    target.remove_event_listener("close", &a);
    assert_eq!(target.onclose(), Some(&a));
    dispatch(&mut target, "close");
    assert_eq!(calls.take(), ["a"]);
}

// The same section as above, with the listener added first.
#[test]
fn onclose_set_to_null_leaves_the_listeners() {
    let (calls, mut target) = (Calls::default(), CloseEventTarget::new());
    let a = calls.listener("a");
    target.add_event_listener("close", &a);
    target.set_onclose(a);
    target.set_onclose(None);
    dispatch(&mut target, "close");
    assert_eq!(calls.take(), ["a"]);
}

// HTML 8.1.8.1 (the event handler processing algorithm takes the handler's current value).
#[test]
fn onclose_is_called_with_its_value_at_its_turn() {
    let (calls, mut target) = (Calls::default(), CloseEventTarget::new());
    let new = calls.listener("new");
    let first = calls.listener_that("first", move |_, target| target.set_onclose(new.clone()));
    target.add_event_listener("close", &first);
    target.set_onclose(calls.listener("old"));
    target.add_event_listener("close", &calls.listener("last"));
    dispatch(&mut target, "close");
    assert_eq!(calls.take(), ["first", "new", "last"]);
}

// HTML 8.1.8.1 (deactivate an event handler); DOM 2.9 (inner invoke).
#[test]
fn onclose_set_to_null_before_its_turn_is_not_called() {
    let (calls, mut target) = (Calls::default(), CloseEventTarget::new());
    target.add_event_listener("close", &calls.listener_that("first", |_, target| target.set_onclose(None)));
    target.set_onclose(calls.listener("onclose"));
    dispatch(&mut target, "close");
    assert_eq!(calls.take(), ["first"]);
}

// HTML 8.1.8.1 (activate an event handler adds a listener); DOM 2.9 (invoke clones the list).
#[test]
fn onclose_set_during_a_dispatch_waits_for_the_next_one() {
    let (calls, mut target) = (Calls::default(), CloseEventTarget::new());
    let handler = calls.listener("onclose");
    let first = calls.listener_that("first", move |_, target| target.set_onclose(handler.clone()));
    target.add_event_listener("close", &first);
    dispatch(&mut target, "close");
    assert_eq!(calls.take(), ["first"]);
    target.remove_event_listener("close", &first);
    dispatch(&mut target, "close");
    assert_eq!(calls.take(), ["onclose"]);
}

// The same sections as above, with a handler that was in the list: a handler that is set after null is a new listener.
#[test]
fn onclose_set_to_null_and_again_during_a_dispatch_waits_for_the_next_one() {
    let (calls, mut target) = (Calls::default(), CloseEventTarget::new());
    let handler = calls.listener("onclose");
    let again = handler.clone();
    let first = calls.listener_that("first", move |_, target| {
        target.set_onclose(None);
        target.set_onclose(again.clone());
    });
    target.add_event_listener_with("close", &first, ONCE);
    target.set_onclose(handler);
    dispatch(&mut target, "close");
    assert_eq!(calls.take(), ["first"]);
    dispatch(&mut target, "close");
    assert_eq!(calls.take(), ["onclose"]);
}

// HTML 8.1.8.1; DOM 2.9 (inner invoke calls each listener once).
#[test]
fn onclose_that_replaces_itself_is_not_called_twice() {
    let (calls, mut target) = (Calls::default(), CloseEventTarget::new());
    let new = calls.listener("new");
    target.set_onclose(calls.listener_that("old", move |_, target| target.set_onclose(new.clone())));
    target.add_event_listener("close", &calls.listener("last"));
    dispatch(&mut target, "close");
    assert_eq!(calls.take(), ["old", "last"]);
    dispatch(&mut target, "close");
    assert_eq!(calls.take(), ["new", "last"]);
}

// DOM 2.9: the handler's listener can be stopped, and can stop others, like any listener.
#[test]
fn onclose_stops_and_is_stopped_like_a_listener() {
    let (calls, mut target) = (Calls::default(), CloseEventTarget::new());
    target.set_onclose(calls.listener_that("onclose", |event, _| event.stop_immediate_propagation()));
    target.add_event_listener("close", &calls.listener("last"));
    dispatch(&mut target, "close");
    assert_eq!(calls.take(), ["onclose"]);
    target.add_event_listener_with("close", &calls.listener_that("stop", |event, _| event.stop_propagation()), CAPTURE);
    dispatch(&mut target, "close");
    assert_eq!(calls.take(), ["stop"]);
}

/// Dispatches the event to a listener that stops it and panics.
#[allow(clippy::panic, reason = "a listener may panic")]
fn dispatch_with_panic(event: &mut CloseEvent, target: &mut CloseEventTarget, options: AddEventListenerOptions) {
    let panicking = CloseEventListener::new(|event, _| {
        event.stop_immediate_propagation();
        panic!("on purpose");
    });
    target.add_event_listener_with("x", &panicking, options);
    assert!(catch_unwind(AssertUnwindSafe(|| target.dispatch_event(event))).is_err());
    target.remove_event_listener("x", &panicking);
}

// DOM 2.9 (dispatch, its end): the dispatch ends in the same way after an exception. Unlike a panic here, an exception does
// not stop the next listeners (WPT dom/events/EventTarget-dispatchEvent.html).
#[test]
fn after_a_panic_the_event_is_as_after_any_dispatch() {
    let (calls, mut target, mut x) = (Calls::default(), CloseEventTarget::new(), event("x"));
    dispatch_with_panic(&mut x, &mut target, AddEventListenerOptions::default());
    assert_eq!(x.event_phase(), Event::NONE);
    assert_eq!(x.target(), Some(target.id()));
    assert_eq!(x.current_target(), None);
    assert!(x.composed_path().is_empty());
    assert!(!x.cancel_bubble());

    target.add_event_listener("x", &calls.listener("a"));
    target.add_event_listener("x", &calls.listener("b"));
    assert_eq!(target.dispatch_event(&mut x), Ok(true));
    assert_eq!(calls.take(), ["a", "b"]);
    x.init_event("y", false, false);
    assert_eq!(x.type_(), "y");
}

// DOM 2.9 (inner invoke): "in passive listener" is unset after an exception too.
#[test]
fn after_a_panic_in_a_passive_listener_the_event_can_be_canceled() {
    let (mut target, mut x) = (CloseEventTarget::new(), cancelable("x"));
    dispatch_with_panic(&mut x, &mut target, PASSIVE);
    x.prevent_default();
    assert!(x.default_prevented());
}

// DOM 2.9 (inner invoke): `once` removes a listener before its call. An exception does not remove a listener.
#[test]
fn a_panic_removes_only_a_once_listener() {
    let (calls, mut target) = (Calls::default(), CloseEventTarget::new());
    target.add_event_listener("x", &calls.listener("before"));
    target.set_onclose(calls.listener("onclose"));
    target.add_event_listener_with("x", &calls.listener_that("once", |_, _| panic!("on purpose")), ONCE);
    target.add_event_listener("x", &calls.listener("after"));
    assert!(catch_unwind(AssertUnwindSafe(|| target.dispatch_event(&mut event("x")))).is_err());
    assert!(calls.take().starts_with(&["before", "once"]));
    dispatch(&mut target, "x");
    assert_eq!(calls.take(), ["before", "after"]);
    dispatch(&mut target, "close");
    assert_eq!(calls.take(), ["onclose"]);
}

// DOM 2.9: an exception in a nested dispatch does not change the outer event.
#[test]
fn a_panic_in_a_nested_dispatch_ends_only_that_dispatch() {
    let (calls, mut target) = (Calls::default(), CloseEventTarget::new());
    let first = calls.listener_that("first", |event, target| {
        let mut inner = cancelable("inner");
        assert!(catch_unwind(AssertUnwindSafe(|| target.dispatch_event(&mut inner))).is_err());
        assert_eq!((inner.event_phase(), event.event_phase()), (Event::NONE, Event::AT_TARGET));
        assert!(CloseEventTarget::new().dispatch_event(event).is_err());
    });
    target.add_event_listener("outer", &first);
    target.add_event_listener("outer", &calls.listener("second"));
    target.add_event_listener("inner", &calls.listener_that("inner", |_, _| panic!("on purpose")));
    dispatch(&mut target, "outer");
    assert_eq!(calls.take(), ["first", "inner", "second"]);
}

// HTML 8.1.8.1 (event handlers): a handler is not passive, so it can cancel the event.
#[test]
fn the_handler_cancels_the_event() {
    let mut target = CloseEventTarget::new();
    target.set_onclose(CloseEventListener::new(|event, _| event.prevent_default()));
    assert_eq!(target.dispatch_event(&mut cancelable("close")), Ok(false));
}

// HTML 8.1.8.1 (deactivate an event handler): the other listeners keep their order.
#[test]
fn removing_the_handler_leaves_the_order_of_the_others() {
    let (calls, mut target) = (Calls::default(), CloseEventTarget::new());
    target.set_onclose(calls.listener("handler"));
    for name in ["a", "b", "c"] {
        target.add_event_listener("close", &calls.listener(name));
    }
    target.set_onclose(None);
    dispatch(&mut target, "close");
    assert_eq!(calls.take(), ["a", "b", "c"]);
}

// DOM 2.10 (fire an event): making an event can make it trusted; firing does not.
#[test]
fn firing_leaves_trust_as_it_is() {
    let (mut target, mut made, mut lost) = (CloseEventTarget::new(), event("close"), trusted());
    assert_eq!((target.fire(&mut made), target.fire(&mut lost)), (Ok(true), Ok(true)));
    assert_eq!((made.is_trusted(), lost.is_trusted()), (false, true));
}

// Not from a standard: a script cannot replace an object that is in use.
#[test]
fn a_dispatch_ends_where_a_listener_replaces_its_event_or_its_target() {
    let replacements: [fn(&mut CloseEvent, &mut CloseEventTarget); 2] = [
        |event_, _| *event_ = event("x"),
        |_, target| {
            *target = CloseEventTarget::new();
            for _ in 0..3 {
                target.add_event_listener_with("x", &CloseEventListener::new(|_, _| unreachable!()), CAPTURE);
            }
        },
    ];
    for replace in replacements {
        let (calls, mut target, mut x) = (Calls::default(), CloseEventTarget::new(), event("x"));
        let replaces = AddEventListenerOptions { capture: true, once: true, passive: true };
        target.add_event_listener_with("x", &calls.listener_that("replaces", replace), replaces);
        target.add_event_listener_with("x", &calls.listener("next"), CAPTURE);
        target.add_event_listener("x", &calls.listener("last"));
        assert_eq!(target.dispatch_event(&mut x), Ok(true));
        assert_eq!(calls.take(), ["replaces"]);
        assert_eq!(x.event_phase(), Event::NONE);
    }
}
