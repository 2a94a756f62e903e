use core::fmt;

use crate::code::CloseCode;
use crate::reason::ReasonTooLong;

/// Why a close frame may not be sent: what [`CloseFrame::new`](crate::CloseFrame::new) refuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CloseFrameError {
    /// The code may not go over the wire.
    Code(CodeNotAllowed),
    /// The reason is too long.
    Reason(ReasonTooLong),
}

impl fmt::Display for CloseFrameError {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code(error) => error.fmt(f),
            Self::Reason(error) => error.fmt(f),
        }
    }
}

impl From<CodeNotAllowed> for CloseFrameError {
    #[inline]
    fn from(error: CodeNotAllowed) -> Self {
        Self::Code(error)
    }
}

impl From<ReasonTooLong> for CloseFrameError {
    #[inline]
    fn from(error: ReasonTooLong) -> Self {
        Self::Reason(error)
    }
}

/// It shows the code or the reason's error as its own, so that there is no source.
impl core::error::Error for CloseFrameError {}

/// A code that no close frame may hold (RFC 6455, section 7.4).
///
/// ```
/// use close_codes::{CloseCode, CloseFrame};
///
/// let refused = |code| CloseFrame::new(CloseCode::from_u16(code), "").unwrap_err().to_string();
/// assert_eq!(
///     refused(1005),
///     "1005 is for local use only; a proxy sends a close frame without a code instead, `CloseBody::EMPTY`"
/// );
/// assert_eq!(refused(1015), "1015 is for local use only; a proxy sends 1011 instead");
/// assert_eq!(refused(1004), "1004 is reserved, and has no meaning yet");
/// assert_eq!(refused(2000), "2000 is not registered; private codes are from 4000 to 4999");
/// assert_eq!(refused(999), "999 is no close code; these are from 1000 to 4999, private ones from 4000 to 4999");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CodeNotAllowed {
    code: CloseCode,
}

impl CodeNotAllowed {
    #[inline]
    pub(crate) const fn new(code: CloseCode) -> Self {
        Self { code }
    }

    /// The code.
    #[inline]
    #[must_use]
    pub const fn code(self) -> CloseCode {
        self.code
    }

    /// The rule that forbids the code, in words that can be used in `const`.
    #[inline]
    pub(super) const fn rule(self) -> &'static str {
        match self.code.as_u16() {
            _ if self.code.is_local_only() => "the code is for local use only",
            _ if self.code.is_registered() => "the code is reserved, and has no meaning yet",
            1000..=4999 => "the code is not registered; private codes are from 4000 to 4999",
            _ => "the code is no close code; these are from 1000 to 4999, private ones from 4000 to 4999",
        }
    }
}

impl fmt::Display for CodeNotAllowed {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.code.as_u16(), self.rule().trim_start_matches("the code"))?;
        match self.code.forwardable() {
            _ if !self.code.is_local_only() => Ok(()),
            Some(other) => write!(f, "; a proxy sends {} instead", other.as_u16()),
            None => f.write_str("; a proxy sends a close frame without a code instead, `CloseBody::EMPTY`"),
        }
    }
}

impl core::error::Error for CodeNotAllowed {}

/// A buffer that has no room for a close frame's body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct BufferTooShort {
    len: usize,
    needed: usize,
}

impl BufferTooShort {
    #[inline]
    pub(super) const fn new(buffer: &[u8], body: &[u8]) -> Self {
        Self { len: buffer.len(), needed: body.len() }
    }

    /// How many bytes the body has.
    #[inline]
    #[must_use]
    pub const fn needed(self) -> usize {
        self.needed
    }
}

impl fmt::Display for BufferTooShort {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the buffer has {} bytes, and the close frame's body needs {}", self.len, self.needed)
    }
}

impl core::error::Error for BufferTooShort {}
