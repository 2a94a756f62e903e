use core::ops::RangeInclusive;

use crate::code::CloseCode;

/// The codes that a received close frame may hold: the choice of the receiver.
///
/// RFC 6455 does not say what to do about a code that no document defines, and implementations differ. No policy accepts
/// 1005, 1006 and 1015, a body of one byte, a body of more than 125 bytes, or a reason that is not UTF-8.
///
/// # A set that stays the same
///
/// A minor version of this crate may add a registered code, and [`Strict`](Self::Strict) then accepts that code. A library whose
/// behavior must not change with an update of this crate lists the numbers itself, with [`Only`](Self::Only):
///
/// ```
/// use close_codes::{CloseCode, CodePolicy};
///
/// /// What `Strict` accepts by IANA's registry of 2026-06-10.
/// const REGISTRY_2026: CodePolicy = CodePolicy::Only(&[1000..=1003, 1007..=1014, 3000..=4999]);
/// /// What RFC 6455 itself defines, without the later 1012, 1013 and 1014.
/// const RFC_6455: CodePolicy = CodePolicy::Only(&[1000..=1003, 1007..=1011, 3000..=4999]);
///
/// assert!(REGISTRY_2026.allows(CloseCode::BadGateway));
/// assert!(!RFC_6455.allows(CloseCode::BadGateway));
/// ```
///
/// Each number in these two lists may be sent, so [`echo`](super::ReceivedClose::echo) also stays the same: it repeats the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CodePolicy {
    /// Each code that [may go over the wire](CloseCode::is_allowed_on_wire): registered codes, and 3000-4999. The Autobahn
    /// Testsuite asks for this (cases 7.9).
    Strict,
    /// Also the numbers from 1000 to 2999 that nobody has registered: a peer may know a registry that is newer than this
    /// crate. The reserved 1004 is refused.
    Extensible,
    /// All numbers from 0 to 65535 but 1005, 1006 and 1015, as Chromium does. A registration changes nothing.
    Browser,
    /// The numbers in these ranges, but never 1005, 1006 and 1015. A registration changes nothing.
    Only(&'static [RangeInclusive<u16>]),
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
            Self::Browser => !is_local_only(code.as_u16()),
            Self::Only(ranges) => !is_local_only(code.as_u16()) && contains(ranges, code.as_u16()),
        }
    }
}

/// By RFC 6455, section 7.4.1. [`CloseCode::is_local_only`] would also know a code that IANA adds.
const fn is_local_only(number: u16) -> bool {
    matches!(number, 1005 | 1006 | 1015)
}

const fn contains(mut ranges: &[RangeInclusive<u16>], number: u16) -> bool {
    while let [range, rest @ ..] = ranges {
        if *range.start() <= number && number <= *range.end() {
            return true;
        }
        ranges = rest;
    }
    false
}
