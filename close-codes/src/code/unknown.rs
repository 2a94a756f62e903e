use core::fmt;

use super::registered::CloseCode;

/// A set of codes does not have this number: the error of `try_from`.
///
/// ```
/// # #[cfg(feature = "macros")] {
/// use close_codes::CloseCode;
///
/// #[close_codes::close_codes]
/// enum ChatCode {
///     TokenExpired = 4001,
/// }
///
/// let error = ChatCode::try_from(CloseCode::from_u16(4007)).unwrap_err();
/// assert_eq!(error.as_u16(), 4007);
/// assert_eq!(error.to_string(), "4007 is not a code of this set");
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct UnknownCode {
    code: CloseCode,
}

impl UnknownCode {
    /// The code, which may be a registered one.
    #[inline]
    #[must_use]
    pub const fn code(self) -> CloseCode {
        self.code
    }

    /// The number.
    #[inline]
    #[must_use]
    pub const fn as_u16(self) -> u16 {
        self.code.as_u16()
    }

    /// An error for a number that a set does not have.
    #[inline]
    #[must_use]
    pub const fn new(code: u16) -> Self {
        Self { code: CloseCode::from_u16(code) }
    }
}

impl fmt::Display for UnknownCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is not a code of this set", self.as_u16())
    }
}

impl core::error::Error for UnknownCode {}
