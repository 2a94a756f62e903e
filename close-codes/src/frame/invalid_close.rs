use core::error::Error;
use core::fmt;
use core::str::Utf8Error;

use super::bytes::{MAX_LEN, split};
use crate::code::CloseCode;

/// A close frame that arrived and breaks the protocol. It keeps the whole body.
///
/// Its receiver has to fail the connection with [`fail_code`](Self::fail_code) (RFC 6455, section 7.1.7), as
/// [`CloseHandshake`](crate::CloseHandshake) does.
///
/// Its size is 32 bytes on a machine of 64 bits, as is that of the whole result of parsing.
///
/// ```
/// use close_codes::{CloseFrame, CodePolicy};
///
/// let wrong = |body| CloseFrame::parse(body, CodePolicy::Strict).unwrap_err().to_string();
/// assert_eq!(wrong(b"a"), "a close frame's body has 1 byte, and a code takes 2");
/// assert_eq!(wrong(&[b'*'; 126]), "a close frame's body has 126 bytes, and at most 125 are allowed");
/// assert_eq!(wrong(b"\x03\xEEbye"), "a close frame holds 1006 Abnormal Closure, which is for local use only");
/// assert_eq!(wrong(b"\x07\xD0"), "a close frame holds 2000 Extension, which is not allowed in one");
/// assert_eq!(wrong(b"\x03\xE8by\xFF"), "a close reason is not UTF-8 at byte 2");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidClose<'a> {
    kind: InvalidCloseKind,
    body: &'a [u8],
}

/// The fault of a close frame that arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum InvalidCloseKind {
    /// The body has one byte; a code takes two (RFC 6455, section 5.5.1).
    OneByte,
    /// The body has more than 125 bytes, the most that a control frame can have (RFC 6455, section 5.5).
    TooLong {
        /// The number of bytes in the body.
        len: usize,
    },
    /// The chosen [`CodePolicy`](super::CodePolicy) does not allow the code (RFC 6455, section 7.4).
    CodeNotAllowed(CloseCode),
    /// The reason is not UTF-8 (RFC 6455, sections 5.5.1 and 8.1). Offsets are from the beginning of the reason.
    NotUtf8(Utf8Error),
}

impl InvalidCloseKind {
    /// The code to fail the connection with (RFC 6455, section 7.1.7): 1007,
    /// [`InvalidFramePayloadData`](CloseCode::InvalidFramePayloadData), for what is not UTF-8, and 1002,
    /// [`ProtocolError`](CloseCode::ProtocolError), for everything else.
    #[inline]
    #[must_use]
    pub const fn fail_code(self) -> CloseCode {
        match self {
            Self::OneByte | Self::TooLong { .. } | Self::CodeNotAllowed(_) => CloseCode::ProtocolError,
            Self::NotUtf8(_) => CloseCode::InvalidFramePayloadData,
        }
    }
}

impl<'a> InvalidClose<'a> {
    /// The code to fail the connection with: 1002 or 1007, as [`InvalidCloseKind::fail_code`] says.
    #[inline]
    #[must_use]
    pub const fn fail_code(self) -> CloseCode {
        self.kind.fail_code()
    }

    /// The fault.
    #[inline]
    #[must_use]
    pub const fn kind(self) -> InvalidCloseKind {
        self.kind
    }

    /// The code in the first two bytes, allowed or not; `None` if the body has one byte.
    #[inline]
    #[must_use]
    pub const fn code(self) -> Option<CloseCode> {
        match split(self.body) {
            Some((code, _)) => Some(code),
            None => None,
        }
    }

    /// The bytes after the first two, as text of any length.
    ///
    /// # Errors
    ///
    /// If they are not UTF-8.
    #[inline]
    pub const fn reason(self) -> Result<&'a str, Utf8Error> {
        core::str::from_utf8(self.reason_bytes())
    }

    /// The bytes after the first two.
    #[inline]
    #[must_use]
    pub const fn reason_bytes(self) -> &'a [u8] {
        match split(self.body) {
            Some((_, reason)) => reason,
            None => &[],
        }
    }

    /// The body as it was received. A [`CloseOutcome`](crate::CloseOutcome) keeps only the first 125 bytes of a body that is
    /// [too long](InvalidCloseKind::TooLong).
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
            Self::CodeNotAllowed(code) => write!(f, "a close frame holds {code}, which is not allowed in one"),
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

/// Drops the body, and with it the lifetime.
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

/// As [`InvalidCloseKind`].
impl Error for InvalidClose<'_> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.kind.source()
    }
}
