use core::fmt;
use core::str::Utf8Error;

use super::bytes::{Bytes, split};
use super::close_frame::CloseFrame;
use super::profile::Profile;
use crate::code::CloseCode;

impl CloseFrame {
    /// The code and the reason in a received close frame's body, already unmasked; `None` if it is empty, which the receiver
    /// takes for 1005 (RFC 6455, sections 5.5.1, 7.1.5 and 7.1.6).
    ///
    /// # Errors
    ///
    /// In this order: if the body has one byte, if it has more than 125, if the [`Profile`] does not allow the code, if the
    /// reason is not UTF-8. The error keeps the whole body, and knows the [code](InvalidClose::fail_code) to fail the
    /// connection with. It borrows the body; [`InvalidCloseKind`], which it converts into, does not.
    ///
    /// ```
    /// use close_codes::{CloseCode, CloseFrame, InvalidCloseKind, Profile};
    ///
    /// let frame = CloseFrame::parse(b"\x0F\xA1bye", Profile::Strict).unwrap().expect("a code");
    /// assert_eq!((frame.code().as_u16(), frame.reason()), (4001, "bye"));
    ///
    /// assert_eq!(CloseFrame::parse(b"", Profile::Strict), Ok(None));
    ///
    /// let error = CloseFrame::parse(b"\x03\xE8by\xFF", Profile::Strict).unwrap_err();
    /// assert_eq!(error.kind(), InvalidCloseKind::NotUtf8 { valid_up_to: 2 });
    /// assert_eq!(error.fail_code(), CloseCode::InvalidFramePayloadData);
    /// assert_eq!(error.code(), Some(CloseCode::NormalClosure));
    /// assert_eq!(error.reason_bytes(), b"by\xFF");
    /// ```
    #[inline]
    pub const fn parse(body: &[u8], profile: Profile) -> Result<Option<Self>, InvalidClose<'_>> {
        match Self::parse_parts(body, profile) {
            Ok(Some(_)) => Ok(Some(Self(Bytes::cut(body, &[])))),
            Ok(None) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// As [`parse`](Self::parse), but borrowed from the body: for those who keep it, or keep nothing. It does without a copy,
    /// and without the second check for UTF-8 that [`reason`](Self::reason) makes.
    ///
    /// # Errors
    ///
    /// As [`parse`](Self::parse).
    ///
    /// ```
    /// use close_codes::{CloseCode, CloseFrame, Profile};
    ///
    /// assert_eq!(CloseFrame::parse_parts(b"\x03\xE9bye", Profile::Strict), Ok(Some((CloseCode::GoingAway, "bye"))));
    /// assert_eq!(CloseFrame::parse_parts(b"", Profile::Strict), Ok(None));
    /// ```
    #[inline]
    pub const fn parse_parts(body: &[u8], profile: Profile) -> Result<Option<(CloseCode, &str)>, InvalidClose<'_>> {
        // Not by `split`: the one `match` for all lengths is a tenth faster.
        let (code, reason) = match body {
            [] => return Ok(None),
            [high, low, reason @ ..] if body.len() <= Self::MAX_LEN => {
                (CloseCode::from_u16(u16::from_be_bytes([*high, *low])), reason)
            }
            _ => return Err(InvalidClose::of_len(body)),
        };
        if !profile.allows(code) {
            return Err(InvalidClose::new(InvalidCloseKind::CodeNotAllowed(code), body));
        }
        match core::str::from_utf8(reason) {
            Ok(reason) => Ok(Some((code, reason))),
            Err(error) => Err(InvalidClose::new(InvalidCloseKind::NotUtf8 { valid_up_to: error.valid_up_to() }, body)),
        }
    }
}

/// A received close frame's body that breaks the protocol. It keeps all that was received.
///
/// A receiver of one has to fail the connection (RFC 6455, section 7.1.7), with [`fail_code`](Self::fail_code);
/// [`CloseHandshake`](crate::CloseHandshake) does.
///
/// ```
/// use close_codes::{CloseFrame, Profile};
///
/// let wrong = |body| CloseFrame::parse(body, Profile::Strict).unwrap_err().to_string();
/// assert_eq!(wrong(b"a"), "a close frame's body has 1 byte, and a code takes 2");
/// assert_eq!(wrong(&[b'*'; 126]), "a close frame's body has 126 bytes, and at most 125 are allowed");
/// assert_eq!(wrong(b"\x03\xEEbye"), "a close frame holds 1006 Abnormal Closure, which is for local use only");
/// assert_eq!(wrong(b"\x07\xD0"), "a close frame holds 2000 Extension, which is not allowed in one");
/// assert_eq!(wrong(b"\x03\xE8by\xFF"), "a close reason is not UTF-8 at byte 2");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct InvalidClose<'a> {
    kind: InvalidCloseKind,
    body: &'a [u8],
}

