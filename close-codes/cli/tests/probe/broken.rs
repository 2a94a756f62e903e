//! Servers that break rules.

use std::io;

use serde_json::json;

use super::server::{Peer, Server, read_request};
use super::{HINT, case, probe, verdict};

/// Sends each close frame back, legal or not.
fn echo(peer: &mut Peer) -> io::Result<()> {
    if let Some(body) = peer.read_close()? {
        peer.close(&body)?;
    }
    peer.end()
}

#[test]
fn an_echo_of_all_bodies() {
    let server = Server::new(echo);
    let run = probe(&server, &["--case", "4.4", "--case", "one-byte", "--case", "1.1"]);
    let expected = "\
1. Valid codes
  1.1    kept          An empty body: closes with no code, ends TCP first (5.5.1)

3. Bodies that break the protocol
  3.1    broken        A body of one byte: closes with one byte, ends TCP first (10.7)
                       MUST 5.5.1: sends a close frame with a body of one byte
                       SHOULD 10.7: closes with one byte (expected: 1002), so the peer does not learn of its error

4. Codes that may not be sent
  4.4    broken        1005: closes with 1005, ends TCP first (10.7)
                       MUST 7.4.1: sends 1005, which MUST NOT be in a close frame
                       SHOULD 10.7: closes with 1005 (expected: 1002), so the peer does not learn of its error

Broken
  MUST 5.5.1: sends a close frame with a body of one byte: 1 case (3.1)
  MUST 7.4.1: sends 1005, which MUST NOT be in a close frame: 1 case (4.4)

Not followed
  SHOULD 10.7: closes with one byte (expected: 1002), so the peer does not learn of its error: 1 case (3.1)
  SHOULD 10.7: closes with 1005 (expected: 1002), so the peer does not learn of its error: 1 case (4.4)

1 kept, 0 not followed, 2 broken, 0 observed
exit status 1: a MUST is broken
";
    assert_eq!(run.has_status(1).text(), expected);
    assert_eq!(run.stderr(), "");
    // Each code that may not be sent is one broken MUST.
    let json = probe(&server, &["--case", "4", "--json"]).has_status(1).json();
    let mut counts = json["summary"].as_object().unwrap().clone();
    assert_eq!(counts.remove("broken"), Some(19.into()));
    assert!(counts.values().all(|count| *count == 0), "{counts:?}");
    // 1014 is registered, so its echo is right.
    assert_eq!(verdict(&probe(&server, &["--case", "1014", "--json"]).has_status(0).json(), "1.13"), "observed");
}

#[test]
fn tcp_is_dropped() {
    let server = Server::new(|peer| {
        peer.read_close()?;
        peer.end()
    });
    let json = probe(&server, &["--case", "1.2", "--case", "3", "--json"]).has_status(1).json();
    assert_eq!(verdict(&json, "1.2"), "broken must 5.5.1: ends TCP without an answer to the close frame");
    assert_eq!(verdict(&json, "3.1"), "not-followed should 10.7: ends TCP without a close frame");
    assert_eq!(verdict(&json, "3.5"), "not-followed should 7.1.7: ends TCP without a close frame");
    // A SHOULD that is not followed does not change the exit status.
    probe(&server, &["--case", "3"]).has_status(0);
}

#[test]
fn no_frame_is_answered() {
    let server = Server::new(|peer| peer.read_close().and_then(|_| io::copy(&mut peer.0, &mut io::sink()).map(drop)));
    let run =
        probe(&server, &["--timeout", "100ms", "--case", "1.2", "--case", "3.1", "--case", "3.5", "--case", "7.1"]);
    let text = run.has_status(1).text();
    let lines: Vec<_> = text.lines().filter(|line| line.starts_with("  ")).collect();
    let expected = [
        "  1.2    broken        1000: no close frame, TCP was still open after TIME (5.5.1)",
        "                       MUST 5.5.1: does not answer the close frame within TIME (the time of `--timeout`: RFC 6455 has none)",
        "  3.1    not followed  A body of one byte: no close frame, TCP was still open after TIME (10.7)",
        "                       SHOULD 10.7: does not fail the connection within TIME (the time of `--timeout`: RFC 6455 has none)",
        "  3.5    broken        A reason that is not UTF-8: no close frame, TCP was still open after TIME (8.1)",
        "                       MUST 8.1: does not fail the connection within TIME (the time of `--timeout`: RFC 6455 has none)",
        "  7.1    observed      Nothing is sent: no close frame, TCP was still open after TIME (7.3)",
    ];
    assert_eq!(lines[..7], expected);
}

