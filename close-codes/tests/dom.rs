//! The constructors, dictionaries and attributes of DOM's events, by the standards and web-platform-tests.
#![cfg(feature = "alloc")]
#![allow(clippy::unwrap_used, reason = "what goes wrong here fails a test")]

use std::time::Duration;

use close_codes::dom::{CloseEvent, CloseEventInit, CloseEventTarget, Event, EventInit};
use close_codes::{CloseHandshake, CloseOutcome, CodePolicy, Role};

const CANCELABLE: EventInit = EventInit { bubbles: false, cancelable: true, composed: false };

fn plain() -> Event {
    Event::new("foo", EventInit::default())
}

fn cancelable() -> Event {
    Event::new("foo", CANCELABLE)
}

/// The outcome in a browser after the server sent this close frame and the browser echoed it.
fn closed_by_server(body: &[u8]) -> CloseOutcome {
    let mut handshake = CloseHandshake::new(Role::Client, CodePolicy::Browser);
    let _ = handshake.close_received(body).unwrap();
    let _ = handshake.close_sent().unwrap();
    handshake.transport_ended().unwrap()
}

/// The outcome in a browser whose connection was lost.
fn lost() -> CloseOutcome {
    CloseHandshake::new(Role::Client, CodePolicy::Browser).transport_ended().unwrap()
}

/// The event of a connection with this outcome.
fn of(outcome: &CloseOutcome) -> CloseEvent {
    close_codes::CloseEvent::from(outcome).into()
}

// WPT dom/events/Event-constants.html; DOM 2.2.
#[test]
fn the_phases_are_numbered_from_zero_to_three() {
    assert_eq!(Event::NONE, 0);
    assert_eq!(Event::CAPTURING_PHASE, 1);
    assert_eq!(Event::AT_TARGET, 2);
    assert_eq!(Event::BUBBLING_PHASE, 3);
}

// WPT dom/events/Event-constructors.any.js.
#[test]
fn a_new_event_has_only_its_type() {
    for type_ in ["", "test"] {
        let event = Event::new(type_, EventInit::default());
        assert_eq!(event.type_(), type_);
        assert_eq!(event.target(), None);
        assert_eq!(event.current_target(), None);
        assert_eq!(event.event_phase(), 0);
        assert!(!event.bubbles());
        assert!(!event.cancelable());
        assert!(!event.default_prevented());
        assert!(event.return_value());
        assert!(!event.is_trusted());
    }
}

// DOM 2.2 (returnValue, cancelBubble): one value of each does nothing, also on a child of Event.
#[test]
fn return_value_true_and_cancel_bubble_false_do_nothing() {
    let mut event = CloseEvent::new("foo", CANCELABLE.into());
    event.set_return_value(true);
    event.set_cancel_bubble(false);
    assert!(event.return_value() && !event.cancel_bubble());
    event.set_return_value(false);
    event.set_cancel_bubble(true);
    assert!(!event.return_value() && event.cancel_bubble());
}

// DOM 2.2: composed is false by default, and the path is empty outside of a dispatch.
#[test]
fn a_new_event_is_not_composed_and_has_no_path() {
    assert!(!plain().composed());
    assert!(plain().composed_path().is_empty());
}

// WPT dom/events/Event-constructors.any.js; DOM 2.5 (inner event creation steps).
#[test]
fn each_member_of_the_dictionary_initializes_only_its_attribute() {
    for (bubbles, cancelable, composed) in [(true, false, false), (false, true, false), (false, false, true)] {
        let event = Event::new("I am an event", EventInit { bubbles, cancelable, composed });
        assert_eq!(event.type_(), "I am an event");
        assert_eq!((event.bubbles(), event.cancelable(), event.composed()), (bubbles, cancelable, composed));
    }
}

// DOM 2.2 (EventInit): every member is false by default.
#[test]
fn the_event_dictionary_is_false_by_default() {
    assert_eq!(EventInit::default(), EventInit { bubbles: false, cancelable: false, composed: false });
}

