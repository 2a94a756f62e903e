//! The words around the texts, in the language that they are to be said in.

use close_codes_registry::{Language, Reconnect, Registry, Sender};

use crate::failure::Failure;

/// The index of the language that a tag asks for; without one, of the first.
///
/// Subtags are dropped from the end until a language fits (RFC 4647, section 3.4, Lookup); at last, one will do that
/// agrees in the first subtag, such as `zh-Hans` for `zh`.
pub(crate) fn find_language(registry: &Registry, tag: Option<&str>) -> Result<usize, Failure> {
    let Some(tag) = tag else { return Ok(0) };
    let asked = tag.split(['.', '@']).next().unwrap_or_default().replace('_', "-").to_ascii_lowercase();
    let tags: Vec<_> = registry.languages.iter().map(|language| language.tag.to_ascii_lowercase()).collect();
    let mut ranges = std::iter::successors(Some(&*asked), |range| Some(range.rsplit_once('-')?.0));
    let primary = |tag: &str| tag.split('-').next().map(str::to_owned);
    let found = ranges.find_map(|range| tags.iter().position(|tag| tag == range));
    found.or_else(|| tags.iter().position(|tag| primary(tag) == primary(&asked))).ok_or_else(|| {
        let known = registry.languages.iter().map(|language| format!("{} ({})", language.tag, language.name));
        let known = known.collect::<Vec<_>>().join(", ");
        Failure::new(format!("`{}`: there are no texts in this language, only in {known}", tag.escape_debug()))
    })
}

/// A sender, by the word of the project's own files.
pub(crate) const fn sender_word(sender: Sender) -> &'static str {
    match sender {
        Sender::Either => "either",
        Sender::Client => "client",
        Sender::Server => "server",
        Sender::Nobody => "nobody",
        Sender::Local => "local",
    }
}

/// A reconnect hint, by the word of the project's own files.
pub(crate) const fn reconnect_word(reconnect: Reconnect) -> &'static str {
    match reconnect {
        Reconnect::Yes => "yes",
        Reconnect::No => "no",
        Reconnect::Unknown => "unknown",
    }
}

/// How words are said in one language.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Words<'a> {
    language: &'a Language,
    /// Where a word comes from that the language lacks.
    first: &'a Language,
}

impl<'a> Words<'a> {
    pub(crate) const fn new(language: &'a Language, first: &'a Language) -> Self {
        Self { language, first }
    }

    /// A word by its item in the language's file. What nobody has written in any language stands for itself.
    pub(crate) fn say(self, word: &'a str) -> &'a str {
        debug_assert!(self.first.words.is_empty() || self.first.word(word).is_some(), "nobody knows the word `{word}`");
        self.language.word(word).or_else(|| self.first.word(word)).unwrap_or(word)
    }

    pub(crate) fn sender(self, sender: Sender) -> &'a str {
        self.say(sender_word(sender))
    }

    pub(crate) fn reconnect(self, reconnect: Reconnect) -> &'a str {
        self.say(reconnect_word(reconnect))
    }

    pub(crate) fn yes_or_no(self, yes: bool) -> &'a str {
        self.say(if yes { "yes" } else { "no" })
    }
}