#[test]
fn tcp_stays_open_after_both_close_frames() {
    let server = Server::new(|peer| {
        let body = peer.read_close()?.unwrap_or_default();
        peer.close(&body)?;
        io::copy(&mut peer.0, &mut io::sink()).map(drop)
    });
    let json = probe(&server, &["--timeout", "1s", "--case", "1.2", "--json"]).has_status(1).json();
    let verdict = verdict(&json, "1.2");
    assert_eq!(verdict, format!("broken must 5.5.1: TCP was still open 1.0 s after both close frames {HINT}"));
    assert_eq!(case(&json, "1.2")["endOfTcp"], json!({ "first": null, "endpoint": null, "probe": null }));
}

#[test]
fn tcp_is_reset() {
    let server = Server::new(|peer| {
        let body = peer.read_close()?.unwrap_or_default();
        // The text after the close frame has arrived, and is never read: that resets TCP.
        peer.0.peek(&mut [0])?;
        peer.close(&body)
    });
    let json = probe(&server, &["--case", "6.4", "--json"]).has_status(0).json();
    assert_eq!(verdict(&json, "6.4"), "not-followed should 7.1.1: resets TCP, which is not a clean end");
    assert_eq!(case(&json, "6.4")["endOfTcp"]["endpoint"]["how"], "rst");
    assert_eq!(case(&json, "6.4")["received"][0]["code"], 1000);
}

#[test]
fn a_flood_after_the_close_frame_is_bounded() {
    let server = Server::new(|peer| {
        let body = peer.read_close()?.unwrap_or_default();
        peer.close(&body)?;
        let payload = vec![0; 60_000];
        loop {
            peer.frame(0x82, &payload)?;
        }
    });
    let json = probe(&server, &["--timeout", "1s", "--case", "1.2", "--json"]).has_status(1).json();
    let verdict = verdict(&json, "1.2");
    assert!(
        verdict
            .starts_with("broken must 5.5.1: sends a data frame after its close frame must 5.5.1: TCP was still open "),
        "{verdict}"
    );
    let case = case(&json, "1.2");
    let received = case["received"].as_array().unwrap();
    assert_eq!(received.len(), 100);
    assert_eq!(received[0]["opcode"], "close");
    assert_eq!((&received[99]["opcode"], &received[99]["length"]), (&"binary".into(), &60_000.into()));
    assert_eq!(received[99]["payload"].as_str().unwrap().len(), 2048);
    assert!(case["unkept"].as_u64().unwrap() > 0);
}

#[test]
fn frames_that_are_wrong() {
    let server = Server::new(|peer| {
        let body = peer.read_close()?.unwrap_or_default();
        // The server masks, with a key of zeros.
        let masked = [&[0x88, 0x80 | u8::try_from(body.len()).unwrap(), 0, 0, 0, 0], &body[..]].concat();
        io::Write::write_all(&mut peer.0, &masked)?;
        peer.frame(0x81, b"late")?;
        peer.close(b"")?;
        peer.end()
    });
    let json = probe(&server, &["--case", "1.2", "--json"]).has_status(1).json();
    let expected = "broken must 5.1: masks a frame, although it is a server \
        must 5.5.1: sends a data frame after its close frame \
        note 7.1.5: sends another close frame";
    assert_eq!(verdict(&json, "1.2"), expected);
}

/// A server that checks nothing: it sends each message and each close frame back, answers pings, and waits until the client ends TCP.
#[test]
fn a_server_that_fails_never() {
    let server = Server::new(|peer| {
        while let Some(frame) = peer.read()? {
            match frame.first & 0xF {
                8 => peer.close(&frame.payload[..frame.payload.len().min(125)])?,
                9 => peer.frame(0x8A, &frame.payload)?,
                0..=2 => peer.frame(frame.first & 0x8F, &frame.payload)?,
                _ => {}
            }
        }
        Ok(())
    });
    let cases = ["3.1", "3.5", "5.2", "5.7", "5.10", "5.14", "7.7", "7.8", "7.9"];
    let arguments: Vec<_> = cases.into_iter().flat_map(|case| ["--case", case]).collect();
    let json = probe(&server, &[&arguments[..], &["--timeout", "300ms", "--json"]].concat()).has_status(1).json();
    let answers = format!("answers with 1000 and does not fail the connection within 300 ms {HINT}");
    let ignores = format!("does not fail the connection within 300 ms {HINT}");
    for (case, expected) in [
        (
            "3.1",
            format!(
                "broken must 5.5.1: sends a close frame with a body of one byte \
                 should 10.7: closes with one byte (expected: 1002), so the peer does not learn of its error \
                 must 5.5.1: TCP was still open 300 ms after both close frames {HINT}"
            ),
        ),
        (
            "3.5",
            format!(
                "broken note 5.5.1: sends a close reason that is not UTF-8: its peer MUST fail (8.1) must 8.1: {answers}"
            ),
        ),
        ("5.2", format!("broken must 5.2: {answers}")),
        (
            "5.7",
            format!(
                "broken must 5.1: answers a ping that is not masked must 5.1: does not end TCP within 300 ms {HINT}"
            ),
        ),
        ("5.10", format!("broken must 5.2: {ignores}")),
        ("5.14", format!("broken must 8.1: {ignores}")),
        ("7.7", format!("broken must 7.1.7: {answers}")),
        ("7.8", format!("broken must 7.1.7: {ignores}")),
        (
            "7.9",
            format!(
                "broken note 7.1.7: does not close within 300 ms {HINT}, so the rest of the script was not sent \
                 must 7.1.7: {ignores}"
            ),
        ),
    ] {
        assert_eq!(verdict(&json, case), expected, "{case}");
    }
}

