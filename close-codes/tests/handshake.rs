//! The closing handshake, step by step (RFC 6455, section 7). `tests/library/tests/handshake.rs` goes through all sequences of events.
#![allow(clippy::unwrap_used, reason = "what goes wrong here fails a test")]

use close_codes::{
    CloseBody, CloseCode, CloseFrame, CloseFrameError, CloseHandshake, CloseOutcome, Delivery, HandshakeAction,
    HandshakeError, Initiator, InvalidCloseKind, Profile, ReceivedClose, Role,
};

const BYE: CloseFrame = CloseFrame::from_static(CloseCode::GoingAway, "bye");
const TOO_BIG: CloseFrame = CloseFrame::from_static(CloseCode::MessageTooBig, "");

const fn server() -> CloseHandshake {
    CloseHandshake::new(Role::Server, Profile::Strict)
}

const fn client() -> CloseHandshake {
    CloseHandshake::new(Role::Client, Profile::Strict)
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
    assert_eq!(server.close_received(b"\x03\xE9bye"), Ok(HandshakeAction::Send(BYE.into())));
    assert_eq!(server.close_sent(), Ok(HandshakeAction::Drop));
    let outcome = server.transport_ended().unwrap();
    assert_eq!(seen(&outcome), end(1001, "bye", true, Some(Initiator::Remote)));
    assert_eq!(outcome.received(), Some(ReceivedClose::Valid(&BYE.into())));
    assert_eq!(outcome.sent(), Some(&BYE.into()));
}

#[test]
fn a_client_echoes_and_waits_for_the_server_to_drop_the_transport() {
    let mut client = client();
    assert_eq!(client.close_received(b"\x03\xE9bye"), Ok(HandshakeAction::Send(BYE.into())));
    assert_eq!(client.close_sent(), Ok(HandshakeAction::AwaitEnd));
    assert_eq!(seen(&client.transport_ended().unwrap()), end(1001, "bye", true, Some(Initiator::Remote)));
}

#[test]
fn who_closes_waits_for_the_answer_and_takes_its_code() {
    let mut server = server();
    assert_eq!(server.close(BYE), Ok(HandshakeAction::Send(BYE.into())));
    assert_eq!(server.close_sent(), Ok(HandshakeAction::AwaitClose));
    assert_eq!(server.close_received(b"\x03\xE8"), Ok(HandshakeAction::Drop));
    let outcome = server.transport_ended().unwrap();
    // The code of the frame received, and not that of the one sent (7.1.5).
    assert_eq!(seen(&outcome), end(1000, "", true, Some(Initiator::Local)));
    assert_eq!(outcome.sent(), Some(&BYE.into()));
}

#[test]
fn an_empty_close_frame_is_echoed_empty_and_is_1005() {
    let mut server = server();
    assert_eq!(server.close_received(b""), Ok(HandshakeAction::Send(CloseBody::EMPTY)));
    assert_eq!(server.close_sent(), Ok(HandshakeAction::Drop));
    let outcome = server.transport_ended().unwrap();
    assert_eq!(seen(&outcome), end(1005, "", true, Some(Initiator::Remote)));
    assert_eq!(outcome.received(), Some(ReceivedClose::Valid(&CloseBody::EMPTY)));
}

#[test]
fn two_close_frames_that_cross_are_one_handshake() {
    let mut client = client();
    assert_eq!(client.close(BYE), Ok(HandshakeAction::Send(BYE.into())));
    // The server's arrives before the client's is written.
    assert_eq!(client.close_received(b"\x03\xF4"), Ok(HandshakeAction::Continue));
    assert_eq!(client.close_sent(), Ok(HandshakeAction::AwaitEnd));
    assert_eq!(seen(&client.transport_ended().unwrap()), end(1012, "", true, Some(Initiator::Local)));
}

#[test]
fn what_comes_after_the_peers_close_frame_is_passed_over() {
    let mut server = server();
    assert_eq!(server.data_received(), Ok(Delivery::Deliver));
    assert_eq!(server.close_received(b"\x03\xE9bye"), Ok(HandshakeAction::Send(BYE.into())));
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
    assert_eq!(client.close(BYE), Ok(HandshakeAction::Send(BYE.into())));
    assert_eq!(client.data_received(), Ok(Delivery::Optional));
    assert!(!client.may_send_data());
    assert_eq!(client.close_sent(), Ok(HandshakeAction::AwaitClose));
    assert_eq!(client.data_received(), Ok(Delivery::Optional));
    assert_eq!(client.close_received(b""), Ok(HandshakeAction::AwaitEnd));
    assert_eq!(client.data_received(), Ok(Delivery::Discard));
}

