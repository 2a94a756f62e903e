use core::fmt;

use super::registered::Language;

impl Language {
    /// Finds the language for a tag such as `es`, `es-MX` or `es_MX`. Ignores case.
    ///
    /// Subtags are removed from the end until a language matches (BCP 47: RFC 4647, section 3.4, Lookup). Without a match, a
    /// language with the same first subtag is used: `zh-Hans` for `zh` or `zh-CN`. Names of POSIX locales (`es_MX.UTF-8`) work
    /// too: an underscore counts as a hyphen, and everything after a dot or an at sign is ignored.
    ///
    /// ```
    /// use close_codes::Language;
    ///
    /// assert_eq!(Language::from_tag("es-419"), Some(Language::Es));
    /// assert_eq!(Language::from_tag("EN"), Some(Language::En));
    /// assert_eq!(Language::from_tag("zh-CN"), Some(Language::ZhHans));
    /// assert_eq!(Language::from_tag("tlh"), None);
    /// ```
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let mut range = tag.split(['.', '@']).next().unwrap_or_default();
        loop {
            if let Some(&language) = Self::ALL.iter().find(|language| is_same_tag(language.tag(), range)) {
                return Some(language);
            }
            let Some((shorter, _)) = range.rsplit_once(['-', '_']) else { break };
            range = shorter;
        }
        let first = |tag: &'static str| tag.split('-').next().unwrap_or_default();
        Self::ALL.iter().copied().find(|language| is_same_tag(first(language.tag()), range))
    }
}

fn is_same_tag(one: &str, other: &str) -> bool {
    let hyphenated = |byte: u8| if byte == b'_' { b'-' } else { byte.to_ascii_lowercase() };
    one.bytes().map(hyphenated).eq(other.bytes().map(hyphenated))
}

/// Writes the [`tag`](Language::tag).
impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.tag())
    }
}