/// What is wrong with a received close frame's body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum InvalidCloseKind {
    /// It has one byte; a code takes two (RFC 6455, section 5.5.1).
    OneByte,
    /// It has more than 125 bytes, the most that a control frame can have (RFC 6455, section 5.5).
    TooLong {
        /// How many bytes it has.
        len: usize,
    },
    /// Its code may not go over the wire, or not under the chosen [`Profile`] (RFC 6455, section 7.4).
    CodeNotAllowed(CloseCode),
    /// Its reason is not UTF-8 (RFC 6455, sections 5.5.1 and 8.1).
    NotUtf8 {
        /// How many bytes of the reason are UTF-8: at this offset into the reason begins the first sequence of bytes that
        /// is not.
        valid_up_to: usize,
    },
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
            Self::NotUtf8 { .. } => CloseCode::InvalidFramePayloadData,
        }
    }
}

impl<'a> InvalidClose<'a> {
    #[cold]
    const fn of_len(body: &'a [u8]) -> Self {
        Self::new(
            if body.len() == 1 { InvalidCloseKind::OneByte } else { InvalidCloseKind::TooLong { len: body.len() } },
            body,
        )
    }

    #[cold]
    pub(crate) const fn new(kind: InvalidCloseKind, body: &'a [u8]) -> Self {
        Self { kind, body }
    }

    /// What is wrong.
    #[inline]
    #[must_use]
    pub const fn kind(self) -> InvalidCloseKind {
        self.kind
    }

    /// The code to fail the connection with: 1002 or 1007, as [`InvalidCloseKind::fail_code`] says.
    #[inline]
    #[must_use]
    pub const fn fail_code(self) -> CloseCode {
        self.kind.fail_code()
    }

    /// The body, as it was received. In a [`CloseOutcome`](crate::CloseOutcome) only the first 125 bytes of one that is
    /// [too long](InvalidCloseKind::TooLong) are kept; here, and in what follows.
    #[inline]
    #[must_use]
    pub const fn body(self) -> &'a [u8] {
        self.body
    }

    /// The code in the first two bytes, allowed or not; `None` if there is but one byte.
    #[inline]
    #[must_use]
    pub const fn code(self) -> Option<CloseCode> {
        match split(self.body) {
            Some((code, _)) => Some(code),
            None => None,
        }
    }

    /// What is behind the first two bytes.
    #[inline]
    #[must_use]
    pub const fn reason_bytes(self) -> &'a [u8] {
        match split(self.body) {
            Some((_, reason)) => reason,
            None => &[],
        }
    }

    /// What is behind the first two bytes, as text, whole and however long.
    ///
    /// # Errors
    ///
    /// If it is not UTF-8.
    #[inline]
    pub const fn reason(self) -> Result<&'a str, Utf8Error> {
        core::str::from_utf8(self.reason_bytes())
    }
}

impl fmt::Display for InvalidCloseKind {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OneByte => f.write_str("a close frame's body has 1 byte, and a code takes 2"),
            Self::TooLong { len } => {
                write!(f, "a close frame's body has {len} bytes, and at most {} are allowed", CloseFrame::MAX_LEN)
            }
            Self::CodeNotAllowed(code) if code.is_local_only() => {
                write!(f, "a close frame holds {code}, which is for local use only")
            }
            Self::CodeNotAllowed(code) => write!(f, "a close frame holds {code}, which is not allowed in one"),
            Self::NotUtf8 { valid_up_to } => write!(f, "a close reason is not UTF-8 at byte {valid_up_to}"),
        }
    }
}

impl fmt::Display for InvalidClose<'_> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kind.fmt(f)
    }
}

impl From<InvalidClose<'_>> for InvalidCloseKind {
    #[inline]
    fn from(error: InvalidClose<'_>) -> Self {
        error.kind()
    }
}

/// Without the body, and therefore without its lifetime: what to pass on to a caller who is far away.
impl core::error::Error for InvalidCloseKind {}

impl core::error::Error for InvalidClose<'_> {}
