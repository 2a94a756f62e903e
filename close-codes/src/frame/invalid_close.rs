use core::error::Error;
use core::fmt;
use core::str::Utf8Error;

use super::bytes::{MAX_LEN, split};
use super::close_frame::CloseFrame;
use crate::code::CloseCode;

/// The error for a received close frame that breaks the protocol. It keeps the whole body.
///
/// The receiver has to fail the connection with [`fail_code`](Self::fail_code) (RFC 6455, section 7.1.7).
/// [`CloseHandshake`](crate::CloseHandshake) does so.
///
/// The value takes 32 bytes on a 64-bit machine. So does the whole result of [`CloseFrame::parse`](crate::CloseFrame::parse).
///
/// ```
/// use close_codes::{CloseFrame, CodePolicy};
///
/// let wrong = |body| CloseFrame::parse(body, CodePolicy::Strict).unwrap_err().to_string();
/// assert_eq!(wrong(b"a"), "a close frame's body has 1 byte, and a code takes 2");
/// assert_eq!(wrong(&[b'*'; 126]), "a close frame's body has 126 bytes, and at most 125 are allowed");
/// assert_eq!(wrong(b"\x03\xEEbye"), "a close frame holds 1006 Abnormal Closure, which is for local use only");
/// assert_eq!(wrong(b"\x07\xD0"), "a close frame holds 2000 Extension, which is not allowed");
/// assert_eq!(wrong(b"\x03\xE8by\xFF"), "a close reason is not UTF-8 at byte 2");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidClose<'a> {
    kind: InvalidCloseKind,
    body: &'a [u8],
}

/// The fault of a received close frame that breaks the protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum InvalidCloseKind {
    /// The body has one byte; a code takes two (RFC 6455, section 5.5.1).
    OneByte,
    /// The body has more than 125 bytes, the maximum of a control frame (RFC 6455, section 5.5).
    TooLong {
        /// The number of bytes in the body.
        len: usize,
    },
    /// The chosen [`CodePolicy`](super::CodePolicy) does not allow the code (RFC 6455, section 7.4).
    CodeNotAllowed(CloseCode),
    /// The reason is not UTF-8 (RFC 6455, sections 5.5.1 and 8.1). Offsets count from the beginning of the reason.
    NotUtf8(Utf8Error),
}

impl InvalidCloseKind {
    /// The code to fail the connection with (RFC 6455, section 7.1.7): 1007,
    /// [`InvalidFramePayloadData`](CloseCode::InvalidFramePayloadData), if the reason is not UTF-8, otherwise 1002,
    /// [`ProtocolError`](CloseCode::ProtocolError).
    #[inline]
    #[must_use]
    pub const fn fail_code(self) -> CloseCode {
        match self {
            Self::OneByte | Self::TooLong { .. } | Self::CodeNotAllowed(_) => CloseCode::ProtocolError,
            Self::NotUtf8(_) => CloseCode::InvalidFramePayloadData,
        }
    }

    /// The close frame to fail the connection with: [`fail_code`](Self::fail_code), and the text of the fault as reason. The
    /// words of the text may change.
    #[must_use]
    pub fn fail_frame(self) -> CloseFrame {
        CloseFrame::telling(self.fail_code(), &self)
    }
}

impl<'a> InvalidClose<'a> {
    /// The code to fail the connection with, 1002 or 1007: see [`InvalidCloseKind::fail_code`].
    #[inline]
    #[must_use]
    pub const fn fail_code(self) -> CloseCode {
        self.kind.fail_code()
    }

    /// The close frame to fail the connection with: [`fail_code`](Self::fail_code), and the text of the fault as reason. The
    /// words of the text may change.
    ///
    /// [`ReceivedClose::echo`](crate::ReceivedClose::echo) answers a valid close frame.
    ///
    /// ```
    /// use close_codes::{CloseFrame, CodePolicy};
    ///
    /// let answer = |body| match CloseFrame::parse(body, CodePolicy::Strict) {
    ///     Ok(close) => close.echo(),
    ///     Err(error) => error.fail_frame(),
    /// };
    /// assert_eq!(answer(b"\x03\xE8bye").encode(), b"\x03\xE8bye");
    /// assert_eq!(answer(b"\x03\xE8by\xFF").encode(), b"\x03\xEFa close reason is not UTF-8 at byte 2");
    /// ```
    #[must_use]
    pub fn fail_frame(self) -> CloseFrame {
        self.kind.fail_frame()
    }

    /// The fault of the close frame.
    #[inline]
    #[must_use]
    pub const fn kind(self) -> InvalidCloseKind {
        self.kind
    }

    /// The code in the first two bytes, even if it is not allowed; `None` if the body has one byte.
    #[inline]
    #[must_use]
    pub const fn code(self) -> Option<CloseCode> {
        match split(self.body) {
            Some((code, _)) => Some(code),
            None => None,
        }
    }

    /// The reason, of any length: all bytes after the first two.
    ///
    /// # Errors
    ///
    /// If the bytes are not UTF-8.
    #[inline]
    pub const fn reason(self) -> Result<&'a str, Utf8Error> {
        core::str::from_utf8(self.reason_bytes())
    }

    /// The bytes of the reason: all bytes after the first two.
    #[inline]
    #[must_use]
    pub const fn reason_bytes(self) -> &'a [u8] {
        match split(self.body) {
            Some((_, reason)) => reason,
            None => &[],
        }
    }

    /// The body as it was received. If the body is [too long](InvalidCloseKind::TooLong), a
    /// [`CloseOutcome`](crate::CloseOutcome) keeps only its first 125 bytes.
    #[inline]
    #[must_use]
    pub const fn body(self) -> &'a [u8] {
        self.body
    }

    #[inline]
    pub(super) const fn of_len(body: &'a [u8]) -> Self {
        Self::new(
            if body.len() == 1 { InvalidCloseKind::OneByte } else { InvalidCloseKind::TooLong { len: body.len() } },
            body,
        )
    }

    #[inline]
    pub(crate) const fn new(kind: InvalidCloseKind, body: &'a [u8]) -> Self {
        Self { kind, body }
    }
}

impl fmt::Display for InvalidCloseKind {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OneByte => f.write_str("a close frame's body has 1 byte, and a code takes 2"),
            Self::TooLong { len } => {
                write!(f, "a close frame's body has {len} bytes, and at most {MAX_LEN} are allowed")
            }
            Self::CodeNotAllowed(code) if code.is_local_only() => {
                write!(f, "a close frame holds {code}, which is for local use only")
            }
            Self::CodeNotAllowed(code) => write!(f, "a close frame holds {code}, which is not allowed"),
            Self::NotUtf8(error) => write!(f, "a close reason is not UTF-8 at byte {}", error.valid_up_to()),
        }
    }
}

impl fmt::Display for InvalidClose<'_> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kind.fmt(f)
    }
}

/// Drops the body, and so the lifetime.
impl From<InvalidClose<'_>> for InvalidCloseKind {
    #[inline]
    fn from(error: InvalidClose<'_>) -> Self {
        error.kind()
    }
}

/// The source of [`NotUtf8`](InvalidCloseKind::NotUtf8) is the `Utf8Error`.
impl Error for InvalidCloseKind {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::NotUtf8(error) => Some(error),
            Self::OneByte | Self::TooLong { .. } | Self::CodeNotAllowed(_) => None,
        }
    }
}

/// Returns the source of the [`InvalidCloseKind`].
impl Error for InvalidClose<'_> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.kind.source()
    }
}
