//! A server that does all that RFC 6455 asks for.

use std::io;
use std::str;

use super::server::{Frame, Peer, Server};
use super::{HINT, case, probe, verdict};

/// The codes that may be sent (RFC 6455, section 7.4, and IANA's registry of 2026-06-10).
const fn may_be_sent(code: u16) -> bool {
    matches!(code, 1000..=1003 | 1007..=1014 | 3000..=4999)
}

/// Returns the code with which a frame fails the connection.
fn fault(frame: &Frame, partial: Option<&Vec<u8>>) -> Option<u16> {
    let Frame { first, is_masked, short_len, payload } = frame;
    let (is_final, reserved, opcode) = (first & 0x80 != 0, first & 0x70, first & 0xF);
    let is_long = *short_len == 126 && payload.len() < 126;
    if !is_masked || reserved != 0 || is_long || matches!(opcode, 3..=7 | 11..=15) {
        return Some(1002);
    }
    match (opcode, partial) {
        (8.., _) if !is_final || payload.len() > 125 => Some(1002),
        (0, None) | (1 | 2, Some(_)) => Some(1002),
        (8, _) => match &payload[..] {
            [] => None,
            [_] => Some(1002),
            [high, low, reason @ ..] => match (u16::from_be_bytes([*high, *low]), str::from_utf8(reason)) {
                (code, _) if !may_be_sent(code) => Some(1002),
                (_, Err(_)) => Some(1007),
                _ => None,
            },
        },
        (1, _) if is_final => str::from_utf8(payload).err().map(|_| 1007),
        _ => None,
    }
}

fn serve(peer: &mut Peer) -> io::Result<()> {
    let mut partial: Option<Vec<u8>> = None;
    let mut has_closed = false;
    while let Some(frame) = peer.read()? {
        if let Some(code) = fault(&frame, partial.as_ref()) {
            if !has_closed {
                peer.close(&code.to_be_bytes())?;
            }
            break;
        }
        match frame.first & 0xF {
            8 => {
                if !has_closed {
                    peer.close(&frame.payload)?;
                }
                break;
            }
            9 if !has_closed => peer.frame(0x8A, &frame.payload)?,
            1 if frame.payload == b"goodbye" => {
                has_closed = true;
                peer.close(b"\x0F\xA1bye")?;
            }
            0..=2 if frame.first & 0x80 == 0 => partial.get_or_insert_default().extend(&frame.payload),
            0 => partial = None,
            _ => {}
        }
    }
    peer.end()
}

/// The cases for which RFC 6455 leaves open what a server does.
const OPEN: [&str; 14] =
    ["1.11", "1.12", "1.13", "1.21", "6.8", "7.1", "7.2", "7.3", "7.4", "7.6", "8.6", "8.7", "8.8", "8.9"];

/// The cases in which the server does not end TCP first: the program does so, or nothing happens.
const NOT_FIRST: [&str; 8] = ["7.1", "7.2", "7.3", "7.4", "7.5", "7.6", "8.6", "8.7"];

#[test]
fn every_case_is_kept_or_observed() {
    let server = Server::new(serve);
    let run = probe(&server, &["--trigger", "goodbye", "--json"]);
    let json = run.has_status(0).json();
    let results = json["cases"].as_array().unwrap();
    assert_eq!(json["url"], server.url());
    for result in results {
        let number = result["number"].as_str().unwrap();
        let expected = if OPEN.contains(&number) { "observed" } else { "kept" };
        assert_eq!(result["findings"].as_array().unwrap().len(), 0, "{result:#}");
        assert_eq!(result["verdict"], expected, "{result:#}");
        let is_first = result["endOfTcp"]["first"] == "endpoint";
        assert_eq!(is_first, !NOT_FIRST.contains(&number), "{result:#}");
    }
    let summary = &json["summary"];
    let observed = OPEN.len();
    assert_eq!((&summary["observed"], &summary["kept"]), (&observed.into(), &(results.len() - observed).into()));
    assert!(results.iter().all(|result| result["name"] != "masked"), "that case is for clients");
    // The request came once for each case.
    assert_eq!(server.requests().len(), results.len());
}

#[test]
fn without_a_trigger_its_cases_are_left_out() {
    let server = Server::new(serve);
    let run = probe(&server, &["--case", "8"]);
    let text = run.has_status(2).stdout();
    assert!(text.starts_with("8. The server's own close\n"), "{text}");
    assert!(
        text.contains("  8.1    left out      The server's close frame is echoed: needs `--trigger` (5.5.1)\n"),
        "{text}"
    );
    assert!(text.ends_with("\n0 kept, 0 not followed, 0 broken, 0 observed, 9 left out: give `--trigger TEXT` to test the server's own close\n"), "{text}");
    assert_eq!(run.stderr(), "error: no case was played: give `--trigger TEXT` (exit status 2)\n");
    assert_eq!(server.requests(), [""; 0]);
}

#[test]
fn a_trigger_that_does_nothing_is_reported() {
    let server = Server::new(serve);
    let run = probe(&server, &["--case", "8.1", "--trigger", "hello", "--timeout", "200ms", "--json"]);
    let json = run.has_status(2).json();
    let silent = format!("does not close within 200 ms {HINT}, so the rest of the script was not sent");
    assert_eq!(verdict(&json, "8.1"), format!("untriggered note 5.5.1: {silent}"));
    assert_eq!(json["summary"]["untriggered"], 1);
    let error = "error: the server did not close after the text `hello`: check `--trigger` (exit status 2)\n";
    assert_eq!(run.stderr(), error);
    assert_eq!(case(&json, "8.1")["endOfTcp"], serde_json::json!({ "first": null, "endpoint": null, "probe": null }));
}
