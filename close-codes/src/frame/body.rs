use core::fmt;

use super::bytes::copy_to;
use super::close_frame::CloseFrame;
use super::error::BufferTooShort;
use super::parse::InvalidClose;
use super::profile::Profile;
use crate::code::CloseCode;
use crate::reason::CloseReason;

/// The body of a close frame, which may be empty: no code and no reason (RFC 6455, section 5.5.1).
///
/// It is an `Option<CloseFrame>` that can be sent as it is, in 127 bytes.
///
/// ```
/// use close_codes::{CloseBody, CloseCode, CloseFrame};
///
/// let body = CloseBody::new(CloseFrame::from_static(CloseCode::GoingAway, "bye"));
/// assert_eq!(body.encode(), b"\x03\xE9bye");
///
/// // What the peer will call it is 1005.
/// assert_eq!(CloseBody::EMPTY.encode(), b"");
/// assert_eq!(CloseBody::EMPTY.code(), CloseCode::NoStatusReceived);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct CloseBody(Option<CloseFrame>);

impl CloseBody {
    /// The body without a code.
    pub const EMPTY: Self = Self(None);

    /// The body with this code and reason. [`From`] does the same, where the value need not be `const`.
    #[inline]
    #[must_use]
    pub const fn new(frame: CloseFrame) -> Self {
        Self(Some(frame))
    }

    /// A received close frame's body, as [`CloseFrame::parse`] takes it.
    ///
    /// # Errors
    ///
    /// As [`CloseFrame::parse`].
    ///
    /// ```
    /// use close_codes::{CloseBody, Profile};
    ///
    /// let code = |body| CloseBody::parse(body, Profile::Strict).map(|body| body.code().as_u16());
    /// assert_eq!((code(b"\x03\xE9bye"), code(b"")), (Ok(1001), Ok(1005)));
    /// ```
    #[inline]
    pub const fn parse(body: &[u8], profile: Profile) -> Result<Self, InvalidClose<'_>> {
        match CloseFrame::parse(body, profile) {
            Ok(frame) => Ok(Self(frame)),
            Err(error) => Err(error),
        }
    }

    /// What to send on to one side after the other side's connection ended with this code and reason: they themselves, the
    /// reason [cut](CloseReason::truncating) if need be, where the code may go over the wire; nothing for 1005; 1011 without
    /// a reason for everything else, as [`CloseCode::forwarded`] has it.
    ///
    /// ```
    /// use close_codes::{CloseBody, CloseCode, CloseFrame};
    ///
    /// let forwarded = CloseBody::forwarding(CloseCode::GoingAway, "bye");
    /// assert_eq!(forwarded, CloseFrame::from_static(CloseCode::GoingAway, "bye").into());
    /// let forwarded = CloseBody::forwarding(CloseCode::AbnormalClosure, "");
    /// assert_eq!(forwarded, CloseFrame::from_static(CloseCode::InternalError, "").into());
    /// assert_eq!(CloseBody::forwarding(CloseCode::NoStatusReceived, ""), CloseBody::EMPTY);
    /// ```
    #[inline]
    #[must_use]
    pub const fn forwarding(code: CloseCode, reason: &str) -> Self {
        match code.forwarded() {
            Some(same) if same.as_u16() == code.as_u16() => {
                Self::new(CloseFrame::of_known(code, &CloseReason::truncating(reason)))
            }
            Some(other) => Self::new(CloseFrame::of_known(other, &CloseReason::EMPTY)),
            None => Self::EMPTY,
        }
    }

    /// The code and the reason, if there is a code.
    #[inline]
    #[must_use]
    pub const fn frame(&self) -> Option<&CloseFrame> {
        self.0.as_ref()
    }

    /// What the one who receives the body takes for the code: 1005, [`NoStatusReceived`](CloseCode::NoStatusReceived), if
    /// it is empty (RFC 6455, section 7.1.5).
    #[inline]
    #[must_use]
    pub const fn code(&self) -> CloseCode {
        match &self.0 {
            Some(frame) => frame.code(),
            None => CloseCode::NoStatusReceived,
        }
    }

    /// The reason; empty if there is none (RFC 6455, section 7.1.6).
    #[inline]
    #[must_use]
    pub const fn reason(&self) -> &str {
        match &self.0 {
            Some(frame) => frame.reason(),
            None => "",
        }
    }

    /// The body, as it goes over the wire: 0 or 2 to 125 bytes.
    #[inline]
    #[must_use]
    pub const fn encode(&self) -> &[u8] {
        match &self.0 {
            Some(frame) => frame.encode(),
            None => &[],
        }
    }

    /// Writes the [body](Self::encode) to the beginning of a buffer, and gives that part of the buffer.
    ///
    /// # Errors
    ///
    /// If the buffer is shorter than the body, as for [`CloseFrame::encode_into`].
    #[inline]
    pub fn encode_into<'a>(&self, buffer: &'a mut [u8]) -> Result<&'a mut [u8], BufferTooShort> {
        copy_to(buffer, self.encode())
    }
}

/// As the frame, or `CloseBody::EMPTY`.
impl fmt::Debug for CloseBody {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Some(frame) => fmt::Debug::fmt(frame, f),
            None => f.write_str("CloseBody::EMPTY"),
        }
    }
}

/// As the frame; without one `1005 No Status Rcvd`.
impl fmt::Display for CloseBody {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Some(frame) => fmt::Display::fmt(frame, f),
            None => fmt::Display::fmt(&self.code(), f),
        }
    }
}

/// The [body](CloseBody::encode).
impl AsRef<[u8]> for CloseBody {
    #[inline]
    fn as_ref(&self) -> &[u8] {
        self.encode()
    }
}

impl From<CloseFrame> for CloseBody {
    #[inline]
    fn from(frame: CloseFrame) -> Self {
        Self(Some(frame))
    }
}

impl From<Option<CloseFrame>> for CloseBody {
    #[inline]
    fn from(frame: Option<CloseFrame>) -> Self {
        Self(frame)
    }
}

impl From<CloseBody> for Option<CloseFrame> {
    #[inline]
    fn from(body: CloseBody) -> Self {
        body.0
    }
}
