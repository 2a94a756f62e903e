use core::fmt;

use super::registered::{CodeRange, Language};

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
