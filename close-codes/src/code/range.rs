use core::fmt;

use super::language::Language;

/// A range of status codes (RFC 6455, section 7.4.2). Every number from 0 to 65535 is in exactly one.
///
/// RFC 6455 gives 1000-2999 to the protocol and its extensions together, and says nothing about numbers from 5000 on.
/// Here 1000-1999 and 2000-2999 are two ranges, as is common, and the last range is [`Undefined`](Self::Undefined).
#[doc = include_str!("range.md")]
/// ```
/// use close_codes::CodeRange;
///
/// assert_eq!(CodeRange::of(4001), CodeRange::Application);
/// assert_eq!(CodeRange::Application.bounds(), 4000..=4999);
/// ```
#[close_codes_macros::code_ranges]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CodeRange {}

impl CodeRange {
    /// The name in English, such as `Application`.
    #[inline]
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.name_in(Language::En)
    }

    /// The purpose of the range, in English: a sentence or more.
    #[inline]
    #[must_use]
    pub const fn description(self) -> &'static str {
        self.description_in(Language::En)
    }
}

/// The [`name`](CodeRange::name).
impl fmt::Display for CodeRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