// WPT websockets/interfaces/CloseEvent/constructor.html; WHATWG WebSockets 6.
#[test]
fn the_close_event_dictionary_has_its_defaults() {
    let event = CloseEvent::new("foo", CloseEventInit::default());
    assert_eq!((event.was_clean(), event.code().as_u16(), event.reason()), (false, 0, ""));
    assert_eq!((event.bubbles(), event.cancelable(), event.composed()), (false, false, false));
}

// WPT websockets/interfaces/CloseEvent/constructor.html and dom/events/Event-subclasses-constructors.html.
#[test]
fn a_close_event_has_what_its_dictionary_says_and_is_not_trusted() {
    let event = CloseEvent::new(
        "foo",
        CloseEventInit {
            bubbles: true,
            cancelable: true,
            composed: true,
            was_clean: true,
            code: 4321,
            reason: "so long".into(),
        },
    );
    assert_eq!(event.type_(), "foo");
    assert_eq!((event.was_clean(), event.code().as_u16(), event.reason()), (true, 4321, "so long"));
    assert_eq!((event.bubbles(), event.cancelable(), event.composed()), (true, true, true));
    assert!(!event.is_trusted());
}

// WHATWG WebSockets 6: CloseEventInit inherits from EventInit.
#[test]
fn the_close_event_dictionary_inherits_the_members_of_an_event() {
    for (bubbles, cancelable, composed) in [(true, false, false), (false, true, false), (false, false, true)] {
        let event = CloseEvent::new("foo", EventInit { bubbles, cancelable, composed }.into());
        assert_eq!((event.bubbles(), event.cancelable(), event.composed()), (bubbles, cancelable, composed));
        assert_eq!((event.was_clean(), event.code().as_u16(), event.reason()), (false, 0, ""));
    }
}

// WHATWG WebSockets 6: code is any unsigned short; the limits of close() do not apply to the constructor.
#[test]
fn a_constructed_close_event_may_have_any_code() {
    for code in 0..=u16::MAX {
        let event = CloseEvent::new("close", CloseEventInit { code, ..CloseEventInit::default() });
        assert_eq!(event.code().as_u16(), code);
    }
}

// WHATWG WebSockets 6: reason is any USVString; the limit of 123 bytes applies only to close().
#[test]
fn a_constructed_close_event_may_have_a_reason_of_any_length() {
    let reason = "é".repeat(1000);
    let event = CloseEvent::new("close", CloseEventInit { reason: reason.clone(), ..CloseEventInit::default() });
    assert_eq!(event.reason(), reason);
}

// WPT dom/events/Event-initEvent.html (properties).
#[test]
fn init_event_sets_type_bubbles_and_cancelable() {
    for (bubbles, cancelable) in [(true, true), (true, false), (false, true), (false, false)] {
        let mut event = Event::new("", EventInit::default());
        event.init_event("type", bubbles, cancelable);
        assert_eq!((event.type_(), event.bubbles(), event.cancelable()), ("type", bubbles, cancelable));
        assert!(!event.default_prevented());
        assert!(event.return_value());
        assert!(!event.is_trusted());
        assert_eq!(event.target(), None);
    }
}

// WPT dom/events/Event-initEvent.html (multiple times).
#[test]
fn init_event_may_be_called_again() {
    let mut event = plain();
    event.init_event("type 1", true, false);
    assert_eq!((event.type_(), event.bubbles(), event.cancelable()), ("type 1", true, false));
    event.init_event("type 2", false, true);
    assert_eq!((event.type_(), event.bubbles(), event.cancelable()), ("type 2", false, true));
}

// WPT dom/events/Event-cancelBubble.html.
#[test]
fn init_event_unsets_cancel_bubble() {
    for bubbles in [true, false] {
        let mut event = plain();
        event.set_cancel_bubble(true);
        event.init_event("foo", bubbles, false);
        assert!(!event.cancel_bubble());
    }
}

