//! The facts of a connection, in words.

use std::time::Duration;

use close_codes_registry::text::quote;

use super::transcript::{OwnEnd, Sent, Transcript};
use crate::net::frame::Frame;
use crate::net::wire::End;

/// The shortest time that is shown.
const NOTICEABLE: Duration = Duration::from_millis(10);

/// Says how the endpoint closed and who ended TCP first.
pub(super) fn facts(transcript: &Transcript) -> String {
    let close = transcript.close().map_or_else(
        || "no close frame".to_owned(),
        |close| {
            let reason = close.frame.payload.get(2..).filter(|reason| !reason.is_empty());
            let reason =
                reason.map(|reason| format!(" {}", quote(&String::from_utf8_lossy(reason)))).unwrap_or_default();
            format!("closes with {}{reason}", content(&close.frame))
        },
    );
    let waited = span(transcript.over.saturating_sub(transcript.last_action()));
    let end = match (&transcript.own_end, &transcript.peer_end) {
        (Some((OwnEnd::Reset, _)), _) => "the probe resets TCP".to_owned(),
        (_, None) => format!("TCP was still open after {waited}"),
        (Some((OwnEnd::Finished, own)), Some((end, at))) if own <= at => {
            let after = noticeable(at.saturating_sub(*own)).map(|time| format!("{time} ")).unwrap_or_default();
            format!("{} {after}after the probe", verb(end))
        }
        (_, Some((end, at))) => {
            let sent = transcript.sent.iter().rev().map(|Sent { at, .. }| *at).find(|sent| sent <= at);
            let after = noticeable(at.saturating_sub(sent.unwrap_or_default()));
            format!("{} first{}", verb(end), after.map(|time| format!(", after {time}")).unwrap_or_default())
        }
    };
    format!("{close}, {end}")
}

const fn verb(end: &End) -> &'static str {
    match end {
        End::Finished | End::Cut | End::Failed(_) => "ends TCP",
        End::Reset => "resets TCP",
    }
}

/// Returns the code of a close frame, legal or not.
pub(super) fn code_of(frame: &Frame) -> Option<u16> {
    frame.payload.first_chunk().map(|code| u16::from_be_bytes(*code))
}

/// Returns the code of a close frame in words.
pub(super) fn content(frame: &Frame) -> String {
    match (code_of(frame), frame.payload.is_empty()) {
        (Some(code), _) => code.to_string(),
        (None, true) => "no code".to_owned(),
        (None, false) => "one byte".to_owned(),
    }
}

/// Shows a time, if it is not as short as that of any endpoint. JSON has all times.
fn noticeable(time: Duration) -> Option<String> {
    (time >= NOTICEABLE).then(|| span(time))
}

/// Shows a time.
pub(super) fn span(time: Duration) -> String {
    match time.as_millis() {
        millis @ ..=999 => format!("{millis} ms"),
        _ => format!("{:.1} s", time.as_secs_f64()),
    }
}
