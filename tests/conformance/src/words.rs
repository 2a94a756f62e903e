//! What has been measured, in the words of the table. They are explained in its introduction.

use crate::library::{Sent, Told};
use crate::wire;

/// Reasons up to this length are quoted.
const LONGEST_QUOTED: usize = 40;

/// How what comes out compares with what went in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    AsItIs,
    /// As it is, and RFC 6455 forbids it.
    Illegal,
    Changed(String),
    Refused(String),
    Nothing,
}

impl Outcome {
    /// `as_it_is` is what it is called that nothing has changed.
    pub fn show(&self, as_it_is: &str) -> String {
        match self {
            Self::AsItIs => as_it_is.into(),
            Self::Illegal => format!("{as_it_is}, illegal"),
            Self::Changed(word) | Self::Refused(word) => word.clone(),
            Self::Nothing => "nothing".into(),
        }
    }
}

/// What the application is told of a body.
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

/// What goes out when the application closes; `wanted` is the body that it asks for.
pub fn departure(wanted: &[u8], departure: &Sent) -> Outcome {
    match departure {
        Sent::Wire(wire) => on_the_wire(wanted, wire),
        Sent::Refused(error) => Outcome::Refused(error.clone()),
        Sent::Inexpressible => Outcome::Refused("–".into()),
    }
}

/// What goes out, or back, in the place of a body.
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

/// One body has become another.
fn change(from: &[u8], to: &[u8]) -> String {
    let Some((code, reason)) = to.split_at_checked(2) else { return "no code".into() };
    let code = code.iter().fold(0, |code, byte| code << 8 | u32::from(*byte));
    let old_reason = from.get(2..).unwrap_or_default();
    if from.starts_with(&to[..2]) {
        return match reason {
            [] => "the code alone".into(),
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

/// RFC 6455, sections 5.5, 5.5.1 and 7.4, and IANA's registry, by hand.
fn is_legal(body: &[u8]) -> bool {
    match body {
        [] => true,
        [high, low, reason @ ..] => {
            let code = u16::from_be_bytes([*high, *low]);
            matches!(code, 1000..=1003 | 1007..=1014 | 3000..=4999)
                && reason.len() <= 123
                && str::from_utf8(reason).is_ok()
        }
        [_] => false,
    }
}