// WPT dom/events/Event-defaultPrevented.html and Event-returnValue.html.
#[test]
fn init_event_unsets_the_canceled_flag() {
    let mut event = cancelable();
    event.prevent_default();
    event.init_event("foo", true, true);
    assert!(!event.default_prevented());
    assert!(event.return_value());
}

// DOM 2.2 (initialize, "set target to null").
#[test]
fn init_event_forgets_the_target() {
    let mut target = CloseEventTarget::new();
    let mut event = CloseEvent::new("foo", CloseEventInit::default());
    target.dispatch_event(&mut event).unwrap();
    assert_eq!(event.target(), Some(target.id()));
    event.init_event("foo", false, false);
    assert_eq!(event.target(), None);
}

// DOM 2.2 (initialize, "set isTrusted to false").
#[test]
fn init_event_makes_a_trusted_event_untrusted() {
    let mut event = of(&lost());
    assert!(event.is_trusted());
    event.init_event("close", false, false);
    assert!(!event.is_trusted());
}

// DOM 2.2 (note on initEvent: it cannot set composed).
#[test]
fn init_event_leaves_composed() {
    for composed in [true, false] {
        let mut event = Event::new("foo", EventInit { composed, ..EventInit::default() });
        event.init_event("bar", true, true);
        assert_eq!(event.composed(), composed);
    }
}

// WHATWG WebSockets 6: wasClean, code and reason keep the values of the constructor.
#[test]
fn init_event_leaves_code_reason_and_was_clean() {
    let init = CloseEventInit { was_clean: true, code: 4000, reason: "bye".into(), ..CloseEventInit::default() };
    let mut event = CloseEvent::new("close", init);
    event.init_event("foo", true, true);
    assert_eq!((event.type_(), event.bubbles(), event.cancelable()), ("foo", true, true));
    assert_eq!((event.was_clean(), event.code().as_u16(), event.reason()), (true, 4000, "bye"));
}

// DOM 2.2 (timeStamp): initEvent and a dispatch do not change it.
#[test]
fn the_time_stamp_is_that_of_the_creation() {
    let stamp = Duration::from_millis(5);
    let mut event = CloseEvent::new("foo", CloseEventInit::default()).with_time_stamp(stamp);
    event.init_event("bar", true, true);
    CloseEventTarget::new().dispatch_event(&mut event).unwrap();
    assert_eq!(event.time_stamp(), stamp);
}

// DOM 2.5 (timeStamp is a time of a monotonic clock).
#[cfg(feature = "std")]
#[test]
fn time_stamps_do_not_go_backwards() {
    let stamps: Vec<_> = (0..100).map(|_| plain().time_stamp()).collect();
    assert!(stamps.is_sorted());
    let first = plain().time_stamp();
    assert!((0..1_000_000).any(|_| plain().time_stamp() > first), "the clock stands still");
}

// The documentation: `init_event` is part of the DOM, and the DOM does not know connections.
#[test]
fn init_event_leaves_the_outcome() {
    let mut event = of(&lost());
    event.init_event("close", false, false);
    assert_eq!(event.outcome(), Some(&lost()));
}

// WPT dom/events/Event-cancelBubble.html.
#[test]
fn cancel_bubble_is_false_at_first() {
    assert!(!plain().cancel_bubble());
}

// WPT dom/events/Event-cancelBubble.html.
#[test]
fn stop_propagation_sets_cancel_bubble() {
    let mut event = plain();
    event.stop_propagation();
    assert!(event.cancel_bubble());
}

// WPT dom/events/Event-cancelBubble.html.
#[test]
fn stop_immediate_propagation_sets_cancel_bubble() {
    let mut event = plain();
    event.stop_immediate_propagation();
    assert!(event.cancel_bubble());
}