/// A server that fails with 1002, and leaves the end of TCP to the client.
#[test]
fn a_server_that_fails_but_does_not_end_tcp() {
    let server = Server::new(|peer| {
        if peer.read()?.is_some() {
            peer.close(b"\x03\xEA")?;
        }
        io::copy(&mut peer.0, &mut io::sink()).map(drop)
    });
    let cases = ["--case", "5.2", "--case", "5.12", "--case", "7.7", "--case", "7.9"];
    let json = probe(&server, &[&cases[..], &["--timeout", "300ms", "--json"]].concat()).has_status(1).json();
    let open = format!("TCP was still open 300 ms after it failed the connection with 1002 {HINT}");
    for (case, level) in [
        ("5.2", "broken must 7.1.7"),
        ("5.12", "not-followed should 10.7"),
        ("7.7", "broken must 7.1.7"),
        ("7.9", "broken must 7.1.7"),
    ] {
        assert_eq!(verdict(&json, case), format!("{level}: {open}"), "{case}");
    }
}

#[test]
fn garbage_after_the_opening_handshake() {
    let server = Server::new(|peer| {
        io::Write::write_all(&mut peer.0, b"garbage, not frames")?;
        peer.end()
    });
    // `g` is 0x67: reserved bits RSV1 and RSV2, and the opcode 7.
    let json = probe(&server, &["--case", "1.2", "--json"]).has_status(1).json();
    let expected = "broken must 5.5.1: ends TCP without an answer to the close frame \
        note 5.2: ends TCP inside of a frame \
        note 5.2: sends a frame with the opcode 7, which is not defined: its peer MUST fail";
    assert_eq!(verdict(&json, "1.2"), expected);
}

/// An answer behind a frame with an opcode that is not defined is an answer.
#[test]
fn an_answer_behind_an_unknown_opcode() {
    let server = Server::new(|peer| {
        let body = peer.read_close()?.unwrap_or_default();
        peer.frame(0x83, b"what")?;
        peer.close(&body)?;
        peer.end()
    });
    let json = probe(&server, &["--case", "1.2", "--json"]).has_status(0).json();
    let expected = "kept note 5.2: sends a frame with the opcode 3, which is not defined: its peer MUST fail";
    assert_eq!(verdict(&json, "1.2"), expected);
}

/// A server that closes by itself has not answered a close frame that came later.
#[test]
fn a_server_that_closes_at_once() {
    let server = Server::tcp(|_, mut stream| {
        let request = read_request(&mut stream)?;
        let key = request.lines().find_map(|line| line.strip_prefix("Sec-WebSocket-Key: ")).unwrap();
        let key = tungstenite::handshake::derive_accept_key(key.as_bytes());
        let head = format!(
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {key}\r\n\r\n"
        );
        io::Write::write_all(&mut stream, &[head.as_bytes(), &[0x88, 2, 0x03, 0xF5]].concat())?;
        let mut peer = Peer(stream);
        peer.read_close()?;
        peer.end()
    });
    let json = probe(&server, &["--case", "1.2", "--json"]).has_status(0).json();
    assert_eq!(verdict(&json, "1.2"), "observed note 7.3: closes with 1013 before the script is sent");
}

#[test]
fn a_server_that_does_not_wait_for_an_answer() {
    let server = Server::new(|peer| {
        peer.read()?;
        peer.close(b"\x03\xE8")?;
        peer.end()
    });
    let json = probe(&server, &["--case", "8.1", "--trigger", "bye", "--json"]).has_status(0).json();
    let expected = "observed note 7.1.4: ends TCP without waiting for an answer to its close frame";
    assert_eq!(verdict(&json, "8.1"), expected);
}
