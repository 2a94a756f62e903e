//! The event at the end of a connection, by WHATWG WebSockets and RFC 6455. `dom.rs` has the DOM's events.
#![cfg(feature = "alloc")]
#![allow(clippy::unwrap_used, reason = "what goes wrong here fails a test")]

use close_codes::{CloseEvent, CloseFrame, CloseHandshake, CloseOutcome, CodePolicy, Initiator, Reconnect, Role, dom};

/// The outcome in a browser after the server sent this close frame and the browser echoed it.
fn closed_by_server(body: &[u8]) -> CloseOutcome {
    let mut handshake = CloseHandshake::new(Role::Client, CodePolicy::Browser);
    let _ = handshake.close_received(body).unwrap();
    let _ = handshake.close_sent().unwrap();
    handshake.transport_ended().unwrap()
}

fn dropped() -> CloseOutcome {
    CloseHandshake::new(Role::Client, CodePolicy::Browser).transport_ended().unwrap()
}

fn without_tls() -> CloseOutcome {
    CloseHandshake::new(Role::Client, CodePolicy::Browser).tls_failed().unwrap()
}

// WPT websockets/Close-1000-verify-code.any.js and Close-3000-verify-code.any.js.
#[test]
fn the_event_has_the_code_and_the_reason_of_the_close_frame() {
    let event = CloseEvent::from(closed_by_server(b"\x03\xE8Clear"));
    assert_eq!((event.code().as_u16(), event.reason(), event.was_clean()), (1000, "Clear", true));
    let event = CloseEvent::from(closed_by_server(b"\x0B\xB8"));
    assert_eq!((event.code().as_u16(), event.reason(), event.was_clean()), (3000, "", true));
}

// WPT websockets/Close-1005-verify-code.any.js.
#[test]
fn a_close_frame_without_a_code_is_1005_and_clean() {
    let event = CloseEvent::from(closed_by_server(b""));
    assert_eq!((event.code().as_u16(), event.reason(), event.was_clean()), (1005, "", true));
}

// WPT websockets/interfaces/CloseEvent/clean-close.html.
#[test]
fn a_connection_that_the_script_closed_is_clean() {
    let mut handshake = CloseHandshake::new(Role::Client, CodePolicy::Browser);
    let _ = handshake.close(CloseFrame::EMPTY).unwrap();
    let _ = handshake.close_sent().unwrap();
    let _ = handshake.close_received(b"").unwrap();
    assert!(CloseEvent::from(handshake.transport_ended().unwrap()).was_clean());
}

// WHATWG WebSockets 4 (the list of cases that a script must not be able to distinguish).
#[test]
fn a_failed_tls_handshake_looks_like_a_lost_connection() {
    for outcome in [dropped(), without_tls()] {
        let event = CloseEvent::from(outcome);
        assert_eq!((event.code().as_u16(), event.reason(), event.was_clean()), (1006, "", false));
    }
}

// WHATWG WebSockets 4 hides 1015 from scripts in a browser; RFC 6455, 7.4.1 defines 1015 for other applications.
#[test]
fn a_failed_tls_handshake_is_shown_on_demand() {
    let event = CloseEvent::showing_tls_failure(&without_tls());
    assert_eq!((event.code().as_u16(), event.reason(), event.was_clean()), (1015, "", false));
    let event = dom::CloseEvent::from(event);
    assert_eq!((event.type_(), event.code().as_u16(), event.is_trusted()), ("close", 1015, true));
    assert_eq!(CloseEvent::showing_tls_failure(&dropped()).code(), 1006);
}

// RFC 6455, 7.4: 1006, 1015 and a reason that is too long may not be sent.
#[test]
fn a_proxy_forwards_only_frames_that_may_be_sent() {
    let frame = CloseEvent::new(4000, "x".repeat(500), false).forwarded();
    assert_eq!((frame.code().as_u16(), frame.reason().len()), (4000, 123));
    assert_eq!(CloseEvent::from(dropped()).forwarded().encode(), b"\x03\xF3");
    assert_eq!(CloseEvent::from(closed_by_server(b"")).forwarded().encode(), b"");
    assert_eq!(CloseEvent::from(without_tls()).forwarded().encode(), b"\x03\xF3");
    assert_eq!(CloseEvent::showing_tls_failure(&without_tls()).forwarded().encode(), b"\x03\xF3");
}

