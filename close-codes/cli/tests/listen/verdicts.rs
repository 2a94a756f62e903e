//! The verdict of each case for clients that are written by hand. The expected verdicts are written by hand, too.

use std::collections::BTreeMap;
use std::thread;

use serde_json::Value;

use crate::client::{Fault, Socket};
use crate::listener::Listener;

/// The number of connections at once. None of these tests depends on it.
const AT_ONCE: usize = 16;

/// The cases in which RFC 6455 leaves open what a client does.
const OBSERVED: [&str; 10] = ["1.11", "1.12", "1.13", "1.21", "6.8", "7.1", "7.2", "7.3", "7.4", "7.6"];

/// The cases in which the client cannot answer: nothing is sent, or TCP ends at once.
const NO_ANSWER: [&str; 5] = ["7.1", "7.2", "7.3", "7.4", "7.6"];

/// All cases but 7.1, silence, in which the listener waits until its patience is over.
pub(crate) const ALL_BUT_SILENCE: [&str; 14] =
    ["1", "2", "3", "4", "5", "6", "7.2", "7.3", "7.4", "7.5", "7.6", "7.7", "7.8", "7.9"];

/// Connects with this client until no case is left, or until the listener has ended. Returns the number of connections.
pub(crate) fn connect_until_gone(listener: &Listener, fault: Fault) -> usize {
    let connect = || {
        let mut connections = 0;
        loop {
            match Socket::try_open(listener, "/any/path?at=all") {
                Ok(Ok(socket)) => socket.run(fault),
                Ok(Err(refusal)) if refusal.status != 410 => panic!("{refusal:?}"),
                Ok(Err(_)) | Err(_) => return connections,
            }
            connections += 1;
        }
    };
    thread::scope(|scope| {
        let clients: Vec<_> = (0..AT_ONCE).map(|_| scope.spawn(connect)).collect();
        clients.into_iter().map(|client| client.join().unwrap()).sum()
    })
}

/// Returns the verdict of each case in a report.
pub(crate) fn verdicts(report: &Value) -> BTreeMap<String, String> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let cases = report["cases"].as_array().unwrap();
    cases.iter().map(|case| (text(&case["number"]), text(&case["verdict"]))).collect()
}

