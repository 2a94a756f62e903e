use core::fmt;

use super::bytes::{Bytes, MAX_LEN, split};
use super::display::format_close;
use super::error::{BufferTooShort, CloseCallError, CloseFrameError};
use crate::code::{CloseCode, CodeNotAllowed, CodeSet};
use crate::reason::{CloseReason, ReasonTooLong};
use crate::util::from_fn::FromFn;
use crate::util::inline::text;

/// A close frame to send: a code and a reason, or an empty body (RFC 6455, section 5.5.1).
///
/// A `CloseFrame` may always be sent: its code [may be sent](CloseCode::is_allowed_on_wire), and its reason has at most
/// [123 bytes](CloseReason::MAX_LEN) of UTF-8. A reason without a code is impossible.
///
/// The value takes 126 bytes, is `Copy` and does not use the heap. It holds the body in the form in which it is sent.
///
/// To read a close frame that arrived, use [`CloseFrame::parse`].
///
/// ```
/// use close_codes::{CloseCode, CloseFrame};
///
/// // In `const`, a frame that may not be sent is a compile error.
/// const RESTARTING: CloseFrame = CloseFrame::from_static(CloseCode::ServiceRestart, "back in a minute");
/// assert_eq!(RESTARTING.encode(), b"\x03\xF4back in a minute");
/// assert_eq!(RESTARTING.to_string(), "1012 Service Restart: \"back in a minute\"");
///
/// let frame = CloseFrame::new(4001, "log in again")?;
/// assert_eq!((frame.code().as_u16(), frame.reason()), (4001, "log in again"));
///
/// let error = CloseFrame::new(CloseCode::AbnormalClosure, "").unwrap_err();
/// assert_eq!(error.to_string(), "1006 is for local use only; a proxy sends 1011 instead");
///
/// // A frame without a body. Its receiver reports 1005.
/// assert_eq!(CloseFrame::EMPTY.encode(), b"");
/// assert_eq!(CloseFrame::EMPTY.code(), CloseCode::NoStatusReceived);
/// # Ok::<_, close_codes::frame::CloseFrameError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct CloseFrame(Bytes);

impl CloseFrame {
    /// The close frame without a body. Its receiver reports 1005.
    pub const EMPTY: Self = Self(Bytes::EMPTY);

    /// The maximum length of a body in bytes: 125, as of every control frame (RFC 6455, section 5.5).
    pub const MAX_LEN: usize = MAX_LEN;

    /// Makes a frame with a code and a reason. The reason may be empty.
    ///
    /// The code is a [`CloseCode`], a code of an application's set, or a number.
    ///
    /// # Errors
    ///
    /// If the code may not be sent ([`CloseCode::is_allowed_on_wire`]), or if the reason has more than
    /// [123 bytes](CloseReason::MAX_LEN). A [`CloseReason`] is never too long.
    ///
    /// ```
    /// # #[cfg(feature = "macros")] {
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
    /// # }
    /// # Ok::<_, close_codes::frame::CloseFrameError>(())
    /// ```
    #[inline]
    pub fn new(code: impl Into<CloseCode>, reason: &str) -> Result<Self, CloseFrameError> {
        Self::checked(code.into(), reason)
    }

    /// Makes a frame in `const`. A frame that may not be sent is a compile error.
    ///
    /// ```
    /// # #[cfg(feature = "macros")] {
    /// use close_codes::{CloseCode, CloseFrame};
    ///
    /// #[close_codes::close_codes]
    /// enum ChatCode {
    ///     TokenExpired = 4001,
    /// }
    ///
    /// const RESTARTING: CloseFrame = CloseFrame::from_static(CloseCode::ServiceRestart, "back in a minute");
    /// const EXPIRED: CloseFrame = CloseFrame::from_static(ChatCode::TokenExpired.code(), "log in again");
    /// # }
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
    /// If it is called at run time with a code or a reason that [`new`](Self::new) refuses. Write
    /// `const { CloseFrame::from_static(…) }` to call it at compile time.
    #[inline]
    #[must_use]
    #[track_caller]
    #[allow(clippy::panic, reason = "it is a compile error where it is meant to be called")]
    pub const fn from_static(code: CloseCode, reason: &'static str) -> Self {
        match Self::checked(code, reason) {
            Ok(frame) => frame,
            Err(CloseFrameError::Code(error)) => panic!("{}", error.rule()),
            Err(CloseFrameError::Reason(_)) => panic!("a close reason has at most 123 bytes of UTF-8"),
        }
    }

