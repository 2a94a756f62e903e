use crate::code::CloseCode;
use crate::util::inline::Inline;

/// The most bytes that a body can have, as in every control frame (RFC 6455, section 5.5).
pub(super) const MAX_LEN: usize = 125;

/// The bytes of a close frame's body.
pub(crate) type Bytes = Inline<MAX_LEN>;

/// A body's code, and the bytes of its reason; nothing if there are not the two bytes of a code.
#[inline]
pub(super) const fn split(body: &[u8]) -> Option<(CloseCode, &[u8])> {
    match body {
        [high, low, reason @ ..] => Some((CloseCode::from_u16(u16::from_be_bytes([*high, *low])), reason)),
        _ => None,
    }
}