// WHATWG WebSockets 4: the reason is decoded by "UTF-8 decode without BOM", which keeps U+FEFF.
#[test]
fn the_reason_keeps_a_byte_order_mark() {
    let event = CloseEvent::from(closed_by_server(b"\x03\xE8\xEF\xBB\xBFbye"));
    assert_eq!(event.reason(), "\u{FEFF}bye");
}

const DECEPTIVE: &str = "x\" (clean, started by the peer)\n\r\u{202E}\u{2028}\\";
const DECEPTIVE_QUOTED: &str = r#""x\" (clean, started by the peer)\n\r\u{202e}\u{2028}\\""#;

/// The application's codes. The registry has no names for them.
#[cfg(feature = "macros")]
#[close_codes::close_codes]
enum GameCode {
    TokenExpired = 4001,
    Flood = 4008,
}

// WHATWG WebSockets 6: code is any unsigned short.
#[test]
fn an_event_without_a_connection_may_have_any_code_and_a_reason_of_any_length() {
    for code in 0..=u16::MAX {
        assert_eq!(CloseEvent::new(code, "", false).code().as_u16(), code);
    }
    let reason = "é".repeat(1000);
    let event = CloseEvent::new(4008, reason.as_str(), true);
    assert_eq!((event.code().as_u16(), event.reason(), event.was_clean()), (4008, reason.as_str(), true));
    assert_eq!((event.outcome(), event.initiator(), event.initiator_key()), (None, None, "unknown"));
}

#[test]
fn a_clone_has_all_parts_of_the_event() {
    for event in [
        CloseEvent::new(4001, DECEPTIVE, true),
        closed_by_server(b"\x03\xE9bye").into(),
        closed_by_server(b"\x03\xE8\xFF").into(),
        CloseEvent::showing_tls_failure(&without_tls()),
    ] {
        let clone = event.clone();
        assert_eq!(clone, event);
        assert_eq!(
            (clone.code(), clone.reason(), clone.was_clean()),
            (event.code(), event.reason(), event.was_clean())
        );
        assert_eq!(clone.outcome(), event.outcome());
    }
}

#[test]
fn each_part_of_an_event_distinguishes_it() {
    let event = CloseEvent::new(4001, "gone", true);
    assert_eq!(event, CloseEvent::new(4001, "gone", true));
    for other in
        [CloseEvent::new(4002, "gone", true), CloseEvent::new(4001, "Gone", true), CloseEvent::new(4001, "gone", false)]
    {
        assert_ne!(event, other);
    }
    let outcome = closed_by_server(b"\x0F\xA1gone");
    assert_eq!(CloseEvent::from(outcome), CloseEvent::from(&outcome));
    assert_ne!(CloseEvent::from(outcome), event, "one has an outcome");
    assert_ne!(CloseEvent::from(without_tls()), CloseEvent::showing_tls_failure(&without_tls()), "1006 and 1015");
    assert_ne!(CloseEvent::from(without_tls()), CloseEvent::from(dropped()), "only the outcome differs");
}

#[test]
fn an_event_carries_its_outcome() {
    let outcome = closed_by_server(b"\x03\xE9bye");
    let event = CloseEvent::from(outcome);
    assert_eq!(event.outcome(), Some(&outcome));
    assert_eq!((event.initiator(), event.initiator_key()), (Some(Initiator::Remote), "remote"));

    let mut handshake = CloseHandshake::new(Role::Server, CodePolicy::Strict);
    let _ = handshake.close(CloseFrame::new(4003, "kicked").unwrap()).unwrap();
    let _ = handshake.close_sent().unwrap();
    let _ = handshake.time_out().unwrap();
    let event = CloseEvent::from(handshake.transport_ended().unwrap());
    assert_eq!((event.initiator(), event.initiator_key()), (Some(Initiator::Local), "local"));
    let outcome = event.outcome().unwrap();
    assert_eq!(outcome.sent().unwrap().encode(), b"\x0F\xA3kicked");
    assert!(outcome.timed_out() && outcome.received().is_none());

    let event = CloseEvent::from(dropped());
    assert_eq!((event.initiator(), event.initiator_key()), (None, "none"));
}

