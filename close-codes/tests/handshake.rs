//! The closing handshake, step by step (RFC 6455, section 7). `tests/library/tests/handshake.rs` tests all sequences of events.
#![allow(clippy::unwrap_used, reason = "what goes wrong here fails a test")]

use close_codes::frame::InvalidCloseKind;
use close_codes::handshake::{Delivery, HandshakeError};
use close_codes::{CloseCode, CloseFrame, CloseHandshake, CloseOutcome, CodePolicy, HandshakeAction, Initiator, Role};

const BYE: CloseFrame = CloseFrame::from_static(CloseCode::GoingAway, "bye");
const TOO_BIG: CloseFrame = CloseFrame::from_static(CloseCode::MessageTooBig, "");

const fn server() -> CloseHandshake {
    CloseHandshake::new(Role::Server, CodePolicy::Strict)
}

const fn client() -> CloseHandshake {
    CloseHandshake::new(Role::Client, CodePolicy::Strict)
}

fn end(
    code: u16,
    reason: &str,
    was_clean: bool,
    initiator: Option<Initiator>,
) -> (u16, String, bool, Option<Initiator>) {
    (code, reason.to_owned(), was_clean, initiator)
}

fn seen(outcome: &CloseOutcome) -> (u16, String, bool, Option<Initiator>) {
    end(outcome.code().as_u16(), outcome.reason(), outcome.was_clean(), outcome.initiator())
}

#[test]
fn a_server_echoes_and_drops_the_transport() {
    let mut server = server();
    assert_eq!(server.close_received(b"\x03\xE9bye"), Ok(HandshakeAction::Send(BYE)));
    assert_eq!(server.close_sent(), Ok(HandshakeAction::Drop));
    let outcome = server.transport_ended().unwrap();
    assert_eq!(seen(&outcome), end(1001, "bye", true, Some(Initiator::Remote)));
    assert_eq!(outcome.received(), Some(CloseFrame::parse(b"\x03\xE9bye", CodePolicy::Strict)));
    assert_eq!(outcome.sent(), Some(&BYE));
}

#[test]
fn a_client_echoes_and_waits_for_the_server_to_drop_the_transport() {
    let mut client = client();
    assert_eq!(client.close_received(b"\x03\xE9bye"), Ok(HandshakeAction::Send(BYE)));
    assert_eq!(client.close_sent(), Ok(HandshakeAction::AwaitEnd));
    assert_eq!(seen(&client.transport_ended().unwrap()), end(1001, "bye", true, Some(Initiator::Remote)));
}

#[test]
fn an_endpoint_that_closes_waits_for_the_answer_and_takes_its_code() {
    let mut server = server();
    assert_eq!(server.close(BYE), Ok(HandshakeAction::Send(BYE)));
    assert_eq!(server.close_sent(), Ok(HandshakeAction::AwaitClose));
    assert_eq!(server.close_received(b"\x03\xE8"), Ok(HandshakeAction::Drop));
    let outcome = server.transport_ended().unwrap();
    // The code of the received frame, not of the sent one (7.1.5).
    assert_eq!(seen(&outcome), end(1000, "", true, Some(Initiator::Local)));
    assert_eq!(outcome.sent(), Some(&BYE));
}

#[test]
fn an_empty_close_frame_is_echoed_empty_and_is_1005() {
    let mut server = server();
    assert_eq!(server.close_received(b""), Ok(HandshakeAction::Send(CloseFrame::EMPTY)));
    assert_eq!(server.close_sent(), Ok(HandshakeAction::Drop));
    let outcome = server.transport_ended().unwrap();
    assert_eq!(seen(&outcome), end(1005, "", true, Some(Initiator::Remote)));
    assert_eq!(outcome.received(), Some(CloseFrame::parse(b"", CodePolicy::Strict)));
}

#[test]
fn two_close_frames_that_cross_are_one_handshake() {
    let mut client = client();
    assert_eq!(client.close(BYE), Ok(HandshakeAction::Send(BYE)));
    // The server's close frame arrives before the client's is written.
    assert_eq!(client.close_received(b"\x03\xF4"), Ok(HandshakeAction::Continue));
    assert_eq!(client.close_sent(), Ok(HandshakeAction::AwaitEnd));
    assert_eq!(seen(&client.transport_ended().unwrap()), end(1012, "", true, Some(Initiator::Local)));
}

