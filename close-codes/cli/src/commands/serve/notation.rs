//! The short form of frames, for log lines and for the list of paths: `CLOSE 4001 "bye"`.

use close_codes_registry::text::escape;

use close_codes::Role;

use crate::cases::Step;
use crate::net::frame::{CLOSE, Frame, hex, opcode_name};
use crate::net::wire::End;

/// The most characters of a text that are shown.
const LONGEST_TEXT: usize = 60;

/// The most bytes that are shown as digits.
const LONGEST_HEX: usize = 16;

/// The end of TCP's sending side.
pub(super) const FIN: &str = "FIN";
/// The reset of TCP.
pub(super) const RST: &str = "RST";

/// Returns the frame as a word for its opcode, its payload, and its peculiarities in brackets.
pub(super) fn frame(frame: &Frame) -> String {
    let name = opcode_name(frame.opcode).map(str::to_ascii_uppercase);
    let mut shown = name.unwrap_or_else(|| format!("OPCODE {}", frame.opcode));
    let payload = if frame.opcode == CLOSE { close_body(&frame.payload) } else { text(&frame.payload) };
    if !payload.is_empty() {
        shown.push(' ');
        shown.push_str(&payload);
    }
    let reserved = [(4, "RSV1"), (2, "RSV2"), (1, "RSV3")];
    let mut marks: Vec<_> =
        reserved.into_iter().filter(|(bit, _)| frame.reserved & bit != 0).map(|(_, name)| name).collect();
    if !frame.fin {
        marks.push("not final");
    }
    if frame.masked {
        marks.push("masked");
    }
    if frame.long {
        marks.push("16-bit length");
    }
    if !marks.is_empty() {
        shown = format!("{shown} [{}]", marks.join(", "));
    }
    shown
}

/// Returns the code and the reason of a close frame; digits if the body is not a code and UTF-8.
pub(super) fn close_body(body: &[u8]) -> String {
    match body {
        [high, low] => u16::from_be_bytes([*high, *low]).to_string(),
        [high, low, reason @ ..] => match std::str::from_utf8(reason) {
            Ok(reason) => format!("{} {}", u16::from_be_bytes([*high, *low]), quoted(reason)),
            Err(_) => text(body),
        },
        _ => text(body),
    }
}

fn text(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok("") => String::new(),
        Ok(text) if !text.chars().all(char::is_control) => quoted(text),
        _ => {
            let start = hex(bytes.iter().take(LONGEST_HEX).copied());
            if bytes.len() > LONGEST_HEX {
                format!("0x{start}... ({} bytes)", bytes.len())
            } else {
                format!("0x{start}")
            }
        }
    }
}

/// Returns the text in quotes, escaped and shortened.
pub(super) fn quoted(text: &str) -> String {
    let start: String = text.chars().take(LONGEST_TEXT).collect();
    let escaped = escape(&start.replace('\\', "\\\\").replace('"', "\\\""));
    if start.len() < text.len() { format!("\"{escaped}...\" ({} bytes)", text.len()) } else { format!("\"{escaped}\"") }
}

/// Returns the way in which the peer ended TCP.
pub(super) fn end(end: &End) -> String {
    match end {
        End::Finished => FIN.to_owned(),
        End::Cut => "FIN inside of a frame".to_owned(),
        End::Reset => RST.to_owned(),
        End::Failed(error) => format!("an error of TCP ({})", escape(error)),
    }
}

/// Returns the short form of what a step sends; `None` for a step that waits or depends on the peer.
pub(super) fn step(step: &Step) -> Option<String> {
    match step {
        Step::End {} => Some(FIN.to_owned()),
        Step::Reset {} => Some(RST.to_owned()),
        _ => Frame::of(step, Role::Server).as_ref().map(frame),
    }
}

/// Returns the number of messages.
pub(super) fn messages(number: u64) -> String {
    format!("{number} message{}", if number == 1 { "" } else { "s" })
}

/// Returns the number of frames that were discarded.
pub(super) fn too_long(number: u64) -> String {
    format!("{number} frame{} of more than 32 KiB", if number == 1 { "" } else { "s" })
}