#[test]
fn an_event_with_an_outcome_is_displayed_like_the_outcome() {
    for outcome in
        [closed_by_server(b"\x03\xE9bye"), dropped(), closed_by_server(b"\x03"), CloseOutcome::OPENING_FAILED]
    {
        assert_eq!(CloseEvent::from(outcome).to_string(), outcome.to_string());
    }
    assert_eq!(
        CloseEvent::from(closed_by_server(b"\x03\xE9bye")).to_string(),
        r#"1001 Going Away: "bye" (clean, started by the peer)"#
    );
}

// WHATWG WebSockets 4: the log line of an event that shows 1006 must not mention 1015.
#[test]
fn the_line_of_a_hidden_tls_failure_shows_1006() {
    assert_eq!(without_tls().code(), 1015);
    let line = CloseEvent::from(without_tls()).to_string();
    assert!(line.starts_with("1006 Abnormal Closure (not clean"), "{line}");
    assert_eq!(line, CloseEvent::from(CloseOutcome::OPENING_FAILED).to_string());
    let line = CloseEvent::showing_tls_failure(&without_tls()).to_string();
    assert!(line.starts_with("1015 TLS handshake (not clean"), "{line}");
}

#[test]
fn an_event_without_an_outcome_is_displayed_with_code_and_reason() {
    assert_eq!(CloseEvent::new(4001, "gone", false).to_string(), r#"4001 Application: "gone" (not clean)"#);
    assert_eq!(CloseEvent::new(1000, "", true).to_string(), "1000 Normal Closure (clean)");
}

#[test]
fn a_text_of_the_peer_cannot_imitate_the_line() {
    let event = CloseEvent::new(1008, DECEPTIVE, false);
    assert_eq!(event.to_string(), format!("1008 Policy Violation: {DECEPTIVE_QUOTED} (not clean)"));

    let body = [&4008_u16.to_be_bytes(), DECEPTIVE.as_bytes()].concat();
    let mut handshake = CloseHandshake::new(Role::Server, CodePolicy::Strict);
    let _ = handshake.close_received(&body).unwrap();
    let event = CloseEvent::from(handshake.transport_ended().unwrap());
    let rest = format!("{DECEPTIVE_QUOTED} (not clean, started by the peer)");
    assert_eq!(event.to_string(), format!("4008 Application: {rest}"));
    #[cfg(feature = "macros")]
    assert_eq!(event.display_as::<GameCode>().to_string(), format!("4008 Flood: {rest}"));
}

#[cfg(feature = "macros")]
#[test]
fn an_event_is_displayed_with_the_names_of_the_application() {
    let event = CloseEvent::new(GameCode::Flood, "slow", true);
    assert_eq!(event.code(), 4008);
    assert_eq!(event.display_as::<GameCode>().to_string(), r#"4008 Flood: "slow" (clean)"#);
    let event = CloseEvent::from(closed_by_server(b"\x0F\xA8slow"));
    assert_eq!(event.display_as::<GameCode>().to_string(), r#"4008 Flood: "slow" (clean, started by the peer)"#);
    // A code without a name in the application has the registry's name.
    let event = CloseEvent::new(1001, "", true);
    assert_eq!(event.display_as::<GameCode>().to_string(), "1001 Going Away (clean)");
}

#[cfg(feature = "macros")]
#[test]
fn labels_come_from_the_application_or_the_registry() {
    for (code, known, key) in [
        (4001, Some(GameCode::TokenExpired), "token_expired"),
        (4008, Some(GameCode::Flood), "flood"),
        (4009, None, "application"),
        (1001, None, "going_away"),
    ] {
        let event = CloseEvent::new(code, "", true);
        assert_eq!((event.code_as::<GameCode>(), event.key_as::<GameCode>()), (known, key));
    }
}

// RFC 6455, 4.1 and 7.1.7: the client fails the connection, and its code is 1006.
#[test]
fn a_connection_that_was_never_opened_has_an_event() {
    fn shall_reconnect(event: &CloseEvent) -> bool {
        event.code().reconnect() == Reconnect::Yes
    }
    let event = CloseEvent::from(CloseOutcome::OPENING_FAILED);
    assert!(shall_reconnect(&event));
    assert_eq!((event.code().as_u16(), event.reason(), event.was_clean()), (1006, "", false));
    assert!(event.outcome().is_some_and(|outcome| outcome.failed() && !outcome.opened()));
    assert_eq!(event.initiator_key(), "none");
}