#[test]
fn a_close_frame_that_breaks_the_protocol_fails_the_connection() {
    for (body, code, kind) in [
        (&b"a"[..], 1002, InvalidCloseKind::OneByte),
        (&[b'*'; 126], 1002, InvalidCloseKind::TooLong { len: 126 }),
        (b"\x03\xEE", 1002, InvalidCloseKind::CodeNotAllowed(CloseCode::AbnormalClosure)),
        (b"\x03\xE8\xFF", 1007, InvalidCloseKind::NotUtf8 { valid_up_to: 0 }),
    ] {
        let mut server = server();
        let action = server.close_received(body).unwrap();
        assert!(matches!(action, HandshakeAction::Send(body) if body.code() == code), "{action:?}");
        assert_eq!(server.close_sent(), Ok(HandshakeAction::Drop));
        // Not even a valid one is looked at now.
        assert_eq!(server.close_received(b"\x03\xE8"), Ok(HandshakeAction::Drop));
        let outcome = server.transport_ended().unwrap();
        assert_eq!(seen(&outcome), end(1006, "", false, Some(Initiator::Remote)));
        let Some(ReceivedClose::Invalid(error)) = outcome.received() else { unreachable!("{outcome:?}") };
        assert_eq!((error.kind(), error.body()), (kind, &body[..body.len().min(125)]));
        assert_eq!(outcome.sent().unwrap().code(), code);
    }
}

#[test]
fn a_bad_answer_to_a_close_frame_is_not_answered_by_a_second_one() {
    for (mut handshake, next) in [(server(), HandshakeAction::Drop), (client(), HandshakeAction::AwaitEnd)] {
        assert_eq!(handshake.close(BYE), Ok(HandshakeAction::Send(BYE.into())));
        assert_eq!(handshake.close_sent(), Ok(HandshakeAction::AwaitClose));
        assert_eq!(handshake.close_received(b"!"), Ok(next));
        assert_eq!(seen(&handshake.transport_ended().unwrap()), end(1006, "", false, Some(Initiator::Local)));
    }
}

#[test]
fn failing_tells_the_peer_why_and_looks_at_nothing_any_more() {
    for (mut handshake, next) in [(server(), HandshakeAction::Drop), (client(), HandshakeAction::AwaitEnd)] {
        assert_eq!(handshake.fail(TOO_BIG), Ok(HandshakeAction::Send(TOO_BIG.into())));
        assert_eq!(handshake.data_received(), Ok(Delivery::Discard));
        assert_eq!(handshake.close_received(b"\x03\xF1"), Ok(HandshakeAction::Continue));
        assert_eq!(handshake.close_sent(), Ok(next));
        assert_eq!(handshake.fail(BYE), Ok(next));
        let outcome = handshake.transport_ended().unwrap();
        assert_eq!(seen(&outcome), end(1006, "", false, Some(Initiator::Local)));
        assert_eq!((outcome.received(), outcome.sent()), (None, Some(&TOO_BIG.into())));
    }
}

#[test]
fn without_a_close_frame_it_is_1006() {
    let outcome = server().transport_ended().unwrap();
    assert_eq!(seen(&outcome), end(1006, "", false, None));
    assert!(!outcome.timed_out());

    let mut client = client();
    assert_eq!(client.close(BYE), Ok(HandshakeAction::Send(BYE.into())));
    assert_eq!(client.close_sent(), Ok(HandshakeAction::AwaitClose));
    assert_eq!(seen(&client.transport_ended().unwrap()), end(1006, "", false, Some(Initiator::Local)));
}

#[test]
fn a_transport_that_ends_before_the_echo_is_written_leaves_code_and_reason_but_is_not_clean() {
    let mut server = server();
    assert_eq!(server.close_received(b"\x03\xE9bye"), Ok(HandshakeAction::Send(BYE.into())));
    let outcome = server.transport_ended().unwrap();
    assert_eq!(seen(&outcome), end(1001, "bye", false, Some(Initiator::Remote)));
    assert_eq!(outcome.sent(), None);
}

