use core::fmt;

use super::registered::CloseCode;

impl CloseCode {
    /// Returns the code with this number if a close frame may hold the code (RFC 6455, section 7.4).
    ///
    /// These are the codes that are [allowed on the wire](Self::is_allowed_on_wire). To take any number, use
    /// [`from_u16`](Self::from_u16).
    ///
    /// # Errors
    ///
    /// If the code is not allowed on the wire: the error holds the code, and its text says which rule forbids the code.
    ///
    /// ```
    /// use close_codes::CloseCode;
    ///
    /// assert_eq!(CloseCode::sendable(1001), Ok(CloseCode::GoingAway));
    /// assert_eq!(CloseCode::sendable(4001).map(CloseCode::as_u16), Ok(4001));
    ///
    /// let error = CloseCode::sendable(1006).unwrap_err();
    /// assert_eq!(error.code(), CloseCode::AbnormalClosure);
    /// assert_eq!(error.to_string(), "1006 is for local use only; a proxy sends 1011 instead");
    /// ```
    #[inline]
    pub const fn sendable(code: u16) -> Result<Self, CodeNotAllowed> {
        let code = Self::from_u16(code);
        if code.is_allowed_on_wire() { Ok(code) } else { Err(CodeNotAllowed::new(code)) }
    }
}

/// A code that no close frame may hold (RFC 6455, section 7.4).
///
/// ```
/// use close_codes::CloseCode;
///
/// let refused = |code| CloseCode::sendable(code).unwrap_err().to_string();
/// assert_eq!(
///     refused(1005),
///     "1005 is for local use only; a proxy sends a close frame without a code instead, `CloseFrame::EMPTY`"
/// );
/// assert_eq!(refused(1015), "1015 is for local use only; a proxy sends 1011 instead");
/// assert_eq!(refused(1004), "1004 is reserved, and has no meaning yet");
/// assert_eq!(refused(2000), "2000 is not registered; private codes are from 4000 to 4999");
/// assert_eq!(refused(999), "999 is not a close code; close codes are from 1000 to 4999, private ones from 4000 to 4999");
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
    pub(crate) const fn rule(self) -> &'static str {
        match self.code.as_u16() {
            _ if self.code.is_local_only() => "the code is for local use only",
            _ if self.code.is_registered() => "the code is reserved, and has no meaning yet",
            1000..=4999 => "the code is not registered; private codes are from 4000 to 4999",
            _ => "the code is not a close code; close codes are from 1000 to 4999, private ones from 4000 to 4999",
        }
    }
}

impl fmt::Display for CodeNotAllowed {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.code.as_u16(), self.rule().trim_start_matches("the code"))?;
        match self.code.forwarded() {
            _ if !self.code.is_local_only() => Ok(()),
            Some(other) => write!(f, "; a proxy sends {} instead", other.as_u16()),
            None => f.write_str("; a proxy sends a close frame without a code instead, `CloseFrame::EMPTY`"),
        }
    }
}

impl core::error::Error for CodeNotAllowed {}
