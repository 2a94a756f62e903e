use core::fmt::{Debug, Display};
use core::hash::Hash;

use super::registered::CloseCode;

/// A set of close codes: the codes of one application, or [`CloseCode`] itself.
///
/// The attribute [`close_codes`](macro@crate::close_codes) implements `CodeSet` for its enums. Code that is generic over
/// `CodeSet` works with the codes of any application:
///
/// ```
/// # #[cfg(feature = "macros")] {
/// use close_codes::{CloseCode, CodeSet};
///
/// #[close_codes::close_codes]
/// enum ChatCode {
///     /// The session's token has expired.
///     TokenExpired = 4001,
/// }
///
/// /// The application's name for a code, or the registry's name.
/// fn name_of<S: CodeSet>(code: CloseCode) -> &'static str {
///     S::from_u16(code.as_u16()).map_or(code.name(), S::name)
/// }
///
/// assert_eq!(name_of::<ChatCode>(CloseCode::from_u16(4001)), "Token Expired");
/// assert_eq!(name_of::<ChatCode>(CloseCode::GoingAway), "Going Away");
/// # }
/// ```
///
/// [`CloseFrame::new`](crate::CloseFrame::new) accepts a code of any set:
///
/// ```
/// use close_codes::frame::CloseFrameError;
/// use close_codes::{CloseCode, CloseFrame, CodeSet};
///
/// fn bye<S: CodeSet>(code: S) -> Result<CloseFrame, CloseFrameError> {
///     CloseFrame::new(code, "bye")
/// }
/// # assert_eq!(bye(CloseCode::GoingAway).unwrap().encode(), b"\x03\xE9bye");
/// ```
///
/// Each code of a set has its own number. [`from_u16`](Self::from_u16) is the inverse of [`as_u16`](Self::as_u16). Codes are
/// ordered by number. The columns of a table are not part of the trait, because each table has different columns.
///
/// The set may leave out [`FromStr`](core::str::FromStr) and the conversions from and to [`u16`]. To read a code from a text,
/// write `S: CodeSet + FromStr`. To convert numbers, use [`from_u16`](Self::from_u16) and [`as_u16`](Self::as_u16).
pub trait CodeSet: Copy + Ord + Hash + Debug + Display + Into<CloseCode> + Send + Sync + 'static {
    /// The codes that have a name, in ascending order: all codes of an application, or the registered codes for
    /// [`CloseCode`].
    const ALL: &'static [Self];

    /// Returns the code with this number; `None` if it is not in the set. [`CloseCode`] has a code for every number.
    fn from_u16(code: u16) -> Option<Self>;

    /// The number, as it stands in the first two bytes of a close frame's body (RFC 6455, section 5.5.1).
    fn as_u16(self) -> u16;

    /// The name: a few words.
    fn name(self) -> &'static str;

    /// The meaning of the code: a sentence or more. Empty if the application gives no description.
    fn description(self) -> &'static str;

    /// The documents that define the code. Often empty.
    fn references(self) -> &'static [&'static str];

    /// A label in `snake_case`, for metrics and translation files.
    fn key(self) -> &'static str;
}

impl CodeSet for CloseCode {
    const ALL: &'static [Self] = Self::ALL;

    #[inline]
    fn from_u16(code: u16) -> Option<Self> {
        Some(Self::from_u16(code))
    }

    #[inline]
    fn as_u16(self) -> u16 {
        self.as_u16()
    }

    #[inline]
    fn name(self) -> &'static str {
        self.name()
    }

    #[inline]
    fn description(self) -> &'static str {
        self.description()
    }

    #[inline]
    fn references(self) -> &'static [&'static str] {
        self.references()
    }

    #[inline]
    fn key(self) -> &'static str {
        self.key()
    }
}