    /// The code in the frame; 1005, [`NoStatusReceived`](CloseCode::NoStatusReceived), if the frame is
    /// [empty](Self::is_empty).
    ///
    /// The receiver of an empty frame reports 1005 (RFC 6455, section 7.1.5).
    #[inline]
    #[must_use]
    pub const fn code(&self) -> CloseCode {
        match split(self.0.as_slice()) {
            Some((code, _)) => code,
            None => CloseCode::NoStatusReceived,
        }
    }

    /// The reason in the frame: 0 to 123 bytes. A byte order mark is kept, as in WHATWG's `CloseEvent`.
    ///
    /// Each call checks again that the bytes are UTF-8, because this crate has no `unsafe` code.
    #[inline]
    #[must_use]
    pub const fn reason(&self) -> &str {
        match split(self.0.as_slice()) {
            Some((_, reason)) => text(reason),
            None => "",
        }
    }

    /// Returns `true` if the frame has no body: neither a code nor a reason.
    #[inline]
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.len() == 0
    }

    /// Returns the code as a code of an application's set; `None` if it is not in the set.
    #[inline]
    #[must_use]
    pub fn code_as<S: CodeSet>(&self) -> Option<S> {
        S::from_u16(self.code().as_u16())
    }

    /// Displays the frame with the names of an application's codes. Use it for logs.
    ///
    /// ```
    /// # #[cfg(feature = "macros")] {
    /// use close_codes::CloseFrame;
    ///
    /// #[close_codes::close_codes]
    /// enum GameCode {
    ///     Flood = 4008,
    /// }
    ///
    /// let frame = CloseFrame::new(4008, "slow")?;
    /// assert_eq!(frame.display_as::<GameCode>().to_string(), "4008 Flood: \"slow\"");
    /// # }
    /// # Ok::<_, close_codes::frame::CloseFrameError>(())
    /// ```
    #[inline]
    #[must_use]
    pub fn display_as<S: CodeSet>(&self) -> impl fmt::Display {
        FromFn(|f: &mut fmt::Formatter<'_>| format_close::<S>(self.code(), self.reason(), f))
    }

    /// The body to send: 0 bytes, or 2 to 125 bytes.
    ///
    /// The first two bytes are the code, most significant byte first. The reason follows.
    ///
    /// The caller adds the frame's header with opcode 8, and the mask if the sender is a client (RFC 6455, sections 5.2 and
    /// 5.3).
    #[inline]
    #[must_use]
    pub const fn encode(&self) -> &[u8] {
        self.0.as_slice()
    }

    /// Writes the [body](Self::encode) to the beginning of a buffer, and returns that part of the buffer.
    ///
    /// # Errors
    ///
    /// If the buffer is shorter than the body. The buffer does not change then. [`MAX_LEN`](Self::MAX_LEN) bytes are always
    /// enough.
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
        let body = self.encode();
        let too_short = BufferTooShort::new(buffer, body);
        let part = buffer.get_mut(..body.len()).ok_or(too_short)?;
        part.copy_from_slice(body);
        Ok(part)
    }

    /// Makes the frame that a proxy sends to one side when the other side's connection ended with this code and reason.
    ///
    /// - The same code and reason if the code may be sent. A reason that is too long is [cut](CloseReason::truncating).
    /// - An empty frame for 1005.
    /// - 1011 without a reason for all other codes: see [`CloseCode::forwarded`].
    ///
    /// ```
    /// use close_codes::{CloseCode, CloseFrame};
    ///
    /// let forwarded = CloseFrame::forwarding(CloseCode::GoingAway, "bye");
    /// assert_eq!(forwarded, CloseFrame::from_static(CloseCode::GoingAway, "bye"));
    /// let forwarded = CloseFrame::forwarding(CloseCode::AbnormalClosure, "");
    /// assert_eq!(forwarded, CloseFrame::from_static(CloseCode::InternalError, ""));
    /// assert_eq!(CloseFrame::forwarding(CloseCode::NoStatusReceived, ""), CloseFrame::EMPTY);
    /// ```
    #[inline]
    #[must_use]
    pub const fn forwarding(code: CloseCode, reason: &str) -> Self {
        match code.forwarded() {
            Some(same) if same.as_u16() == code.as_u16() => {
                Self::of_parts(code, CloseReason::truncating(reason).as_bytes())
            }
            Some(other) => Self::of_parts(other, &[]),
            None => Self::EMPTY,
        }
    }

    /// Returns the frame that tells the peer about an error: the code, and the error's text as reason.
    pub(crate) fn telling(code: CloseCode, error: &impl fmt::Display) -> Self {
        Self::forwarding(code, &CloseReason::truncating_fmt(format_args!("{error}")))
    }

    /// Makes the frame that a browser sends when a script calls `close(code, reason)` (WHATWG WebSockets, section 3.1).
    ///
    /// Both arguments are optional. A reason without a code is sent with 1000. Without a code, and without a reason or with an empty one, the frame is
    /// empty.
    ///
    /// # Errors
    ///
    /// The exception that the call throws. The checks have this order:
    ///
    /// - [`CloseCallError::InvalidAccess`] if the code is neither 1000 nor 3000-4999: see
    ///   [`is_allowed_in_close_call`](CloseCode::is_allowed_in_close_call).
    /// - [`CloseCallError::Syntax`] if the reason has more than 123 bytes of UTF-8.
    ///
    /// ```
    /// use close_codes::CloseFrame;
    /// use close_codes::frame::CloseCallError;
    ///
    /// let frame = CloseFrame::from_close_call(Some(3001), Some("bye")).unwrap();
    /// assert_eq!((frame.code().as_u16(), frame.reason()), (3001, "bye"));
    ///
    /// let frame = CloseFrame::from_close_call(None, Some("bye")).unwrap();
    /// assert_eq!(frame.code(), 1000);
    ///
    /// assert_eq!(CloseFrame::from_close_call(None, None), Ok(CloseFrame::EMPTY));
    ///
    /// let error = CloseFrame::from_close_call(Some(1001), Some("bye")).unwrap_err();
    /// assert!(matches!(error, CloseCallError::InvalidAccess(_)));
    /// assert_eq!(error.to_string(), "InvalidAccessError: a script may close with 1000 or 3000-4999, and not with 1001");
    /// ```
    #[inline]
    pub const fn from_close_call(code: Option<u16>, reason: Option<&str>) -> Result<Self, CloseCallError> {
        let reason = match reason {
            Some(reason) => reason,
            None => "",
        };
        let code = match code {
            Some(code) => CloseCode::from_u16(code),
            None if reason.is_empty() => return Ok(Self::EMPTY),
            None => CloseCode::NormalClosure,
        };
        if !code.is_allowed_in_close_call() {
            return Err(CloseCallError::InvalidAccess(code));
        }
        match Self::checked(code, reason) {
            Ok(frame) => Ok(frame),
            Err(CloseFrameError::Reason(error)) => Err(CloseCallError::Syntax(error)),
            Err(CloseFrameError::Code(_)) => Err(CloseCallError::InvalidAccess(code)),
        }
    }

    #[inline]
    const fn checked(code: CloseCode, reason: &str) -> Result<Self, CloseFrameError> {
        if !code.is_allowed_on_wire() {
            return Err(CloseFrameError::Code(CodeNotAllowed::new(code)));
        }
        if reason.len() > CloseReason::MAX_LEN {
            return Err(CloseFrameError::Reason(ReasonTooLong::new(reason)));
        }
        Ok(Self::of_parts(code, reason.as_bytes()))
    }

    /// Makes a frame from a code that may be sent and at most 123 bytes of UTF-8.
    #[inline]
    pub(super) const fn of_parts(code: CloseCode, reason: &[u8]) -> Self {
        Self(Bytes::cut(code.as_u16().to_be_bytes(), reason))
    }
}

