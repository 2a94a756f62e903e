//! The form of a frame (RFC 6455, sections 5.1, 5.2, 5.5 and 5.5.1).

use close_codes::frame::InvalidCloseKind;
use close_codes::{CloseFrame, CodePolicy, Role};

use crate::net::frame::{CLOSE, Frame};

/// A fault of a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// A client does not mask, or a server masks.
    Masking,
    /// A reserved bit is set.
    Reserved,
    /// The length has more bits than it needs.
    Length,
    /// A control frame is fragmented.
    Fragmented,
    /// A control frame has too many bytes.
    TooLong,
    /// A close frame has a body of one byte.
    OneByte,
    /// A close frame has a code that may not be sent.
    Code,
    /// A close reason is not UTF-8.
    Reason,
}

/// Returns the faults of a frame of this sender. The whole payload has `len` bytes; the first of them are enough.
pub(crate) fn faults(frame: &Frame, len: usize, sender: Role) -> impl Iterator<Item = Fault> {
    let is_too_long = frame.is_control() && len > CloseFrame::MAX_LEN;
    let faults = [
        (!frame.is_masked_by(sender), Fault::Masking),
        (frame.reserved != 0, Fault::Reserved),
        (frame.long, Fault::Length),
        (frame.is_control() && !frame.fin, Fault::Fragmented),
        (is_too_long, Fault::TooLong),
    ];
    let faults = faults.into_iter().filter_map(|(is_found, fault)| is_found.then_some(fault));
    faults.chain(if frame.opcode == CLOSE { body(frame, len) } else { None })
}

/// Returns the fault of the body of a close frame.
fn body(frame: &Frame, len: usize) -> Option<Fault> {
    // The part that is kept of a longer body may end inside of a character.
    let body = frame.payload.get(..CloseFrame::MAX_LEN).filter(|_| len > CloseFrame::MAX_LEN);
    match CloseFrame::parse(body.unwrap_or(&frame.payload), CodePolicy::Strict).map_err(InvalidCloseKind::from) {
        Err(InvalidCloseKind::OneByte) => Some(Fault::OneByte),
        Err(InvalidCloseKind::CodeNotAllowed(_)) => Some(Fault::Code),
        Err(InvalidCloseKind::NotUtf8(_)) if len <= CloseFrame::MAX_LEN => Some(Fault::Reason),
        Ok(_) | Err(_) => None,
    }
}
