use core::fmt;

use super::registered::CloseCode;

/// The error for a code that may not be sent (RFC 6455, section 7.4).
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
/// assert_eq!(refused(1004), "1004 is reserved: it has no meaning yet");
/// assert_eq!(refused(2000), "2000 is not registered: use a private code from 4000 to 4999");
/// assert_eq!(refused(999), "999 is outside of 1000-4999: use a private code from 4000 to 4999");
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

    /// The code that may not be sent.
    #[inline]
    #[must_use]
    pub const fn code(self) -> CloseCode {
        self.code
    }

    /// The rule that forbids the code. Without the number, because a `const` cannot format it.
    #[inline]
    pub(crate) const fn rule(self) -> &'static str {
        match self.code.as_u16() {
            _ if self.code.is_local_only() => "the code is for local use only",
            _ if self.code.is_registered() => "the code is reserved: it has no meaning yet",
            1000..=4999 => "the code is not registered: use a private code from 4000 to 4999",
            _ => "the code is outside of 1000-4999: use a private code from 4000 to 4999",
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