#[test]
fn frames_after_the_peers_close_frame_are_ignored() {
    let mut server = server();
    assert_eq!(server.data_received(), Ok(Delivery::Deliver));
    assert_eq!(server.close_received(b"\x03\xE9bye"), Ok(HandshakeAction::Send(BYE)));
    assert_eq!(server.data_received(), Ok(Delivery::Discard));
    assert_eq!(server.close_received(b"\x03\xE8other"), Ok(HandshakeAction::Continue));
    assert_eq!(server.close_sent(), Ok(HandshakeAction::Drop));
    assert_eq!(server.close_received(b"!"), Ok(HandshakeAction::Drop));
    assert_eq!(server.fail(TOO_BIG), Ok(HandshakeAction::Drop));
    assert_eq!(seen(&server.transport_ended().unwrap()), end(1001, "bye", true, Some(Initiator::Remote)));
}

#[test]
fn data_may_arrive_until_the_peer_has_closed_too() {
    let mut client = client();
    assert_eq!(client.close(BYE), Ok(HandshakeAction::Send(BYE)));
    assert_eq!(client.data_received(), Ok(Delivery::Optional));
    assert!(!client.may_send_data());
    assert_eq!(client.close_sent(), Ok(HandshakeAction::AwaitClose));
    assert_eq!(client.data_received(), Ok(Delivery::Optional));
    assert_eq!(client.close_received(b""), Ok(HandshakeAction::AwaitEnd));
    assert_eq!(client.data_received(), Ok(Delivery::Discard));
}

fn not_utf8(reason: &[u8]) -> InvalidCloseKind {
    InvalidCloseKind::NotUtf8(std::str::from_utf8(reason).unwrap_err())
}

#[test]
fn a_close_frame_that_breaks_the_protocol_fails_the_connection() {
    for (body, code, kind) in [
        (&b"a"[..], 1002, InvalidCloseKind::OneByte),
        (&[b'*'; 126], 1002, InvalidCloseKind::TooLong { len: 126 }),
        (b"\x03\xEE", 1002, InvalidCloseKind::CodeNotAllowed(CloseCode::AbnormalClosure)),
        (b"\x03\xE8\xFF", 1007, not_utf8(b"\xFF")),
    ] {
        let mut server = server();
        let action = server.close_received(body).unwrap();
        assert!(matches!(action, HandshakeAction::Send(body) if body.code() == code), "{action:?}");
        assert_eq!(server.close_sent(), Ok(HandshakeAction::Drop));
        // From now on, even a valid close frame is ignored.
        assert_eq!(server.close_received(b"\x03\xE8"), Ok(HandshakeAction::Drop));
        let outcome = server.transport_ended().unwrap();
        assert_eq!(seen(&outcome), end(1006, "", false, Some(Initiator::Remote)));
        let Some(Err(error)) = outcome.received() else { unreachable!("{outcome:?}") };
        assert_eq!((error.kind(), error.body()), (kind, &body[..body.len().min(125)]));
        assert_eq!(outcome.sent().unwrap().code(), code);
    }
}

#[test]
fn a_bad_answer_does_not_cause_a_second_close_frame() {
    for (mut handshake, next) in [(server(), HandshakeAction::Drop), (client(), HandshakeAction::AwaitEnd)] {
        assert_eq!(handshake.close(BYE), Ok(HandshakeAction::Send(BYE)));
        assert_eq!(handshake.close_sent(), Ok(HandshakeAction::AwaitClose));
        assert_eq!(handshake.close_received(b"!"), Ok(next));
        assert_eq!(seen(&handshake.transport_ended().unwrap()), end(1006, "", false, Some(Initiator::Local)));
    }
}

#[test]
fn failing_tells_the_peer_the_reason_and_ignores_later_frames() {
    for (mut handshake, next) in [(server(), HandshakeAction::Drop), (client(), HandshakeAction::AwaitEnd)] {
        assert_eq!(handshake.fail(TOO_BIG), Ok(HandshakeAction::Send(TOO_BIG)));
        assert_eq!(handshake.data_received(), Ok(Delivery::Discard));
        assert_eq!(handshake.close_received(b"\x03\xF1"), Ok(HandshakeAction::Continue));
        assert_eq!(handshake.close_sent(), Ok(next));
        assert_eq!(handshake.fail(BYE), Ok(next));
        let outcome = handshake.transport_ended().unwrap();
        assert_eq!(seen(&outcome), end(1006, "", false, Some(Initiator::Local)));
        assert_eq!((outcome.received(), outcome.sent()), (None, Some(&TOO_BIG)));
    }
}

