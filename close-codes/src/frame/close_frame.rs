use core::fmt;

use super::bytes::{Bytes, MAX_LEN, copy_to, split};
use super::error::{BufferTooShort, CloseFrameError};
use crate::code::{CloseCode, CodeNotAllowed};
use crate::reason::{CloseReason, ReasonTooLong};
use crate::util::escape::Printable;
use crate::util::inline::text;

/// The body of a close frame that may be sent: a code, and perhaps a reason (RFC 6455, section 5.5.1).
///
/// A body may be empty too: an `Option<CloseFrame>` that is `None`, or an empty [`CloseBody`](crate::CloseBody). There is no
/// reason without a code.
///
/// - [`new`](Self::new) and [`from_static`](Self::from_static) take each code that
///   [may go over the wire](CloseCode::is_allowed_on_wire), and no other code.
/// - [`parse`](Self::parse) takes what the chosen [`Profile`](crate::Profile) takes. Under a profile more lenient than
///   [`Strict`](crate::Profile::Strict) a frame may hold other codes too, so that it can be echoed. A frame never holds
///   1005, 1006 or 1015.
///
/// It is stored as it goes over the wire, in 126 bytes, without a heap, and can be copied.
///
/// ```
/// use close_codes::{CloseCode, CloseFrame, Profile};
///
/// const RESTARTING: CloseFrame = CloseFrame::from_static(CloseCode::ServiceRestart, "back in a minute");
/// assert_eq!(RESTARTING.encode(), b"\x03\xF4back in a minute");
///
/// let frame = CloseFrame::parse(b"\x03\xF4back in a minute", Profile::Strict).unwrap().expect("a code");
/// assert_eq!(frame, RESTARTING);
/// assert_eq!((frame.code(), frame.reason()), (CloseCode::ServiceRestart, "back in a minute"));
/// assert_eq!(frame.to_string(), "1012 Service Restart: back in a minute");
///
/// // What may not go over the wire is refused, and the error knows better.
/// let error = CloseFrame::new(CloseCode::AbnormalClosure, "").unwrap_err();
/// assert_eq!(error.to_string(), "1006 is for local use only; a proxy sends 1011 instead");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct CloseFrame(pub(super) Bytes);

impl CloseFrame {
    /// The most bytes that a body can have: 125, as in every control frame (RFC 6455, section 5.5).
    pub const MAX_LEN: usize = MAX_LEN;

    /// The frame with this code, which may be a [`CloseCode`], one of an application's own or a number, and this reason, which
    /// may be empty.
    ///
    /// # Errors
    ///
    /// If the code may not go over the wire ([`CloseCode::is_allowed_on_wire`]), or the reason has more than
    /// [123 bytes](crate::CloseReason::MAX_LEN); a [`CloseReason`](crate::CloseReason) never has.
    ///
    /// ```
    /// use close_codes::{CloseCode, CloseFrame, CloseReason};
    ///
    /// #[close_codes::close_codes]
    /// enum ChatCode {
    ///     TokenExpired = 4001,
    /// }
    ///
    /// let frame = CloseFrame::new(ChatCode::TokenExpired, "log in again")?;
    /// assert_eq!(frame, CloseFrame::new(4001, "log in again")?);
    ///
    /// let log = "of any length …".repeat(100);
    /// let frame = CloseFrame::new(CloseCode::InternalError, &CloseReason::truncating(&log))?;
    /// # Ok::<_, close_codes::CloseFrameError>(())
    /// ```
    #[inline]
    pub fn new(code: impl Into<CloseCode>, reason: &str) -> Result<Self, CloseFrameError> {
        Self::sendable(code.into(), reason)
    }

    /// The frame with this code and reason, both of them written in the program. For `const`: what may not be sent is a
    /// compile error there.
    ///
    /// ```
    /// use close_codes::{CloseCode, CloseFrame};
    ///
    /// #[close_codes::close_codes]
    /// enum ChatCode {
    ///     TokenExpired = 4001,
    /// }
    ///
    /// const RESTARTING: CloseFrame = CloseFrame::from_static(CloseCode::ServiceRestart, "back in a minute");
    /// const EXPIRED: CloseFrame = CloseFrame::from_static(ChatCode::TokenExpired.code(), "log in again");
    /// ```
    ///
    /// ```compile_fail
    /// use close_codes::{CloseCode, CloseFrame};
    ///
    /// const LOST: CloseFrame = CloseFrame::from_static(CloseCode::AbnormalClosure, "");
    /// ```
    ///
    /// # Panics
    ///
    /// If it is called at run time with what [`new`](Self::new) refuses. `const { CloseFrame::from_static(…) }` makes sure
    /// that it is not.
    #[inline]
    #[must_use]
    #[track_caller]
    #[allow(clippy::panic, reason = "it is a compile error where it is meant to be called")]
    pub const fn from_static(code: CloseCode, reason: &'static str) -> Self {
        match Self::sendable(code, reason) {
            Ok(frame) => frame,
            Err(CloseFrameError::Code(error)) => panic!("{}", error.rule()),
            Err(CloseFrameError::Reason(_)) => panic!("a close reason has at most 123 bytes of UTF-8"),
        }
    }

