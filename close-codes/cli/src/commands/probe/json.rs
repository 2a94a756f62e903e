//! Results as JSON.

use std::time::Duration;

use serde_json::{Value, json};

use super::facts::code_of;
use super::judge::Finding;
use super::report;
use super::results::{CaseResult, Summary};
use super::transcript::{OwnEnd, Received, Sent, Transcript};
use crate::cases::Case;
use crate::net::frame::{CLOSE, Frame, hex, opcode_name};
use crate::net::wire::End;

/// Returns all results. Clients under test do not have an address.
pub(crate) fn results(url: Option<&str>, results: &[CaseResult]) -> Value {
    json!({
        "url": url,
        "cases": results.iter().map(case).collect::<Vec<_>>(),
        "summary": summary(Summary::of(results)),
    })
}

fn summary(
    Summary { kept, not_followed, broken, observed, left_out, not_played, not_opened, untriggered }: Summary,
) -> Value {
    json!({
        "kept": kept,
        "notFollowed": not_followed,
        "broken": broken,
        "observed": observed,
        "leftOut": left_out,
        "notPlayed": not_played,
        "notOpened": not_opened,
        "untriggered": untriggered,
    })
}

fn case(CaseResult { case, judgement, transcript, time }: &CaseResult) -> Value {
    let Case { number, name, title, section, level, autobahn, .. } = case;
    let transcript = transcript.as_ref();
    json!({
        "number": number,
        "name": name,
        "title": title,
        "section": section,
        "level": level,
        "verdict": report::words_of(judgement.verdict).replace(' ', "-"),
        "words": judgement.facts,
        "findings": judgement.findings.iter().map(finding).collect::<Vec<_>>(),
        "autobahn": autobahn,
        // The frames that this program sent, and those of the endpoint under test.
        "sent": transcript.map_or(&[][..], |transcript| &transcript.sent).iter().map(sent).collect::<Vec<_>>(),
        "received": transcript.map_or(&[][..], |transcript| &transcript.received).iter().map(received).collect::<Vec<_>>(),
        // The number of frames that were received, but are not in `received`.
        "unkept": transcript.map_or(0, |transcript| transcript.unkept),
        // Null if no connection was opened.
        "endOfTcp": transcript.map(end_of_tcp),
        // The whole case, with the opening handshake.
        "milliseconds": millis(*time),
    })
}

fn finding(Finding { level, section, words }: &Finding) -> Value {
    json!({ "level": report::rule_words(*level).to_lowercase(), "section": section, "words": words })
}

fn sent(Sent { at, frame, len, .. }: &Sent) -> Value {
    in_json(*at, frame, *len)
}

fn received(Received { at, frame, len }: &Received) -> Value {
    in_json(*at, frame, *len)
}

/// Returns a frame. The payload has only the bytes that are kept, in hexadecimal digits.
fn in_json(at: Duration, frame: &Frame, len: usize) -> Value {
    json!({
        "opcode": opcode_name(frame.opcode).unwrap_or("undefined"),
        "fin": frame.fin,
        "reserved": frame.reserved,
        "masked": frame.masked,
        "length": len,
        "payload": hex(frame.payload.iter().copied()),
        // Null for other frames than close frames, and for a body without a code.
        "code": if frame.opcode == CLOSE { code_of(frame) } else { None },
        // Since the end of the opening handshake, as all times below.
        "milliseconds": millis(at),
    })
}

fn end_of_tcp(transcript: &Transcript) -> Value {
    let own = transcript.own_end.as_ref();
    let peer = transcript.peer_end.as_ref();
    let first = match (own, peer) {
        (None, None) => None,
        (Some((_, own)), Some((_, peer))) if own <= peer => Some("probe"),
        (_, Some(_)) => Some("endpoint"),
        (Some(_), None) => Some("probe"),
    };
    let own = own.map(|(end, at)| {
        let how = match end {
            OwnEnd::Finished => "fin",
            OwnEnd::Reset => "rst",
        };
        json!({ "how": how, "milliseconds": millis(*at) })
    });
    let peer = peer.map(|(end, at)| {
        let how = match end {
            End::Finished => "fin",
            End::Cut => "inside-frame",
            End::Reset => "rst",
            End::Failed(_) => "error",
        };
        json!({ "how": how, "milliseconds": millis(*at) })
    });
    // Null for a side that did not end TCP within the patience.
    json!({ "first": first, "endpoint": peer, "probe": own })
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}
