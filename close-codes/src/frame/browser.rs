use core::fmt;

use super::close_frame::CloseFrame;
use super::error::CloseFrameError;
use crate::code::CloseCode;
use crate::reason::ReasonTooLong;

impl CloseFrame {
    /// What a browser sends when a script calls `close(code, reason)` (WHATWG WebSockets, section 3.1): the arguments, each
    /// of which may be left out, become a frame, `None` for an empty body, or the exception that the call throws.
    ///
    /// A reason without a code goes with 1000. An empty reason without a code is nothing, and goes without a body.
    ///
    /// # Errors
    ///
    /// Checked in this order:
    ///
    /// - [`CloseCallError::InvalidAccess`] if the code is neither 1000 nor 3000-4999, as
    ///   [`CloseCode::is_allowed_in_close_call`] says.
    /// - [`CloseCallError::Syntax`] if the reason has more than 123 bytes of UTF-8.
    ///
    /// ```
    /// use close_codes::{CloseCallError, CloseFrame};
    ///
    /// let frame = CloseFrame::from_close_call(Some(3001), Some("bye")).unwrap().expect("a code");
    /// assert_eq!((frame.code().as_u16(), frame.reason()), (3001, "bye"));
    ///
    /// let frame = CloseFrame::from_close_call(None, Some("bye")).unwrap().expect("a code");
    /// assert_eq!(frame.code(), 1000);
    ///
    /// assert_eq!(CloseFrame::from_close_call(None, None), Ok(None));
    ///
    /// let error = CloseFrame::from_close_call(Some(1001), Some("bye")).unwrap_err();
    /// assert!(matches!(error, CloseCallError::InvalidAccess(_)));
    /// assert_eq!(error.to_string(), "InvalidAccessError: a script may close with 1000 or 3000-4999, and not with 1001");
    /// ```
    #[inline]
    pub const fn from_close_call(code: Option<u16>, reason: Option<&str>) -> Result<Option<Self>, CloseCallError> {
        let reason = match reason {
            Some(reason) => reason,
            None => "",
        };
        let code = match code {
            Some(code) => CloseCode::from_u16(code),
            None if reason.is_empty() => return Ok(None),
            None => CloseCode::NormalClosure,
        };
        if !code.is_allowed_in_close_call() {
            return Err(CloseCallError::InvalidAccess(code));
        }
        match Self::sendable(code, reason) {
            Ok(frame) => Ok(Some(frame)),
            Err(CloseFrameError::Reason(error)) => Err(CloseCallError::Syntax(error)),
            Err(CloseFrameError::Code(_)) => Err(CloseCallError::InvalidAccess(code)),
        }
    }
}

/// The exception that a browser's `close(code, reason)` throws.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CloseCallError {
    /// `InvalidAccessError`: a code that a script may not send.
    InvalidAccess(CloseCode),
    /// `SyntaxError`: a reason of more than 123 bytes of UTF-8.
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