#[test]
fn without_a_close_frame_it_is_1006() {
    let outcome = server().transport_ended().unwrap();
    assert_eq!(seen(&outcome), end(1006, "", false, None));
    assert!(!outcome.timed_out());

    let mut client = client();
    assert_eq!(client.close(BYE), Ok(HandshakeAction::Send(BYE)));
    assert_eq!(client.close_sent(), Ok(HandshakeAction::AwaitClose));
    assert_eq!(seen(&client.transport_ended().unwrap()), end(1006, "", false, Some(Initiator::Local)));
}

#[test]
fn a_transport_that_ends_before_the_echo_is_written_leaves_code_and_reason_but_is_not_clean() {
    let mut server = server();
    assert_eq!(server.close_received(b"\x03\xE9bye"), Ok(HandshakeAction::Send(BYE)));
    let outcome = server.transport_ended().unwrap();
    assert_eq!(seen(&outcome), end(1001, "bye", false, Some(Initiator::Remote)));
    assert_eq!(outcome.sent(), None);
}

#[test]
fn a_timeout_drops_the_transport_on_both_sides() {
    let mut client = client();
    assert_eq!(client.close(BYE), Ok(HandshakeAction::Send(BYE)));
    assert_eq!(client.close_sent(), Ok(HandshakeAction::AwaitClose));
    assert_eq!(client.time_out(), Ok(HandshakeAction::Drop));
    assert_eq!(client.close_received(b""), Ok(HandshakeAction::Drop));
    let outcome = client.transport_ended().unwrap();
    assert_eq!(seen(&outcome), end(1006, "", false, Some(Initiator::Local)));
    assert!(outcome.timed_out());

    // Also if neither endpoint was closing.
    let mut server = server();
    assert_eq!(server.time_out(), Ok(HandshakeAction::Drop));
    assert_eq!(server.close(BYE), Err(HandshakeError::AlreadyClosing));
    assert_eq!(seen(&server.transport_ended().unwrap()), end(1006, "", false, Some(Initiator::Local)));
}

#[test]
fn a_timeout_after_both_close_frames_is_still_clean() {
    let mut client = client();
    assert_eq!(client.close_received(b"\x03\xE9bye"), Ok(HandshakeAction::Send(BYE)));
    assert_eq!(client.close_sent(), Ok(HandshakeAction::AwaitEnd));
    assert_eq!(client.time_out(), Ok(HandshakeAction::Drop));
    assert_eq!(seen(&client.transport_ended().unwrap()), end(1001, "bye", true, Some(Initiator::Remote)));
}

#[test]
fn a_tls_handshake_that_fails_is_1015() {
    assert_eq!(seen(&client().tls_failed().unwrap()), end(1015, "", false, None));

    let mut client = client();
    assert_eq!(client.data_received(), Ok(Delivery::Deliver));
    assert_eq!(client.tls_failed(), Err(HandshakeError::AlreadyEstablished));
    assert_eq!(client.transport_ended().unwrap().code(), 1006);
}

#[test]
fn calls_in_the_wrong_state_are_errors_and_change_nothing() {
    let mut client = client();
    assert_eq!(client.close_sent(), Err(HandshakeError::NothingToSend));
    assert_eq!(client.close(BYE), Ok(HandshakeAction::Send(BYE)));
    assert_eq!(client.close(BYE), Err(HandshakeError::AlreadyClosing));
    assert_eq!(client.close_sent(), Ok(HandshakeAction::AwaitClose));
    assert_eq!(client.close_sent(), Err(HandshakeError::NothingToSend));
    assert_eq!(client.close_received(b""), Ok(HandshakeAction::AwaitEnd));
    assert!(client.transport_ended().unwrap().was_clean());

    assert!(client.is_ended());
    assert_eq!(client.close(BYE), Err(HandshakeError::AlreadyEnded));
    assert_eq!(client.close_sent(), Err(HandshakeError::AlreadyEnded));
    assert_eq!(client.close_received(b""), Err(HandshakeError::AlreadyEnded));
    assert_eq!(client.data_received(), Err(HandshakeError::AlreadyEnded));
    assert_eq!(client.fail(BYE), Err(HandshakeError::AlreadyEnded));
    assert_eq!(client.time_out(), Err(HandshakeError::AlreadyEnded));
    assert_eq!(client.transport_ended(), Err(HandshakeError::AlreadyEnded));
    assert_eq!(client.tls_failed(), Err(HandshakeError::AlreadyEnded));
}