#[test]
fn a_timeout_drops_the_transport_whoever_should_have() {
    let mut client = client();
    assert_eq!(client.close(BYE), Ok(HandshakeAction::Send(BYE.into())));
    assert_eq!(client.close_sent(), Ok(HandshakeAction::AwaitClose));
    assert_eq!(client.time_out(), Ok(HandshakeAction::Drop));
    assert_eq!(client.close_received(b""), Ok(HandshakeAction::Drop));
    let outcome = client.transport_ended().unwrap();
    assert_eq!(seen(&outcome), end(1006, "", false, Some(Initiator::Local)));
    assert!(outcome.timed_out());

    // In a connection that nobody was closing, too.
    let mut server = server();
    assert_eq!(server.time_out(), Ok(HandshakeAction::Drop));
    assert_eq!(server.close(BYE), Err(HandshakeError::Closing));
    assert_eq!(seen(&server.transport_ended().unwrap()), end(1006, "", false, Some(Initiator::Local)));
}

#[test]
fn a_timeout_after_both_close_frames_is_clean_all_the_same() {
    let mut client = client();
    assert_eq!(client.close_received(b"\x03\xE9bye"), Ok(HandshakeAction::Send(BYE.into())));
    assert_eq!(client.close_sent(), Ok(HandshakeAction::AwaitEnd));
    assert_eq!(client.time_out(), Ok(HandshakeAction::Drop));
    assert_eq!(seen(&client.transport_ended().unwrap()), end(1001, "bye", true, Some(Initiator::Remote)));
}

#[test]
fn a_tls_handshake_that_fails_is_1015() {
    assert_eq!(seen(&client().tls_failed().unwrap()), end(1015, "", false, None));

    let mut client = client();
    assert_eq!(client.data_received(), Ok(Delivery::Deliver));
    assert_eq!(client.tls_failed(), Err(HandshakeError::Established));
    assert_eq!(client.transport_ended().unwrap().code(), 1006);
}

#[test]
fn calls_that_have_no_place_are_errors_and_change_nothing() {
    let mut client = client();
    assert_eq!(client.close_sent(), Err(HandshakeError::NothingToSend));
    assert_eq!(client.close(BYE), Ok(HandshakeAction::Send(BYE.into())));
    assert_eq!(client.close(BYE), Err(HandshakeError::Closing));
    assert_eq!(client.close_sent(), Ok(HandshakeAction::AwaitClose));
    assert_eq!(client.close_sent(), Err(HandshakeError::NothingToSend));
    assert_eq!(client.close_received(b""), Ok(HandshakeAction::AwaitEnd));
    assert!(client.transport_ended().unwrap().was_clean());

    assert!(client.is_ended());
    assert_eq!(client.close(BYE), Err(HandshakeError::Ended));
    assert_eq!(client.close_sent(), Err(HandshakeError::Ended));
    assert_eq!(client.close_received(b""), Err(HandshakeError::Ended));
    assert_eq!(client.data_received(), Err(HandshakeError::Ended));
    assert_eq!(client.fail(BYE), Err(HandshakeError::Ended));
    assert_eq!(client.time_out(), Err(HandshakeError::Ended));
    assert_eq!(client.transport_ended(), Err(HandshakeError::Ended));
    assert_eq!(client.tls_failed(), Err(HandshakeError::Ended));
}

#[test]
fn the_profile_decides_about_the_peers_code_and_the_echo_keeps_it() {
    let body = 1999_u16.to_be_bytes();
    let mut handshake = CloseHandshake::new(Role::Server, Profile::Extensible);
    let action = handshake.close_received(&body).unwrap();
    assert!(matches!(action, HandshakeAction::Send(echo) if echo.encode() == body));
    assert_eq!(handshake.close_sent(), Ok(HandshakeAction::Drop));
    assert_eq!(handshake.transport_ended().unwrap().code(), 1999);
}

#[test]
fn what_may_not_be_sent_is_not_sent_on() {
    for code in [0, 1999, 5000_u16] {
        let lenient = CloseFrame::parse(&code.to_be_bytes(), Profile::Browser).unwrap().unwrap();
        let mut server = server();
        let refused = CloseFrame::new(code, "").unwrap_err();
        let expected = HandshakeError::Code(match refused {
            CloseFrameError::Code(error) => error,
            _ => unreachable!("{refused}"),
        });
        assert_eq!(server.close(lenient), Err(expected));
        assert_eq!(server.fail(lenient), Err(expected));
        assert_eq!(expected.to_string(), refused.to_string());
        assert!(server.may_send_data());
        assert_eq!(server.close(BYE), Ok(HandshakeAction::Send(BYE.into())));
    }
}

#[test]
fn a_browser_is_a_client() {
    let mut browser = CloseHandshake::new(Role::Client, Profile::Browser);
    assert_eq!(browser.close_received(b"\x03\xE9bye"), Ok(HandshakeAction::Send(BYE.into())));
    assert_eq!(browser.close_sent(), Ok(HandshakeAction::AwaitEnd));
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
    assert_eq!(told(b"\x07\xD0"), (1002, "a close frame holds 2000 Extension, which is not allowed in one".to_owned()));
    assert_eq!(told(b"\x03\xE8by\xFF"), (1007, "a close reason is not UTF-8 at byte 2".to_owned()));
}

