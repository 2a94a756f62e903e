use core::ops::RangeInclusive;

use crate::code::CloseCode;

/// The codes that a receiver accepts in a close frame.
///
/// RFC 6455 does not say how to treat a code that no document defines, and implementations differ. Each policy refuses 1005,
/// 1006 and 1015, a body of one byte, a body of more than 125 bytes, and a reason that is not UTF-8.
///
/// # A policy that never changes
///
/// A minor version of this crate may add a registered code. [`Strict`](Self::Strict) then accepts that code too. If the
/// behavior of your library must not change with an update of this crate, list the numbers with [`Only`](Self::Only):
///
/// ```
/// use close_codes::{CloseCode, CodePolicy};
///
/// /// The codes that `Strict` accepts with IANA's registry of 2026-06-10.
/// const REGISTRY_2026: CodePolicy = CodePolicy::Only(&[1000..=1003, 1007..=1014, 3000..=4999]);
/// /// The codes of RFC 6455 itself, without the later 1012, 1013 and 1014.
/// const RFC_6455: CodePolicy = CodePolicy::Only(&[1000..=1003, 1007..=1011, 3000..=4999]);
///
/// assert!(REGISTRY_2026.allows(CloseCode::BadGateway));
/// assert!(!RFC_6455.allows(CloseCode::BadGateway));
/// ```
///
/// All numbers in these two lists may be sent. So [`echo`](super::ReceivedClose::echo) does not change either: it repeats the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CodePolicy {
    /// The codes that [may be sent](CloseCode::is_allowed_on_wire): registered codes, and 3000-4999. The Autobahn Testsuite
    /// expects this policy (cases 7.9).
    Strict,
    /// The codes of [`Strict`](Self::Strict), and all unregistered numbers from 1000 to 2999, because the peer may use a newer
    /// registry than this crate. Refuses the reserved 1004.
    Extensible,
    /// All numbers from 0 to 65535 except 1005, 1006 and 1015, as in Chromium. Does not change when a code is registered.
    Browser,
    /// The numbers in these ranges, except 1005, 1006 and 1015. Does not change when a code is registered.
    Only(&'static [RangeInclusive<u16>]),
}

impl CodePolicy {
    /// Returns `true` if the receiver accepts the code.
    ///
    /// ```
    /// use close_codes::{CloseCode, CodePolicy};
    ///
    /// let unassigned = CloseCode::from_u16(1999);
    /// assert!(!CodePolicy::Strict.allows(unassigned));
    /// assert!(CodePolicy::Extensible.allows(unassigned));
    ///
    /// let out_of_range = CloseCode::from_u16(5000);
    /// assert!(!CodePolicy::Extensible.allows(out_of_range));
    /// assert!(CodePolicy::Browser.allows(out_of_range));
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

/// Returns `true` for the codes of RFC 6455, section 7.4.1. Not [`CloseCode::is_local_only`], which changes with IANA's registry.
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
