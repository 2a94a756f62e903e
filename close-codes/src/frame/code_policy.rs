use crate::code::CloseCode;

/// The codes that a received close frame may hold: the choice of the receiver.
///
/// RFC 6455 does not say what to do about a code that no document defines, and implementations differ. No policy accepts
/// 1005, 1006 and 1015, a body of one byte, a body of more than 125 bytes, or a reason that is not UTF-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CodePolicy {
    /// Each code that [may go over the wire](CloseCode::is_allowed_on_wire): registered codes, and 3000-4999. The Autobahn
    /// Testsuite asks for this (cases 7.9).
    Strict,
    /// Also the numbers from 1000 to 2999 that nobody has registered: a peer may know a registry that is newer than this
    /// crate. The reserved 1004 is refused.
    Extensible,
    /// All numbers from 0 to 65535 but 1005, 1006 and 1015, as Chromium does.
    Browser,
}

impl CodePolicy {
    /// Returns `true` if a received close frame may hold the code.
    ///
    /// ```
    /// use close_codes::{CloseCode, CodePolicy};
    ///
    /// let unassigned = CloseCode::from_u16(1999);
    /// assert!(!CodePolicy::Strict.allows(unassigned));
    /// assert!(CodePolicy::Extensible.allows(unassigned));
    ///
    /// let none_at_all = CloseCode::from_u16(5000);
    /// assert!(!CodePolicy::Extensible.allows(none_at_all));
    /// assert!(CodePolicy::Browser.allows(none_at_all));
    ///
    /// assert!(!CodePolicy::Browser.allows(CloseCode::AbnormalClosure));
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
