//! The report as JSON.

use serde_json::{Value, json};

use super::peer::{self, CLOSE, Peer};
use super::{Told, connect, meet};

const GAME: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/commands/tables/game.csv");

/// Arguments, a script, `tcp`, `fault`, and the exit status.
type End<'a> = (&'a [&'a str], fn(&mut Peer), Value, Value, i32);

/// Returns the object without the explanations and the time, the codes and names of the explanations, and the time.
fn parts(told: &Told) -> (Value, Vec<(u64, String)>, Value) {
    let mut object: Value = serde_json::from_str(&told.out).unwrap();
    let explanations = object.as_object_mut().unwrap().remove("explanations").unwrap();
    let seconds = object.as_object_mut().unwrap().remove("secondsOpen").unwrap();
    let part = |answer: &Value| (answer["code"].as_u64().unwrap(), answer["name"].as_str().unwrap().to_owned());
    (object, explanations.as_array().unwrap().iter().map(part).collect(), seconds)
}

#[test]
fn the_end_of_an_open_connection() {
    let arguments = ["--json", "--table", GAME, "--send", "hello", "--subprotocol", "chat", "--after", "24h"];
    let (told, url) = meet(&arguments, |peer| {
        peer::open(&mut peer.stream, "Sec-WebSocket-Protocol: chat\r\n");
        peer.frame();
        peer.send(b"\x81\x02hi\x82\x01\x00\x88\x07\x0F\xA1a\x1Bb\n\"");
        assert_eq!(peer.frame(), (CLOSE, b"\x0F\xA1a\x1Bb\n\"".to_vec()));
        format!("ws://{}/chat", peer.stream.local_addr().unwrap())
    });
    let (object, explanations, seconds) = parts(&told);
    assert_eq!(
        object,
        json!({
            "url": url,
            "opened": true,
            "failure": null,
            "outcome": {
                "code": 4001,
                "reason": "a\u{1b}b\n\"",
                "was_clean": true,
                "initiator": "remote",
                "opened": true,
                "failed": false,
                "timed_out": false,
                "sent": { "code": 4001, "reason": "a\u{1b}b\n\"" },
                "received": { "code": 4001, "reason": "a\u{1b}b\n\"" },
                "invalid": null,
            },
            "fault": null,
            "tcp": "fin",
            "messages": { "in": 2, "out": 1 },
            "subprotocol": "chat",
        })
    );
    assert_eq!(explanations, [(4001, "Token expired".to_owned())]);
    assert!((0.0..60.0).contains(&seconds.as_f64().unwrap()), "{seconds}");
    assert_eq!((told.status, &*told.err), (Some(1), ""));
}

#[test]
fn other_ends() {
    let cases: [End<'_>; 8] = [
        (&[], |peer| peer.send(b"\x88\x00"), json!("fin"), json!(null), 0),
        (&[], |_| {}, json!("fin"), json!(null), 1),
        (&[], |peer| peer.send(b"\x81\x05hell"), json!("cut"), json!(null), 1),
        (&["--send", "x"], |peer| peer.leave_unread(), json!("rst"), json!(null), 1),
        (&["--close", "1000", "--timeout", "2s"], |peer| drop(peer.rest()), json!("late"), json!(null), 1),
        (&[], |peer| peer.send(b"\xA1\x00"), json!("fin"), json!("reserved"), 1),
        (&[], |peer| peer.send(b"\x81\x01\xFF"), json!("fin"), json!("not_utf8"), 1),
        (&[], |peer| peer.send(b"\x82\x7F\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF"), json!("fin"), json!("too_big"), 1),
    ];
    for (arguments, script, tcp, fault, status) in cases {
        let (told, ()) = meet(&[&["--json"], arguments].concat(), |peer| {
            peer.open();
            script(peer);
            // The client's answer must not be left unread, because that would reset TCP.
            if arguments.is_empty() {
                peer.stream.shutdown(std::net::Shutdown::Write).unwrap();
                peer.rest();
            }
        });
        let (object, ..) = parts(&told);
        assert_eq!((&object["tcp"], &object["fault"], told.status), (&tcp, &fault, Some(status)), "{}", told.out);
    }
}

#[test]
fn connections_that_were_not_opened() {
    let outcome = |code: u16| {
        json!({
            "code": code,
            "reason": "",
            "was_clean": false,
            "initiator": null,
            "opened": false,
            "failed": true,
            "timed_out": false,
            "sent": null,
            "received": null,
            "invalid": null,
        })
    };
    for (answer, failure) in [
        (
            "HTTP/1.1 307 X\r\nLocation: wss://b.example/\r\n\r\n",
            json!({
                "kind": "status",
                "status": 307,
                "location": "wss://b.example/",
                "text": null,
                "message": "the server answered with HTTP status 307 Temporary Redirect instead of 101",
            }),
        ),
        (
            "HTTP/1.1 101 X\r\n\r\n",
            json!({
                "kind": "handshake",
                "status": null,
                "location": null,
                "text": null,
                "message": "the server's opening handshake is wrong: the header `Upgrade` is not `websocket`",
            }),
        ),
        (
            "hello\r\n",
            json!({
                "kind": "not_http",
                "status": null,
                "location": null,
                "text": null,
                "message": "the server's answer is not HTTP",
            }),
        ),
        (
            "",
            json!({
                "kind": "ended",
                "status": null,
                "location": null,
                "text": null,
                "message": "the server ended TCP (FIN) before its answer was complete",
            }),
        ),
    ] {
        let (told, url) = meet(&["--json"], |peer| {
            peer.request();
            peer.send(answer.as_bytes());
            format!("ws://{}/chat", peer.stream.local_addr().unwrap())
        });
        let (object, explanations, seconds) = parts(&told);
        let expected = json!({
            "url": url,
            "opened": false,
            "failure": failure,
            "outcome": outcome(1006),
            "fault": null,
            "tcp": null,
            "messages": null,
            "subprotocol": null,
        });
        assert_eq!((object, seconds), (expected, Value::Null));
        assert_eq!(explanations, [(1006, "Abnormal Closure".to_owned())]);
        // Whether a new connection may succeed depends on the failure, not on the code.
        let object: Value = serde_json::from_str(&told.out).unwrap();
        assert_eq!(object["explanations"][0]["reconnect"], Value::Null);
        assert_eq!((told.status, &*told.err), (Some(2), ""));
    }
    let told = connect(&["ws://name.invalid/", "--json"]);
    let (object, ..) = parts(&told);
    assert_eq!((&object["failure"]["kind"], told.status), (&json!("name"), Some(2)));
    // wss: to a server without TLS.
    let (told, ()) = super::meet_at("wss://HOST/", &["--json"], |peer| {
        peer.leave_unread();
        peer.send(b"HTTP/1.1 400 Bad Request\r\n\r\n");
        peer.rest();
    });
    let (object, explanations, _) = parts(&told);
    assert_eq!((&object["failure"]["kind"], &object["outcome"]), (&json!("tls"), &outcome(1015)));
    assert_eq!((explanations, told.status), (vec![(1015, "TLS handshake".to_owned())], Some(2)));
}
