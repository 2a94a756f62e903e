use core::fmt;

use crate::code::CodeNotAllowed;
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