// WPT dom/events/Event-cancelBubble.html; DOM 2.2 (cancelBubble setter).
#[test]
fn cancel_bubble_can_be_set_and_not_unset() {
    let mut event = plain();
    event.set_cancel_bubble(false);
    assert!(!event.cancel_bubble());
    event.set_cancel_bubble(true);
    assert!(event.cancel_bubble());
    event.set_cancel_bubble(false);
    assert!(event.cancel_bubble());
}

// WPT dom/events/Event-defaultPrevented.html and Event-returnValue.html.
#[test]
fn prevent_default_cancels_a_cancelable_event() {
    let mut event = cancelable();
    event.prevent_default();
    assert!(event.cancelable());
    assert!(event.default_prevented());
    assert!(!event.return_value());
}

// WPT dom/events/Event-defaultPrevented.html and Event-returnValue.html.
#[test]
fn return_value_false_cancels_a_cancelable_event() {
    let mut event = cancelable();
    event.set_return_value(false);
    assert!(event.cancelable());
    assert!(event.default_prevented());
    assert!(!event.return_value());
}

// WPT dom/events/Event-defaultPrevented.html and Event-returnValue.html.
#[test]
fn an_event_that_is_not_cancelable_cannot_be_canceled() {
    let mut event = Event::new("foo", EventInit { bubbles: true, ..EventInit::default() });
    event.prevent_default();
    event.set_return_value(false);
    assert!(!event.cancelable());
    assert!(!event.default_prevented());
    assert!(event.return_value());
}

// WPT dom/events/Event-returnValue.html.
#[test]
fn return_value_true_does_not_undo_the_cancellation() {
    let mut event = cancelable();
    event.set_return_value(true);
    assert!(!event.default_prevented());
    event.prevent_default();
    event.set_return_value(true);
    assert!(event.default_prevented());
    assert!(!event.return_value());
}

// DOM 2.2: the flags are independent of each other.
#[test]
fn canceling_does_not_stop_and_stopping_does_not_cancel() {
    let mut event = cancelable();
    event.prevent_default();
    assert!(!event.cancel_bubble());
    let mut event = cancelable();
    event.stop_immediate_propagation();
    assert!(!event.default_prevented());
}

// WPT dom/events/Event-cancelBubble.html, Event-defaultPrevented.html and Event-returnValue.html. CloseEvent inherits
// everything (WHATWG WebSockets 6).
#[test]
fn a_close_event_is_canceled_and_stopped_like_any_event() {
    let new = || CloseEvent::new("foo", CANCELABLE.into());
    let mut event = new();
    event.prevent_default();
    assert!(event.default_prevented());
    let mut event = new();
    event.set_return_value(false);
    assert!(event.default_prevented());
    let mut event = new();
    event.stop_propagation();
    assert!(event.cancel_bubble());
    let mut event = new();
    event.stop_immediate_propagation();
    assert!(event.cancel_bubble());
    let mut event = new();
    event.set_cancel_bubble(true);
    assert!(event.cancel_bubble());
    assert!(!event.default_prevented());
}

// WPT websockets/interfaces/CloseEvent/002.html, from the time when `initCloseEvent` existed.
#[test]
#[expect(deprecated, reason = "this tests the deprecated method")]
fn init_close_event_sets_everything_before_a_dispatch() {
    let mut event = CloseEvent::new("", CloseEventInit::default());
    event.init_close_event("foo", true, false, true, 4000, "bye");
    assert_eq!((event.type_(), event.bubbles(), event.cancelable()), ("foo", true, false));
    assert_eq!((event.was_clean(), event.code().as_u16(), event.reason()), (true, 4000, "bye"));
    event.init_close_event("bar", false, true, false, 0, "");
    assert_eq!((event.type_(), event.bubbles(), event.cancelable()), ("bar", false, true));
    assert_eq!((event.was_clean(), event.code().as_u16(), event.reason()), (false, 0, ""));
}