/// Returns the arguments for these cases.
pub(crate) fn arguments<'a>(cases: &[&'a str], more: &[&'a str]) -> Vec<&'a str> {
    cases.iter().flat_map(|case| ["--case", case]).chain(more.iter().copied()).collect()
}

/// Plays cases with a client, and compares the verdicts with those that `expected` returns for the chapter and the case.
fn test(fault: Fault, cases: &[&str], timeout: &str, expected: fn(u8, u8) -> &'static str) {
    let listener = Listener::start(&arguments(cases, &["--timeout", timeout, "--once", "--json"]));
    let cases = listener.json("/cases.json").as_array().unwrap().len();
    // No case is played twice: the sum would be greater.
    assert_eq!(connect_until_gone(&listener, fault), cases);
    let ran = listener.end();
    let report: Value = serde_json::from_str(&ran.stdout).unwrap_or_else(|error| panic!("{error}: {ran:?}"));
    let verdicts = verdicts(&report);
    assert_eq!(verdicts.len(), cases);
    let wrong = verdicts.iter().filter(|(number, verdict)| {
        let (chapter, case) = number.split_once('.').unwrap();
        let expected = match expected(chapter.parse().unwrap(), case.parse().unwrap()) {
            "kept" | "not-followed" | "broken" if NO_ANSWER.contains(&&***number) => "observed",
            "kept" if OBSERVED.contains(&&***number) => "observed",
            expected => expected,
        };
        *verdict != expected
    });
    let wrong: Vec<_> =
        wrong.map(|(number, verdict)| format!("{number} {verdict}: {}", words(&report, number))).collect();
    assert_eq!(wrong, [""; 0]);
    let is_broken = verdicts.values().any(|verdict| verdict == "broken");
    assert_eq!(ran.code, Some(i32::from(is_broken)));
}

fn words(report: &Value, number: &str) -> String {
    let case = report["cases"].as_array().unwrap().iter().find(|case| case["number"] == number).unwrap();
    format!("{} {}", case["words"], case["findings"])
}

#[test]
fn a_correct_client() {
    test(Fault::None, &ALL_BUT_SILENCE, "60s", |_, _| "kept");
}

/// The client echoes the body of each close frame, legal or not. Its own frame has at most 125 bytes.
#[test]
fn a_client_that_echoes_illegal_close_frames() {
    test(Fault::EchoesAll, &ALL_BUT_SILENCE, "60s", |chapter, case| match (chapter, case) {
        // One byte (5.5.1), codes that may not be sent (7.4). It MUST fail because of reasons that are not UTF-8 (8.1) and of
        // reserved bits (5.2), and an echo is not a failure.
        (3, 1 | 5..) | (4, _) | (5, 1..=4) => "broken",
        // The close frame is illegal because of its length or its bit FIN. The echo, 1000, does not tell that (10.7).
        (3, _) | (5, 5 | 6 | 9) => "not-followed",
        _ => "kept",
    });
}

/// Section 5.1: a client MUST mask all frames.
#[test]
fn a_client_that_does_not_mask() {
    test(Fault::BareFrames, &ALL_BUT_SILENCE, "60s", |_, _| "broken");
}

/// Section 5.5.1: an endpoint MUST NOT send data after a close frame.
#[test]
fn a_client_that_sends_data_after_its_close_frame() {
    test(Fault::TalksOn, &ALL_BUT_SILENCE, "60s", |_, _| "broken");
}

/// Section 5.5.1: a close frame MUST be answered. A client that fails the connection SHOULD send a close frame (7.1.7, 10.7), and
/// SHOULD wait until the server ends TCP (7.1.1). This client ends TCP then, so it may have failed. Section 5.1 does not ask for a
/// close frame.
#[test]
fn a_client_that_never_answers() {
    test(Fault::Mute, &[], "300ms", |chapter, case| match (chapter, case) {
        (1, 11..=13 | 21) | (6, 8) => "observed",
        (5, 8) => "kept",
        (3..=5, _) | (7, 7..=9) => "not-followed",
        _ => "broken",
    });
}

/// A client that ends TCP neither by itself nor after the server MUST do so when it fails (5.2, 7.1.7, 8.1) or gets a masked frame
/// (5.1). Section 10.7 has only a SHOULD.
#[test]
fn a_client_that_does_nothing() {
    test(Fault::Asleep, &["3", "4.1", "5", "7.7", "7.8", "7.9"], "300ms", |chapter, case| match (chapter, case) {
        (3, 1..=4) | (4, _) | (5, 5..=7 | 9 | 12 | 13) => "not-followed",
        _ => "broken",
    });
}

/// Section 7.3: a client SHOULD NOT close arbitrarily.
#[test]
fn a_client_that_closes_by_itself() {
    let listener = Listener::start(&["--case", "7.1", "--timeout", "300ms", "--once", "--json"]);
    let mut socket = Socket::open(&listener, "/").unwrap();
    socket.send(0x88, b"\x03\xE8", true);
    socket.wait();
    let report: Value = serde_json::from_str(&listener.end().stdout).unwrap();
    assert_eq!(verdicts(&report)["7.1"], "not-followed");
    assert_eq!(report["cases"][0]["findings"][0]["section"], "7.3");
}

/// Sections 5.5.1 and 7.1.7: the close frame MUST be answered; a failing endpoint SHOULD send a close frame.
#[test]
fn a_client_that_ends_tcp_without_a_close_frame() {
    test(Fault::Leaves, &ALL_BUT_SILENCE, "60s", |chapter, case| match (chapter, case) {
        (1, 11..=13 | 21) | (6, 8) => "observed",
        (1 | 2 | 6, _) | (7, 5) => "broken",
        // A client that receives a masked frame MUST only close the connection (5.1).
        (5, 8) => "kept",
        _ => "not-followed",
    });
}
