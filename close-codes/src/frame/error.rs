use core::fmt;

use crate::code::{CloseCode, CodeNotAllowed};
use crate::reason::ReasonTooLong;

/// The error for a close frame that may not be sent: [`CloseFrame::new`](crate::CloseFrame::new) returns it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CloseFrameError {
    /// The code may not be sent.
    Code(CodeNotAllowed),
    /// The reason has more than 123 bytes.
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

/// Returns `None` as the source, because the text is that of the inner error.
impl core::error::Error for CloseFrameError {}

/// The error for a buffer that is too short for a close frame's body.
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

    /// The number of bytes that the body needs.
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

/// The exception that a browser throws when a script calls `close(code, reason)` with a wrong argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CloseCallError {
    /// `InvalidAccessError`: a script may not send the code.
    InvalidAccess(CloseCode),
    /// `SyntaxError`: the reason has more than 123 bytes of UTF-8.
    Syntax(ReasonTooLong),
}

impl CloseCallError {
    /// The name of the `DOMException`: `InvalidAccessError` or `SyntaxError`.
    #[inline]
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::InvalidAccess(_) => "InvalidAccessError",
            Self::Syntax(_) => "SyntaxError",
        }
    }
}

impl fmt::Display for CloseCallError {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.name())?;
        match self {
            Self::InvalidAccess(code) => {
                write!(f, "a script may close with 1000 or 3000-4999, and not with {}", code.as_u16())
            }
            Self::Syntax(error) => error.fmt(f),
        }
    }
}

impl core::error::Error for CloseCallError {}
