//! The results in the words of the table, which `README.md` explains.

use crate::library::{Sent, Told};
use crate::wire;

/// The greatest length in bytes of a reason that is quoted.
const LONGEST_QUOTED: usize = 40;

/// The comparison of a result with the close frame that arrived or was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    AsItIs,
    /// The same, but RFC 6455 forbids to send it.
    Illegal,
    Changed(String),
    Refused(String),
    Nothing,
}

impl Outcome {
    /// Returns the words for a cell. `as_it_is` is the word for an unchanged frame.
    pub fn show(&self, as_it_is: &str) -> String {
        match self {
            Self::AsItIs => as_it_is.into(),
            Self::Illegal => format!("{as_it_is}, illegal"),
            Self::Changed(word) | Self::Refused(word) => word.clone(),
            Self::Nothing => "nothing".into(),
        }
    }
}

/// Compares what the application is told with the body that arrived.
pub fn told(body: &[u8], told: &Told) -> Outcome {
    match told {
        Told::Close(None) if body.is_empty() => Outcome::AsItIs,
        Told::Close(None) => Outcome::Changed("no code".into()),
        Told::Close(Some((code, reason))) => {
            let told = [&code.to_be_bytes(), reason.as_bytes()].concat();
            if told == body { Outcome::AsItIs } else { Outcome::Changed(change(body, &told)) }
        }
        Told::Refusal(what) => Outcome::Refused(what.clone()),
    }
}

/// Compares what is sent with the body that the application asks for.
pub fn departure(wanted: &[u8], departure: &Sent) -> Outcome {
    match departure {
        Sent::Wire(wire) => on_the_wire(wanted, wire),
        Sent::Refused(error) => Outcome::Refused(error.clone()),
        Sent::Inexpressible => Outcome::Refused("–".into()),
    }
}

/// Compares the close frame on the wire with a body.
pub fn on_the_wire(wanted: &[u8], mut wire: &[u8]) -> Outcome {
    match wire::close_body(&mut wire).expect("a close frame on the wire") {
        None => Outcome::Nothing,
        Some(_) if !wire.is_empty() => Outcome::Changed("more than one frame".into()),
        Some(body) if body != wanted => Outcome::Changed(mark(change(wanted, &body), &body)),
        Some(body) if is_legal(&body) => Outcome::AsItIs,
        Some(_) => Outcome::Illegal,
    }
}

fn mark(word: String, body: &[u8]) -> String {
    if is_legal(body) { word } else { word + ", illegal" }
}

/// Describes the change from one body to another.
fn change(from: &[u8], to: &[u8]) -> String {
    let Some((code, reason)) = to.split_at_checked(2) else { return "no code".into() };
    let code = code.iter().fold(0, |code, byte| code << 8 | u32::from(*byte));
    let old_reason = from.get(2..).unwrap_or_default();
    if from.starts_with(&to[..2]) {
        return match reason {
            [] => "the code only".into(),
            _ if old_reason.starts_with(reason) => format!("cut to {} bytes", reason.len()),
            _ if String::from_utf8_lossy(old_reason).as_bytes() == reason => "with U+FFFD".into(),
            _ => "another reason".into(),
        };
    }
    match str::from_utf8(reason) {
        Ok("") => code.to_string(),
        Ok(_) if reason == old_reason => format!("{code} and the reason"),
        Ok(text) if text.len() <= LONGEST_QUOTED => format!("{code} `{text}`"),
        _ => format!("{code} and another reason"),
    }
}

/// Returns `true` if RFC 6455 (sections 5.5, 5.5.1 and 7.4) and IANA's registry allow to send this body. Written by hand.
fn is_legal(body: &[u8]) -> bool {
    match body {
        [] => true,
        [high, low, reason @ ..] => {
            may_be_sent(u16::from_be_bytes([*high, *low])) && reason.len() <= 123 && str::from_utf8(reason).is_ok()
        }
        [_] => false,
    }
}

/// Returns `true` if a close frame may hold this code.
pub const fn may_be_sent(code: u16) -> bool {
    matches!(code, 1000..=1003 | 1007..=1014 | 3000..=4999)
}
