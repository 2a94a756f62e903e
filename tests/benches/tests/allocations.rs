//! Allocations for close frames: none in close-codes, and their number in three WebSocket libraries.
#![allow(clippy::unwrap_used, reason = "helpers of tests are tests")]

use std::hint::black_box;

use allocation_counter::measure;
use close_codes::frame::CloseCallError;
use close_codes::handshake::{Delivery, HandshakeError};
use close_codes::{
    CloseCode, CloseFrame, CloseHandshake, CloseOutcome, CloseReason, CodePolicy, HandshakeAction, Initiator, Role,
};

#[path = "../peers.rs"]
mod peers;

use peers::{BODIES, Body, CloseCodes, FastWebSockets, Library, TokioWebSockets, Tungstenite};

/// Returns the result of `f`, and panics if `f` allocates.
#[track_caller]
fn without_heap<R>(f: impl FnOnce() -> R) -> R {
    let (count, result) = count(f);
    assert_eq!(count, 0, "allocations");
    result
}

/// Returns the number of allocations of `f` in this thread, and its result.
fn count<R>(f: impl FnOnce() -> R) -> (u64, R) {
    let mut result = None;
    let info = measure(|| result = Some(black_box(f())));
    (info.count_total, result.unwrap())
}

#[test]
fn allocations_are_counted() {
    assert_eq!(count(|| ()).0, 0);
    assert_eq!(count(|| Box::new(black_box(1))).0, 1);
    assert_eq!(count(|| black_box("bye").to_owned()).0, 1);
    assert_eq!(count(|| drop(black_box(vec![1, 2, 3]))).0, 1, "an allocation that is freed");

    let mut grows = Vec::with_capacity(1);
    assert_eq!(count(|| grows.extend_from_slice(black_box(&[1, 2, 3]))).0, 1, "a vector that grows");
}

#[test]
#[should_panic(expected = "allocations")]
fn an_allocation_fails_a_test() {
    without_heap(|| black_box("bye").to_owned());
}

#[test]
fn reasons() {
    let long = "€".repeat(42);
    assert_eq!(without_heap(|| CloseReason::new(black_box("bye"))).unwrap(), "bye");
    assert_eq!(without_heap(|| CloseReason::new(&long)).unwrap_err().len(), 126);
    assert_eq!(without_heap(|| CloseReason::truncating(&long)), "€".repeat(41));
    assert_eq!(without_heap(|| CloseReason::truncating(&long).as_str().chars().count()), 41);
}

#[test]
fn frames_to_send() {
    let reason = "x".repeat(123);
    let frame = without_heap(|| CloseFrame::new(CloseCode::GoingAway, &reason)).unwrap();
    assert_eq!(without_heap(|| frame.encode().len()), 125);
    assert_eq!(without_heap(|| CloseFrame::EMPTY.encode().len()), 0);

    let mut buffer = [0; CloseFrame::MAX_LEN];
    assert_eq!(without_heap(|| frame.encode_into(&mut buffer).map(|body| body.len())), Ok(125));
    without_heap(|| frame.encode_into(&mut [0; 4]).map(|body| body.len())).unwrap_err();

    without_heap(|| CloseFrame::new(CloseCode::AbnormalClosure, "")).unwrap_err();
    let long = "x".repeat(124);
    without_heap(|| CloseFrame::new(CloseCode::GoingAway, &long)).unwrap_err();
}

#[test]
fn frames_received() {
    for policy in [CodePolicy::Strict, CodePolicy::Extensible, CodePolicy::Browser] {
        for body in BODIES.map(|body| body.bytes()) {
            let close = without_heap(|| CloseFrame::parse(&body, policy)).unwrap();
            let reason = body.get(2..).unwrap_or_default();
            assert_eq!(close.reason().as_bytes(), reason);
            assert!(reason.is_empty() || close.reason().as_ptr() == reason.as_ptr(), "borrowed, not copied");
            assert_eq!(without_heap(|| close.echo().encode().len()), body.len());
            assert_eq!(without_heap(|| close.forwarded().encode().len()), body.len());
        }
        for body in [b"a".as_slice(), b"\x03\xEEbye", b"\x03\xE8by\xFF", &[b'*'; 126]] {
            let error = without_heap(|| CloseFrame::parse(body, policy)).unwrap_err();
            without_heap(|| (error.kind(), error.fail_code(), error.code(), error.reason().is_ok()));
        }
    }
}