/// Frames after a timeout are not delivered, even if the peer has not sent a close frame.
#[test]
fn data_after_a_timeout_is_discarded() {
    for close in [None, Some(BYE)] {
        let mut client = client();
        if let Some(frame) = close {
            assert!(client.close(frame).is_ok() && client.close_sent().is_ok());
        }
        assert_eq!(client.time_out(), Ok(HandshakeAction::Drop));
        assert_eq!(client.data_received(), Ok(Delivery::Discard));
    }
}

/// The connection fails (RFC 6455, section 4.1, and WHATWG WebSockets, sections 3.1 and 4).
#[test]
fn a_connection_that_is_not_opened_is_1006_and_failed() {
    let outcome = client().opening_failed().unwrap();
    assert_eq!(seen(&outcome), end(1006, "", false, None));
    assert!(outcome.failed() && !outcome.opened() && !outcome.timed_out());
    assert_eq!(outcome, CloseOutcome::OPENING_FAILED);
    assert_eq!(client().tls_failed().unwrap(), CloseOutcome::TLS_FAILED);
    assert!(!CloseOutcome::TLS_FAILED.opened());
    assert_eq!(outcome.to_string(), "1006 Abnormal Closure (not clean; not opened)");
    assert_eq!(CloseOutcome::TLS_FAILED.to_string(), "1015 TLS handshake (not clean; not opened)");

    // The opening timed out.
    let mut client = client();
    assert_eq!(client.time_out(), Ok(HandshakeAction::Drop));
    let outcome = client.opening_failed().unwrap();
    assert!(outcome.failed() && outcome.timed_out() && !outcome.opened());

    // The transport of an open connection ends without a failure.
    let outcome = server().transport_ended().unwrap();
    assert!(!outcome.failed() && outcome.opened());
}

#[test]
fn a_connection_with_any_frame_was_open() {
    let arrange: [fn(&mut CloseHandshake); 3] = [
        |handshake| assert!(handshake.data_received().is_ok()),
        |handshake| assert!(handshake.close_received(b"").is_ok()),
        |handshake| assert!(handshake.close(BYE).is_ok() && handshake.close_sent().is_ok()),
    ];
    for arrange in arrange {
        let mut client = client();
        arrange(&mut client);
        assert_eq!(client.opening_failed(), Err(HandshakeError::AlreadyEstablished));
        assert_eq!(client.tls_failed(), Err(HandshakeError::AlreadyEstablished));
        assert!(client.transport_ended().unwrap().opened());
    }
    // A close frame that was never written does not count.
    let mut client = client();
    assert!(client.close(BYE).is_ok());
    let outcome = client.opening_failed().unwrap();
    assert_eq!((outcome.sent(), outcome.initiator()), (None, Some(Initiator::Local)));
}

#[test]
fn the_policy_decides_about_the_peers_code() {
    let body = 1999_u16.to_be_bytes();
    let mut handshake = CloseHandshake::new(Role::Server, CodePolicy::Extensible);
    // The code may not be sent, so it is not echoed.
    assert_eq!(handshake.close_received(&body), Ok(HandshakeAction::Send(CloseFrame::EMPTY)));
    assert_eq!(handshake.close_sent(), Ok(HandshakeAction::Drop));
    let outcome = handshake.transport_ended().unwrap();
    assert_eq!(seen(&outcome), end(1999, "", true, Some(Initiator::Remote)));
    assert_eq!(outcome.sent(), Some(&CloseFrame::EMPTY));
}