    #[inline]
    pub(super) const fn sendable(code: CloseCode, reason: &str) -> Result<Self, CloseFrameError> {
        match check(code, reason) {
            Ok(()) => Ok(Self(Bytes::cut(&code.as_u16().to_be_bytes(), reason.as_bytes()))),
            Err(error) => Err(error),
        }
    }

    /// The frame with a code that is known to be allowed.
    #[inline]
    pub(crate) const fn of_known(code: CloseCode, reason: &CloseReason) -> Self {
        Self(Bytes::cut(&code.as_u16().to_be_bytes(), reason.as_bytes()))
    }

    /// The code.
    #[inline]
    #[must_use]
    pub const fn code(&self) -> CloseCode {
        match split(self.0.as_slice()) {
            Some((code, _)) => code,
            None => CloseCode::NoStatusReceived,
        }
    }

    /// The reason; empty if there is none. A byte order mark is part of it, as in WHATWG's `CloseEvent`.
    ///
    /// Each call checks for UTF-8 what was checked before; [`parse_parts`](Self::parse_parts) does it once.
    #[inline]
    #[must_use]
    pub const fn reason(&self) -> &str {
        match split(self.0.as_slice()) {
            Some((_, reason)) => text(reason),
            None => "",
        }
    }

    /// The body, as it goes over the wire: the code, most significant byte first, then the reason. 2 to 125 bytes.
    ///
    /// The frame around it, opcode 8, and a client's masking (RFC 6455, section 5.3) are the caller's.
    #[inline]
    #[must_use]
    pub const fn encode(&self) -> &[u8] {
        self.0.as_slice()
    }

    /// Writes the [body](Self::encode) to the beginning of a buffer, and gives that part of the buffer.
    ///
    /// # Errors
    ///
    /// If the buffer is shorter than the body; nothing is written then. [`MAX_LEN`](Self::MAX_LEN) bytes always suffice.
    ///
    /// ```
    /// use close_codes::{CloseCode, CloseFrame};
    ///
    /// let frame = CloseFrame::from_static(CloseCode::GoingAway, "bye");
    /// let mut buffer = [0; CloseFrame::MAX_LEN];
    /// assert_eq!(frame.encode_into(&mut buffer).unwrap(), b"\x03\xE9bye");
    ///
    /// let error = frame.encode_into(&mut [0; 4]).unwrap_err();
    /// assert_eq!(error.to_string(), "the buffer has 4 bytes, and the close frame's body needs 5");
    /// ```
    #[inline]
    pub fn encode_into<'a>(&self, buffer: &'a mut [u8]) -> Result<&'a mut [u8], BufferTooShort> {
        copy_to(buffer, self.encode())
    }
}

/// Apart from what makes the frame, which is inlined, so that the bytes are copied once, to where they stay.
const fn check(code: CloseCode, reason: &str) -> Result<(), CloseFrameError> {
    if !code.is_allowed_on_wire() {
        return Err(CloseFrameError::Code(CodeNotAllowed::new(code)));
    }
    if reason.len() > CloseReason::MAX_LEN {
        return Err(CloseFrameError::Reason(ReasonTooLong::new(reason)));
    }
    Ok(())
}

/// Code and reason.
impl fmt::Debug for CloseFrame {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CloseFrame").field("code", &self.code()).field("reason", &self.reason()).finish()
    }
}

/// The code, and behind a colon the reason, if there is one: `1001 Going Away: bye`. For logs: what is no printable character
/// in the reason is escaped, as a peer may have chosen it.
impl fmt::Display for CloseFrame {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.reason() {
            "" => write!(f, "{}", self.code()),
            reason => write!(f, "{}: {}", self.code(), Printable(reason)),
        }
    }
}

/// The reason, which is short enough as it is.
impl From<&CloseFrame> for CloseReason {
    #[inline]
    fn from(frame: &CloseFrame) -> Self {
        Self::truncating(frame.reason())
    }
}

/// The [body](CloseFrame::encode).
impl AsRef<[u8]> for CloseFrame {
    #[inline]
    fn as_ref(&self) -> &[u8] {
        self.encode()
    }
}

impl CloseCode {
    /// A close frame with this code and this reason, which may be empty: [`CloseFrame::new`].
    ///
    /// # Errors
    ///
    /// If the code may not go over the wire, or the reason has more than 123 bytes.
    ///
    /// ```
    /// use close_codes::CloseCode;
    ///
    /// assert_eq!(CloseCode::GoingAway.frame("bye")?.encode(), b"\x03\xE9bye");
    /// # Ok::<_, close_codes::CloseFrameError>(())
    /// ```
    #[inline]
    pub fn frame(self, reason: &str) -> Result<CloseFrame, CloseFrameError> {
        CloseFrame::new(self, reason)
    }
}