#[test]
fn it_is_known_whether_this_endpoint_failed_the_connection() {
    let mut by_frame = server();
    assert!(by_frame.close_received(b"!").is_ok() && by_frame.close_sent().is_ok());
    assert!(by_frame.transport_ended().unwrap().failed());

    let mut by_caller = client();
    assert!(by_caller.fail(TOO_BIG).is_ok() && by_caller.time_out().is_ok());
    let outcome = by_caller.transport_ended().unwrap();
    assert!(outcome.failed() && outcome.timed_out());

    assert!(client().tls_failed().unwrap().failed());
    // The same frames without a failure.
    let mut closed = client();
    assert!(closed.close(TOO_BIG).is_ok() && closed.close_sent().is_ok());
    assert!(!closed.transport_ended().unwrap().failed());
    let mut after = server();
    assert!(after.close_received(b"").is_ok() && after.fail(TOO_BIG).is_ok());
    assert!(!after.transport_ended().unwrap().failed());
}

#[test]
fn errors_say_what_comes_first() {
    for (error, message) in [
        (HandshakeError::Closing, "the connection is closing already, and only one close frame may be sent"),
        (
            HandshakeError::NothingToSend,
            "no close frame is waiting to be sent: this is called once, after `HandshakeAction::Send`",
        ),
        (
            HandshakeError::Established,
            "the connection is established, so that TLS did not fail; its end is `transport_ended`",
        ),
        (HandshakeError::Ended, "the connection has ended, and its outcome was given"),
    ] {
        assert_eq!(error.to_string(), message);
    }
}

#[test]
fn an_outcome_is_a_line_of_a_log() {
    let mut server = server();
    assert!(server.close_received(b"\x03\xE9bye").is_ok() && server.close_sent().is_ok());
    assert_eq!(server.transport_ended().unwrap().to_string(), "1001 Going Away: bye (clean, begun by the peer)");
    let mut lost = client();
    assert_eq!(lost.transport_ended().unwrap().to_string(), "1006 Abnormal Closure (not clean)");

    let mut forged = client();
    assert!(forged.close_received(b"\x03\xE9\n\x1b").is_ok());
    assert_eq!(
        forged.transport_ended().unwrap().to_string(),
        "1001 Going Away: \\n\\u{1b} (not clean, begun by the peer)"
    );

    let mut server = CloseHandshake::new(Role::Server, Profile::Strict);
    assert!(server.close_received(b"\x03\xE8by\xFF").is_ok() && server.close_sent().is_ok());
    assert_eq!(
        server.transport_ended().unwrap().to_string(),
        "1006 Abnormal Closure (not clean, begun by the peer; a close reason is not UTF-8 at byte 2; sent 1007 Invalid frame \
         payload data: a close reason is not UTF-8 at byte 2)"
    );
    let mut unanswered = CloseHandshake::new(Role::Client, Profile::Strict);
    assert!(unanswered.close(CloseBody::EMPTY).is_ok() && unanswered.close_sent().is_ok());
    assert_eq!(
        unanswered.transport_ended().unwrap().to_string(),
        "1006 Abnormal Closure (not clean, begun by this endpoint; sent a close frame without a code)"
    );

    let mut client = client();
    assert!(client.fail(TOO_BIG).is_ok() && client.close_sent().is_ok() && client.time_out().is_ok());
    assert_eq!(
        client.transport_ended().unwrap().to_string(),
        "1006 Abnormal Closure (not clean, begun by this endpoint; sent 1009 Message Too Big; timed out)"
    );
}

#[test]
fn a_proxy_passes_on_what_may_be_sent() {
    let forwarded = |body: &[u8], profile| {
        let mut server = CloseHandshake::new(Role::Server, profile);
        assert!(server.close_received(body).is_ok());
        server.transport_ended().unwrap().forwardable()
    };
    assert_eq!(forwarded(b"\x03\xE9bye", Profile::Strict), BYE.into());
    assert_eq!(forwarded(b"", Profile::Strict), CloseBody::EMPTY);
    let error = CloseBody::new(CloseFrame::from_static(CloseCode::InternalError, ""));
    assert_eq!(forwarded(b"!", Profile::Strict), error);
    assert_eq!(forwarded(b"\x07\xCFnew", Profile::Extensible), error);
    assert_eq!(client().tls_failed().unwrap().forwardable(), error);
}