#[test]
fn a_list_of_codes_decides_about_the_peers_code() {
    let policy = CodePolicy::Only(&[1000..=1000, 1999..=1999]);
    let answer = |number: u16| CloseHandshake::new(Role::Server, policy).close_received(&number.to_be_bytes());
    assert_eq!(answer(1000), Ok(HandshakeAction::Send(CloseFrame::from_static(CloseCode::NormalClosure, ""))));
    // The code is accepted, but may not be sent, so it is not echoed.
    assert_eq!(answer(1999), Ok(HandshakeAction::Send(CloseFrame::EMPTY)));
    let Ok(HandshakeAction::Send(reply)) = answer(1001) else { unreachable!() };
    assert_eq!(reply.code(), CloseCode::ProtocolError);
}

#[test]
fn the_policy_can_be_changed_and_the_state_is_kept() {
    let mut client = client();
    assert!(client.close(BYE).is_ok() && client.close_sent().is_ok());
    client.set_policy(CodePolicy::Extensible);
    assert_eq!(client.close(BYE), Err(HandshakeError::AlreadyClosing));
    assert_eq!(client.initiator(), Some(Initiator::Local));
    assert_eq!(client.close_received(&1999_u16.to_be_bytes()), Ok(HandshakeAction::AwaitEnd));
    // A received close frame is not checked again.
    client.set_policy(CodePolicy::Strict);
    assert_eq!(seen(&client.transport_ended().unwrap()), end(1999, "", true, Some(Initiator::Local)));
}

#[test]
fn the_peer_is_told_what_was_wrong() {
    let told = |body: &[u8]| match server().close_received(body) {
        Ok(HandshakeAction::Send(reply)) => (reply.code().as_u16(), reply.reason().to_owned()),
        other => unreachable!("{other:?}"),
    };
    assert_eq!(told(b"!"), (1002, "a close frame's body has 1 byte, and a code takes 2".to_owned()));
    assert_eq!(
        told(&[b'*'; 126]),
        (1002, "a close frame's body has 126 bytes, and at most 125 are allowed".to_owned())
    );
    assert_eq!(told(b"\x07\xD0"), (1002, "a close frame holds 2000 Extension, which is not allowed".to_owned()));
    assert_eq!(told(b"\x03\xE8by\xFF"), (1007, "a close reason is not UTF-8 at byte 2".to_owned()));
}

#[test]
fn the_outcome_tells_if_this_endpoint_failed_the_connection() {
    let mut by_frame = server();
    assert!(by_frame.close_received(b"!").is_ok() && by_frame.close_sent().is_ok());
    assert!(by_frame.transport_ended().unwrap().failed());

    let mut by_caller = client();
    assert!(by_caller.fail(TOO_BIG).is_ok() && by_caller.time_out().is_ok());
    let outcome = by_caller.transport_ended().unwrap();
    assert!(outcome.failed() && outcome.timed_out());

    assert!(client().tls_failed().unwrap().failed());
    // The same frames, without a failure.
    let mut closed = client();
    assert!(closed.close(TOO_BIG).is_ok() && closed.close_sent().is_ok());
    assert!(!closed.transport_ended().unwrap().failed());
    let mut after = server();
    assert!(after.close_received(b"").is_ok() && after.fail(TOO_BIG).is_ok());
    assert!(!after.transport_ended().unwrap().failed());
}

#[test]
fn errors_say_what_to_do() {
    for (error, message) in [
        (HandshakeError::AlreadyClosing, "the connection is already closing; only one close frame may be sent"),
        (
            HandshakeError::NothingToSend,
            "no close frame was waiting to be sent: call `close_sent` once, after `HandshakeAction::Send`",
        ),
        (HandshakeError::AlreadyEstablished, "the connection was already open: call `transport_ended` when it ends"),
        (HandshakeError::AlreadyEnded, "the connection has ended; its outcome has already been returned"),
    ] {
        assert_eq!(error.to_string(), message);
    }
}