#[test]
fn calls_of_close() {
    let long = "x".repeat(124);
    let call = |code, reason| without_heap(|| CloseFrame::from_close_call(code, reason));
    assert_eq!(call(None, None), Ok(CloseFrame::EMPTY));
    assert_eq!(call(Some(3001), Some(&long[1..])).unwrap().reason(), &long[1..]);
    assert!(matches!(call(Some(1001), None), Err(CloseCallError::InvalidAccess(_))));
    assert!(matches!(call(None, Some(&long)), Err(CloseCallError::Syntax(_))));
}

#[test]
fn handshakes() {
    let run = |run: fn() -> Result<CloseOutcome, HandshakeError>| {
        let outcome = without_heap(run).unwrap();
        without_heap(|| (outcome.code(), outcome.reason().len(), outcome.sent().is_some(), outcome.forwarded()));
        (outcome.code().as_u16(), outcome.was_clean(), outcome.initiator())
    };

    let asked = run(|| {
        let mut server = CloseHandshake::new(Role::Server, CodePolicy::Strict);
        assert_eq!(server.data_received()?, Delivery::Deliver);
        assert!(matches!(server.close_received(b"\x03\xE9bye")?, HandshakeAction::Send(_)));
        assert_eq!(server.close_sent()?, HandshakeAction::Drop);
        assert_eq!(server.data_received()?, Delivery::Discard);
        server.transport_ended()
    });
    assert_eq!(asked, (1001, true, Some(Initiator::Remote)));

    let asking = run(|| {
        let mut client = CloseHandshake::new(Role::Client, CodePolicy::Strict);
        let frame = CloseFrame::from_static(CloseCode::NormalClosure, "done");
        assert!(matches!(client.close(frame)?, HandshakeAction::Send(_)));
        assert_eq!(client.close_sent()?, HandshakeAction::AwaitClose);
        assert_eq!(client.close_received(b"\x03\xE8done")?, HandshakeAction::AwaitEnd);
        client.transport_ended()
    });
    assert_eq!(asking, (1000, true, Some(Initiator::Local)));

    let invalid = run(|| {
        let mut server = CloseHandshake::new(Role::Server, CodePolicy::Strict);
        assert!(matches!(server.close_received(b"\x03\xE8by\xFF")?, HandshakeAction::Send(_)));
        assert_eq!(server.close_sent()?, HandshakeAction::Drop);
        server.transport_ended()
    });
    assert_eq!(invalid, (1006, false, Some(Initiator::Remote)));

    let timed_out = run(|| {
        let mut client = CloseHandshake::new(Role::Client, CodePolicy::Strict);
        assert!(matches!(client.close(CloseFrame::EMPTY)?, HandshakeAction::Send(_)));
        assert_eq!(client.close_sent()?, HandshakeAction::AwaitClose);
        assert_eq!(client.time_out()?, HandshakeAction::Drop);
        assert_eq!(client.close(CloseFrame::EMPTY), Err(HandshakeError::AlreadyClosing));
        client.transport_ended()
    });
    assert_eq!(timed_out, (1006, false, Some(Initiator::Local)));
}

/// Counts the steps of the benchmarks, with the versions in `Cargo.lock`.
#[test]
fn peers_side_by_side() {
    assert_eq!(BODIES.map(|body| body.bytes().len()), [0, 2, 32, 125, 125]);
    assert_eq!(BODIES.map(|body| counts::<CloseCodes>(&body)), [(0, 0), (0, 0), (0, 0), (0, 0), (0, 0)]);
    assert_eq!(BODIES.map(|body| counts::<Tungstenite>(&body)), [(0, 0), (0, 1), (0, 1), (0, 1), (0, 1)]);
    assert_eq!(BODIES.map(|body| counts::<FastWebSockets>(&body)), [(0, 0), (0, 1), (0, 1), (0, 1), (0, 1)]);
    assert_eq!(BODIES.map(|body| counts::<TokioWebSockets>(&body)), [(0, 0), (0, 1), (0, 1), (0, 1), (0, 1)]);
}

/// Returns the numbers of allocations to parse the body and to encode it.
fn counts<L: Library>(body: &Body) -> (u64, u64) {
    let received = L::received(body).unwrap();
    let (parse, seen) = count(|| {
        let mut seen = false;
        L::parse(&received, |code, reason| seen = (code, reason) == body.close.unwrap_or((1005, ""))).map(|()| seen)
    });
    assert_eq!(seen, Some(true), "{} parses {}", L::NAME, body.name);

    let bytes = body.bytes();
    let close = body.close.map(|(code, reason)| (L::code(code).unwrap(), reason));
    let (encode, seen) = count(|| {
        let mut seen = false;
        L::encode(close, |body| seen = body == bytes).map(|()| seen)
    });
    assert_eq!(seen, Some(true), "{} encodes {}", L::NAME, body.name);
    (parse, encode)
}
