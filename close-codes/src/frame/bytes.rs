use crate::code::CloseCode;
use crate::util::inline::Inline;

/// The maximum length of a body in bytes, as of every control frame (RFC 6455, section 5.5).
pub(super) const MAX_LEN: usize = 125;

/// The bytes of a close frame's body.
pub(crate) type Bytes = Inline<MAX_LEN>;

/// Splits a body into its code and the bytes of its reason; `None` if the body has less than two bytes.
#[inline]
pub(super) const fn split(body: &[u8]) -> Option<(CloseCode, &[u8])> {
    match body {
        [high, low, reason @ ..] => Some((CloseCode::from_u16(u16::from_be_bytes([*high, *low])), reason)),
        _ => None,
    }
}
