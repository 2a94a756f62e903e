use crate::code::CloseCode;

/// Which codes a received close frame may hold.
///
/// RFC 6455 does not say what to do about a code that no document defines, and implementations differ. Whatever the profile,
/// 1005, 1006 and 1015 are refused, as are a body of one byte, one of more than 125, and a reason that is not UTF-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Profile {
    /// Each code that [may go over the wire](CloseCode::is_allowed_on_wire): registered codes, and 3000-4999. The Autobahn
    /// Testsuite asks for this (cases 7.9).
    Strict,
    /// Also the numbers from 1000 to 2999 that nobody has registered: a peer may know a registry that is newer than this
    /// crate. The reserved 1004 is refused.
    Extensible,
    /// All numbers from 0 to 65535 but 1005, 1006 and 1015, as Chromium does.
    Browser,
}

impl Profile {
    /// Whether a received close frame may hold the code.
    ///
    /// ```
    /// use close_codes::{CloseCode, Profile};
    ///
    /// let unassigned = CloseCode::from_u16(1999);
    /// assert!(!Profile::Strict.allows(unassigned));
    /// assert!(Profile::Extensible.allows(unassigned));
    ///
    /// let none_at_all = CloseCode::from_u16(5000);
    /// assert!(!Profile::Extensible.allows(none_at_all));
    /// assert!(Profile::Browser.allows(none_at_all));
    ///
    /// assert!(!Profile::Browser.allows(CloseCode::AbnormalClosure));
    /// ```
    #[inline]
    #[must_use]
    pub const fn allows(self, code: CloseCode) -> bool {
        match self {
            Self::Strict => code.is_allowed_on_wire(),
            Self::Extensible => {
                code.is_allowed_on_wire() || !code.is_registered() && matches!(code.as_u16(), 1000..=2999)
            }
            Self::Browser => !code.is_local_only(),
        }
    }
}