#[test]
fn an_outcome_is_displayed_as_one_line() {
    let mut echoed = server();
    assert!(echoed.close_received(b"\x03\xE9bye").is_ok() && echoed.close_sent().is_ok());
    assert_eq!(echoed.transport_ended().unwrap().to_string(), "1001 Going Away: \"bye\" (clean, started by the peer)");
    let mut lost = client();
    assert_eq!(lost.transport_ended().unwrap().to_string(), "1006 Abnormal Closure (not clean)");

    let mut invalid = server();
    assert!(invalid.close_received(b"\x03\xE8by\xFF").is_ok() && invalid.close_sent().is_ok());
    assert_eq!(
        invalid.transport_ended().unwrap().to_string(),
        "1006 Abnormal Closure (not clean, started by the peer; failed: a close reason is not UTF-8 at byte 2; sent 1007 \
         Invalid frame payload data: \"a close reason is not UTF-8 at byte 2\")"
    );
    let mut unanswered = client();
    assert!(unanswered.close(CloseFrame::EMPTY).is_ok() && unanswered.close_sent().is_ok());
    assert_eq!(
        unanswered.transport_ended().unwrap().to_string(),
        "1006 Abnormal Closure (not clean, started by this endpoint; sent an empty close frame)"
    );
    let mut too_big = client();
    assert!(too_big.fail(TOO_BIG).is_ok() && too_big.close_sent().is_ok() && too_big.time_out().is_ok());
    assert_eq!(
        too_big.transport_ended().unwrap().to_string(),
        "1006 Abnormal Closure (not clean, started by this endpoint; failed; sent 1009 Message Too Big; timed out)"
    );
    // The answer differs from what was sent.
    let mut answered = server();
    assert!(answered.close(BYE).is_ok() && answered.close_sent().is_ok() && answered.close_received(b"").is_ok());
    assert_eq!(
        answered.transport_ended().unwrap().to_string(),
        "1005 No Status Rcvd (clean, started by this endpoint; sent 1001 Going Away: \"bye\")"
    );
}

/// A peer's text cannot leave the quotes.
#[test]
fn a_peer_cannot_imitate_the_line() {
    let mut forged = client();
    assert!(forged.close_received(b"\x03\xE9x\" (clean, started by this endpoint)\n\x1b\xE2\x80\xAE").is_ok());
    assert_eq!(
        forged.transport_ended().unwrap().to_string(),
        r#"1001 Going Away: "x\" (clean, started by this endpoint)\n\u{1b}\u{202e}" (not clean, started by the peer)"#
    );
}

#[cfg(feature = "macros")]
#[test]
fn an_outcome_has_the_names_and_labels_of_an_application() {
    #[close_codes::close_codes]
    enum GameCode {
        Flood = 4008,
    }

    let mut flooded = server();
    assert!(flooded.close_received(b"\x0F\xA8slow").is_ok() && flooded.close_sent().is_ok());
    let outcome = flooded.transport_ended().unwrap();
    assert_eq!(outcome.display_as::<GameCode>().to_string(), "4008 Flood: \"slow\" (clean, started by the peer)");
    assert_eq!(outcome.code_as(), Some(GameCode::Flood));
    assert_eq!((outcome.key_as::<GameCode>(), outcome.initiator_key()), ("flood", "remote"));

    let mut kicked = server();
    assert!(kicked.close(GameCode::Flood.frame("").unwrap()).is_ok() && kicked.close_sent().is_ok());
    let outcome = kicked.transport_ended().unwrap();
    assert_eq!(
        outcome.display_as::<GameCode>().to_string(),
        "1006 Abnormal Closure (not clean, started by this endpoint; sent 4008 Flood)"
    );
    assert_eq!((outcome.key_as::<GameCode>(), outcome.initiator_key()), ("abnormal_closure", "local"));
    assert_eq!(client().transport_ended().unwrap().initiator_key(), "none");
}

#[test]
fn a_proxy_forwards_only_frames_that_may_be_sent() {
    let forwarded = |body: &[u8], policy| {
        let mut server = CloseHandshake::new(Role::Server, policy);
        assert!(server.close_received(body).is_ok());
        server.transport_ended().unwrap().forwarded()
    };
    assert_eq!(forwarded(b"\x03\xE9bye", CodePolicy::Strict), BYE);
    assert_eq!(forwarded(b"", CodePolicy::Strict), CloseFrame::EMPTY);
    let error = CloseFrame::from_static(CloseCode::InternalError, "");
    assert_eq!(forwarded(b"!", CodePolicy::Strict), error);
    assert_eq!(forwarded(b"\x07\xCFnew", CodePolicy::Extensible), error);
    assert_eq!(client().tls_failed().unwrap().forwarded(), error);
}