/// Returns the [empty](CloseFrame::EMPTY) frame.
impl Default for CloseFrame {
    #[inline]
    fn default() -> Self {
        Self::EMPTY
    }
}

/// Writes code and reason.
impl fmt::Debug for CloseFrame {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CloseFrame").field("code", &self.code()).field("reason", &self.reason()).finish()
    }
}

/// Writes the code, and the reason unless it is empty: `1001 Going Away: "bye"`. The reason is quoted and escaped, because the
/// peer may have chosen its text.
impl fmt::Display for CloseFrame {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        format_close::<CloseCode>(self.code(), self.reason(), f)
    }
}

/// Copies the reason in the frame.
impl From<&CloseFrame> for CloseReason {
    #[inline]
    fn from(frame: &CloseFrame) -> Self {
        Self::truncating(frame.reason())
    }
}

/// Returns the [body](CloseFrame::encode).
impl AsRef<[u8]> for CloseFrame {
    #[inline]
    fn as_ref(&self) -> &[u8] {
        self.encode()
    }
}

impl CloseCode {
    /// Makes a close frame with this code and a reason, as [`CloseFrame::new`] does. The reason may be empty.
    ///
    /// # Errors
    ///
    /// If the code may not be sent, or if the reason has more than 123 bytes.
    ///
    /// ```
    /// use close_codes::CloseCode;
    ///
    /// assert_eq!(CloseCode::GoingAway.frame("bye")?.encode(), b"\x03\xE9bye");
    /// # Ok::<_, close_codes::frame::CloseFrameError>(())
    /// ```
    #[inline]
    pub fn frame(self, reason: &str) -> Result<CloseFrame, CloseFrameError> {
        CloseFrame::new(self, reason)
    }
}
