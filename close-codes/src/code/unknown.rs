use core::fmt;

use super::registered::CloseCode;

/// The error for a code that is not in a set: `try_from` returns it.
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
    /// The code. It may be a registered code.
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

    /// Makes an error for a number that is not in a set.
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
