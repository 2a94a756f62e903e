//! The feature `serde`: a code is its number, a reason its text, and frames, outcomes and events are structs. All round-trip.
#![allow(clippy::unwrap_used, reason = "a panic fails a test")]

use std::collections::HashSet;
use std::fmt::Debug;

use close_codes::{
    CloseCode, CloseEvent, CloseFrame, CloseHandshake, CloseOutcome, CloseReason, CodeOf, CodePolicy, Initiator, Role,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// The example in the manual of the attribute, which does not run there because it needs the derives of serde.
#[close_codes::close_codes]
#[derive(serde::Serialize, serde::Deserialize)]
#[serde(into = "u16", try_from = "u16")]
enum GameCode {
    TokenExpired = 4001,
    Flood = 4008,
}

#[test]
fn a_code_of_an_application_is_its_number() {
    assert_eq!(serde_json::to_string(&GameCode::Flood).unwrap(), "4008");
    assert_eq!(serde_json::from_str::<GameCode>("4001").unwrap(), GameCode::TokenExpired);
    assert!(serde_json::from_str::<GameCode>("4003").is_err());
}

/// A type of an application, with a code in a field.
#[derive(Debug, PartialEq, serde::Serialize, serde::Deserialize)]
struct Ended {
    code: CodeOf<GameCode>,
}

#[test]
fn a_code_of_a_set_or_any_other_is_its_number() {
    for (json, code) in [
        (r#"{"code":4008}"#, CodeOf::Known(GameCode::Flood)),
        (r#"{"code":1006}"#, CodeOf::Other(CloseCode::AbnormalClosure)),
        (r#"{"code":4003}"#, CodeOf::Other(CloseCode::from_u16(4003))),
        (r#"{"code":65535}"#, CodeOf::Other(CloseCode::from_u16(65535))),
    ] {
        assert_eq!(serde_json::to_string(&Ended { code }).unwrap(), json);
        let ended: Ended = serde_json::from_str(json).unwrap();
        assert_eq!(ended, Ended { code });
        assert_eq!(ended.code.known(), code.known());
    }
    for json in [r#"{"code":65536}"#, r#"{"code":-1}"#, r#"{"code":"4008"}"#, r#"{"code":"Flood"}"#, r#"{"code":null}"#]
    {
        assert!(serde_json::from_str::<Ended>(json).is_err(), "{json}");
    }
}

#[test]
fn every_number_round_trips() {
    for number in 0..=u16::MAX {
        let code = CloseCode::from_u16(number);
        let json = serde_json::to_string(&code).unwrap();
        assert_eq!(json, number.to_string());
        assert_eq!(serde_json::from_str::<CloseCode>(&json).unwrap(), code);
    }
}

#[test]
fn a_value_that_is_not_a_u16_is_refused() {
    for json in ["65536", "-1", "1000.5", "\"1000\"", "\"Normal Closure\"", "null", "[1000]"] {
        assert!(serde_json::from_str::<CloseCode>(json).is_err(), "{json}");
    }
}

#[test]
fn a_reason_round_trips_and_a_long_text_is_refused() {
    for text in ["", "bye", "a \"b\" \u{0} 😀", &"x".repeat(123)] {
        let reason = CloseReason::new(text).unwrap();
        let json = serde_json::to_string(&reason).unwrap();
        assert_eq!(json, serde_json::to_string(text).unwrap());
        assert_eq!(serde_json::from_str::<CloseReason>(&json).unwrap(), reason);
    }
    let error = serde_json::from_str::<CloseReason>(&format!("{:?}", "x".repeat(124))).unwrap_err();
    assert!(
        error.to_string().starts_with("a close reason has at most 123 bytes of UTF-8, and this one has 124"),
        "{error}"
    );
    let error = serde_json::from_str::<CloseReason>("1000").unwrap_err();
    assert!(
        error.to_string().starts_with("invalid type: integer `1000`, expected a string of at most 123 bytes"),
        "{error}"
    );
}

/// All fields of all structs, in an order that fits each struct.
const FIELDS: [&str; 14] = [
    "kind",
    "len",
    "body",
    "code",
    "reason",
    "was_clean",
    "initiator",
    "opened",
    "failed",
    "timed_out",
    "sent",
    "received",
    "invalid",
    "outcome",
];

/// The value in a format without field names: objects become arrays.
fn without_names(value: Value) -> Value {
    match value {
        Value::Object(mut fields) => {
            let values = FIELDS.iter().filter_map(|name| fields.remove(*name));
            let values = values.map(without_names).collect();
            assert!(fields.is_empty(), "{fields:?}");
            Value::Array(values)
        }
        value => value,
    }
}

/// Checks that the value round-trips, with field names and without. Returns the JSON.
fn round_trips<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T) -> Value {
    let text = serde_json::to_string(value).unwrap();
    assert_eq!(&serde_json::from_str::<T>(&text).unwrap(), value, "{text}");
    let written: Value = serde_json::from_str(&text).unwrap();
    let text = without_names(written.clone()).to_string();
    assert_eq!(&serde_json::from_str::<T>(&text).unwrap(), value, "{text}");
    written
}

fn refused<T: DeserializeOwned + Debug>(json: &Value) -> String {
    serde_json::from_str::<T>(&json.to_string()).unwrap_err().to_string()
}

#[test]
fn a_frame_is_its_code_and_its_reason() {
    let frame = CloseFrame::new(1001, "bye").unwrap();
    assert_eq!(serde_json::to_string(&frame).unwrap(), r#"{"code":1001,"reason":"bye"}"#);
    assert_eq!(serde_json::to_string(&CloseFrame::EMPTY).unwrap(), r#"{"code":1005,"reason":""}"#);
    for frame in [frame, CloseFrame::EMPTY, CloseFrame::new(4999, &"x".repeat(123)).unwrap()] {
        round_trips(&frame);
    }
    assert_eq!(serde_json::from_str::<CloseFrame>(r#"{"code":4001}"#).unwrap(), CloseFrame::new(4001, "").unwrap());
}

#[test]
fn a_frame_round_trips_with_every_code_that_may_be_sent_and_no_other() {
    for code in 0..=u16::MAX {
        let json = json!({"code": code, "reason": "x"}).to_string();
        match CloseFrame::new(code, "x") {
            Ok(frame) => assert_eq!(serde_json::from_str::<CloseFrame>(&json).unwrap(), frame),
            Err(error) => assert_eq!(
                serde_json::from_str::<CloseFrame>(&json).unwrap_err().to_string().split(" at line").next(),
                Some(error.to_string().as_str())
            ),
        }
    }
}

#[test]
fn a_value_that_is_not_a_frame_is_refused() {
    for (json, expected) in [
        (
            json!({"code": 1000, "reason": "x".repeat(124)}),
            "a close reason has at most 123 bytes of UTF-8, and this one has 124",
        ),
        (json!({"reason": "x"}), "missing field `code`"),
        (json!([1000]), "missing field `reason`"),
        (json!("1000"), "expected struct CloseFrame"),
        (json!({"code": 65536, "reason": ""}), "expected u16"),
    ] {
        let error = refused::<CloseFrame>(&json);
        assert!(error.contains(expected), "{error}");
    }
    let error = serde_json::from_str::<CloseFrame>(r#"{"code":1000,"code":1000}"#).unwrap_err();
    assert!(error.to_string().starts_with("duplicate field `code`"), "{error}");
    // A newer version may write more fields.
    let frame = serde_json::from_str::<CloseFrame>(r#"{"code":1000,"reason":"","mood":["good"]}"#).unwrap();
    assert_eq!(frame.code(), CloseCode::NormalClosure);
}

#[test]
fn an_initiator_is_its_key() {
    for (initiator, json) in [(Initiator::Local, json!("local")), (Initiator::Remote, json!("remote"))] {
        assert_eq!(round_trips(&initiator), json);
    }
    assert!(refused::<Initiator>(&json!("peer")).starts_with(r#"expected one of ["local", "remote"]"#));
}

/// The outcomes of all sequences of up to five calls, without duplicates.
fn outcomes() -> Vec<CloseOutcome> {
    const TOO_LONG: &[u8] = &[b'*'; 126];
    const BODIES: [&[u8]; 8] =
        [b"", b"\x03\xE9bye", b"\x07\xCF", b"!", b"\x03\xEE", b"\x03\xE8\xFF", b"\x03\xE8\xEF\xBB\xBF\0\"", TOO_LONG];

    fn go_on(handshake: &CloseHandshake, left: u32, seen: &mut HashSet<String>, outcomes: &mut Vec<CloseOutcome>) {
        let ends = [CloseHandshake::transport_ended, CloseHandshake::opening_failed, CloseHandshake::tls_failed];
        for outcome in ends.iter().filter_map(|end| end(&mut handshake.clone()).ok()) {
            if seen.insert(format!("{outcome:?}")) {
                outcomes.push(outcome);
            }
        }
        if left == 0 {
            return;
        }
        let mut calls = vec![];
        for body in BODIES {
            let mut next = handshake.clone();
            calls.push((next.close_received(body).is_ok(), next));
        }
        for frame in [CloseFrame::EMPTY, CloseFrame::new(4003, "kicked").unwrap()] {
            let mut next = handshake.clone();
            calls.push((next.close(frame).is_ok(), next));
        }
        let mut next = handshake.clone();
        calls.push((next.close_sent().is_ok(), next));
        let mut next = handshake.clone();
        calls.push((next.fail(CloseFrame::new(1009, "").unwrap()).is_ok(), next));
        let mut next = handshake.clone();
        calls.push((next.time_out().is_ok(), next));
        for (allowed, next) in calls {
            if allowed && next != *handshake {
                go_on(&next, left - 1, seen, outcomes);
            }
        }
    }

    let (mut seen, mut outcomes) = (HashSet::new(), vec![CloseOutcome::OPENING_FAILED, CloseOutcome::TLS_FAILED]);
    for (role, policy) in [(Role::Server, CodePolicy::Strict), (Role::Client, CodePolicy::Browser)] {
        go_on(&CloseHandshake::new(role, policy), 5, &mut seen, &mut outcomes);
    }
    outcomes
}

#[test]
fn every_outcome_and_its_event_round_trip() {
    let outcomes = outcomes();
    assert!(outcomes.len() > 100, "only {}", outcomes.len());
    for outcome in outcomes {
        round_trips(&outcome);
        round_trips(&CloseEvent::from(outcome));
        round_trips(&CloseEvent::showing_tls_failure(&outcome));
    }
}

fn outcome_of(body: &[u8]) -> CloseOutcome {
    let mut handshake = CloseHandshake::new(Role::Server, CodePolicy::Strict);
    let _ = handshake.close_received(body).unwrap();
    let _ = handshake.close_sent().unwrap();
    handshake.transport_ended().unwrap()
}

#[test]
fn an_outcome_has_fields_that_people_can_read() {
    assert_eq!(
        serde_json::to_string(&outcome_of(b"\x03\xE9bye")).unwrap(),
        r#"{"code":1001,"reason":"bye","was_clean":true,"initiator":"remote","opened":true,"failed":false,"#.to_owned()
            + r#""timed_out":false,"sent":{"code":1001,"reason":"bye"},"received":{"code":1001,"reason":"bye"},"invalid":null}"#
    );
    assert_eq!(
        round_trips(&outcome_of(b"\x03\xE8by\xFF")),
        json!({
            "code": 1006, "reason": "", "was_clean": false, "initiator": "remote", "opened": true, "failed": true,
            "timed_out": false, "sent": {"code": 1007, "reason": "a close reason is not UTF-8 at byte 2"}, "received": null,
            "invalid": {"kind": "not_utf8", "len": 5, "body": [3, 232, 98, 121, 255]},
        })
    );
}

#[test]
fn an_invalid_close_frame_keeps_its_bytes_its_length_and_its_fault() {
    let long = [b'*'; 300];
    let longest = [b"\x03\xE8", &[b'x'; 122][..], b"\xFF"].concat();
    for (body, kind) in [
        (&b"!"[..], "one_byte"),
        (b"\x03\xEEbye", "code_not_allowed"),
        (b"\x03\xEE\xFF", "code_not_allowed"),
        (b"\x03\xE8\xFF", "not_utf8"),
        (&longest, "not_utf8"),
        (&long, "too_long"),
    ] {
        let outcome = outcome_of(body);
        let json = round_trips(&outcome);
        assert_eq!(json["invalid"]["kind"], kind);
        assert_eq!(json["invalid"]["len"], body.len());
        assert_eq!(json["invalid"]["body"], json!(&body[..body.len().min(125)]));
        let read: CloseOutcome = serde_json::from_str(&json.to_string()).unwrap();
        assert_eq!(read.received(), outcome.received());
    }
}

/// Returns the JSON with another value for one field.
fn changed(mut json: Value, field: &str, value: Value) -> Value {
    *json.pointer_mut(field).unwrap() = value;
    json
}

#[test]
fn an_impossible_outcome_is_refused() {
    let clean = round_trips(&outcome_of(b"\x03\xE9bye"));
    let invalid = round_trips(&outcome_of(b"\x03\xE8\xFF"));
    let long = round_trips(&outcome_of(&[b'*'; 300]));
    let empty = round_trips(&outcome_of(b""));
    let unopened = round_trips(&CloseOutcome::OPENING_FAILED);
    for json in [
        changed(clean.clone(), "/code", json!(1002)),
        changed(clean.clone(), "/reason", json!("by")),
        changed(clean.clone(), "/was_clean", json!(false)),
        changed(clean.clone(), "/sent", Value::Null),
        changed(clean.clone(), "/received", Value::Null),
        changed(clean.clone(), "/opened", json!(false)),
        changed(clean.clone(), "/invalid", invalid["invalid"].clone()),
        changed(clean.clone(), "/initiator", json!("nobody")),
        changed(clean.clone(), "/sent/code", json!(1006)),
        changed(changed(clean.clone(), "/code", json!(1006)), "/received/code", json!(1006)),
        changed(empty, "/received/reason", json!("a reason without a code")),
        changed(invalid.clone(), "/failed", json!(false)),
        changed(invalid.clone(), "/invalid/kind", json!("one_byte")),
        changed(invalid.clone(), "/invalid/kind", json!("two_bytes")),
        changed(invalid.clone(), "/invalid/len", json!(4)),
        changed(invalid.clone(), "/invalid/body", json!([3, 232, 98])),
        changed(invalid.clone(), "/invalid/body", json!([3, 232, 256])),
        changed(long.clone(), "/invalid/len", json!(125)),
        changed(long.clone(), "/invalid/kind", json!("code_not_allowed")),
        changed(long.clone(), "/invalid/body", json!(vec![0; 126])),
        changed(unopened.clone(), "/failed", json!(false)),
        changed(unopened.clone(), "/code", json!(1000)),
        changed(unopened.clone(), "/sent", json!({"code": 1001, "reason": ""})),
    ] {
        refused::<CloseOutcome>(&json);
        refused::<CloseOutcome>(&without_names(json));
    }
    let error = refused::<CloseOutcome>(&changed(long, "/invalid/body", json!(vec![0; 126])));
    assert!(error.contains("invalid length 126, expected at most 125 bytes"), "{error}");
    // An invalid frame whose body has no fault.
    assert!(
        refused::<CloseOutcome>(&changed(invalid, "/invalid/body", json!([3, 232, 98])))
            .contains("invalid close frame")
    );
}

#[test]
fn an_event_is_code_reason_was_clean_and_outcome() {
    let event = CloseEvent::new(4001, "gone", false);
    assert_eq!(
        serde_json::to_string(&event).unwrap(),
        r#"{"code":4001,"reason":"gone","was_clean":false,"outcome":null}"#
    );
    round_trips(&event);
    round_trips(&CloseEvent::new(0, "ä".repeat(1000), true));
    assert_eq!(
        serde_json::from_str::<CloseEvent>(r#"{"code":4001,"reason":"gone","was_clean":false}"#).unwrap(),
        event
    );

    let event = CloseEvent::from(outcome_of(b"\x03\xE9bye"));
    let json = round_trips(&event);
    assert_eq!(json["outcome"]["initiator"], "remote");
    for (field, value) in [("/code", json!(1000)), ("/reason", json!("")), ("/was_clean", json!(false))] {
        let error = refused::<CloseEvent>(&changed(json.clone(), field, value));
        assert!(error.starts_with("`code`, `reason` and `was_clean` do not match the outcome"), "{error}");
    }
}

// Both events have the outcome with 1015. One of them shows 1006.
#[test]
fn an_event_of_a_failed_tls_handshake_keeps_the_code_that_it_shows() {
    for (event, code) in [
        (CloseEvent::from(CloseOutcome::TLS_FAILED), 1006),
        (CloseEvent::showing_tls_failure(&CloseOutcome::TLS_FAILED), 1015),
    ] {
        let json = round_trips(&event);
        assert_eq!((&json["code"], &json["outcome"]["code"]), (&json!(code), &json!(1015)));
    }
}