// Not from a standard. The documentation: the event then counts as made by a script.
#[test]
#[expect(deprecated, reason = "this tests the deprecated method")]
fn init_close_event_takes_trust_and_outcome_away() {
    let mut event = of(&closed_by_server(b"\x03\xE9bye"));
    assert!(event.is_trusted() && event.outcome().is_some());
    event.init_close_event("close", false, false, true, 1001, "bye");
    assert!(!event.is_trusted());
    assert_eq!(event.outcome(), None);
    assert_eq!(*event.close_event(), close_codes::CloseEvent::new(1001, "bye", true));
}

// Not from a standard. The documentation: the method does nothing after a dispatch.
#[test]
#[expect(deprecated, reason = "this tests the deprecated method")]
fn init_close_event_does_nothing_after_a_dispatch() {
    let mut event = CloseEvent::new("foo", CloseEventInit { code: 4000, ..Default::default() });
    CloseEventTarget::new().dispatch_event(&mut event).unwrap();
    event.init_close_event("bar", true, true, true, 1000, "bye");
    assert_eq!((event.type_(), event.bubbles(), event.cancelable()), ("foo", false, false));
    assert_eq!((event.was_clean(), event.code().as_u16(), event.reason()), (false, 4000, ""));

    let mut event = of(&lost());
    CloseEventTarget::new().fire(&mut event).unwrap();
    event.init_close_event("bar", true, true, true, 1000, "bye");
    assert_eq!((event.type_(), event.code().as_u16(), event.is_trusted()), ("close", 1006, true));
    assert_eq!(event.outcome(), Some(&lost()));
}

// WHATWG WebSockets 4 (fire an event named close); DOM 2.10; WPT websockets/interfaces/WebSocket/events/018.html.
#[test]
fn the_event_of_a_connection_is_trusted_and_neither_bubbles_nor_can_be_canceled() {
    for outcome in [closed_by_server(b"\x03\xE8"), lost(), CloseOutcome::OPENING_FAILED, CloseOutcome::TLS_FAILED] {
        let event = of(&outcome);
        assert_eq!(event.type_(), "close");
        assert!(event.is_trusted());
        assert_eq!((event.bubbles(), event.cancelable(), event.composed()), (false, false, false));
        assert_eq!((event.target(), event.event_phase()), (None, 0));
    }
}

// The documentation: only an event of a connection is trusted.
#[test]
fn an_event_without_an_outcome_is_not_trusted() {
    let plain = close_codes::CloseEvent::new(4001, "gone", true);
    let event = CloseEvent::from(plain.clone());
    assert_eq!(
        (event.type_(), event.code().as_u16(), event.reason(), event.was_clean()),
        ("close", 4001, "gone", true)
    );
    assert_eq!((event.bubbles(), event.cancelable(), event.composed()), (false, false, false));
    assert!(!event.is_trusted());
    assert_eq!(*event.close_event(), plain);
}

// WHATWG WebSockets 4: `error` is fired before `close` only if the connection failed.
#[test]
fn the_outcome_tells_if_an_error_event_comes_first() {
    for (outcome, expected) in [
        (closed_by_server(b"\x03\xE8"), false),
        (lost(), false),
        (closed_by_server(b"\x03"), true),
        (CloseOutcome::OPENING_FAILED, true),
        (CloseOutcome::TLS_FAILED, true),
    ] {
        assert_eq!(of(&outcome).outcome().unwrap().failed(), expected, "{outcome}");
    }
}

#[test]
fn an_event_can_be_copied_by_its_dictionary() {
    let init = CloseEventInit {
        bubbles: true,
        cancelable: false,
        composed: true,
        was_clean: true,
        code: 4001,
        reason: "bye".into(),
    };
    assert_eq!(CloseEventInit::from(&CloseEvent::new("close", init.clone())), init);
}
