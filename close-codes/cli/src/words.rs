//! The words around the texts, in the language that they are to be said in.

use std::sync::LazyLock;

use close_codes_registry::{Problems, Reconnect, Registry, Sender, Source, read};

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

/// The words that the command and the page say in one language.
#[derive(Debug)]
pub(crate) struct Locale {
    tag: String,
    words: Vec<(String, String)>,
}

impl Locale {
    fn word(&self, word: &str) -> Option<&str> {
        self.words.iter().find(|(other, _)| other == word).map(|(_, text)| text.as_str())
    }
}

/// The files in `locales/`.
static LOCALES: LazyLock<Vec<Locale>> = LazyLock::new(|| {
    let files: &[(&str, &[u8])] = &include!(concat!(env!("OUT_DIR"), "/locales.rs"));
    files.iter().map(|&(file, bytes)| read_locale(file, bytes)).collect()
});

fn read_locale(file: &str, bytes: &[u8]) -> Locale {
    let source = Source::new(format!("locales/{file}"), bytes);
    let mut problems = Problems::default();
    let rows = read::rows(&source, ["Word", "Text"], &mut problems).rows;
    debug_assert!(problems.is_empty(), "{problems}");
    let words = rows.into_iter().map(|[word, text]| (word.text, text.text)).filter(|(_, text)| !text.is_empty());
    Locale { tag: source.stem().to_owned(), words: words.collect() }
}

/// How words are said in one language. A word that the language lacks is said in English.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Words {
    own: Option<&'static Locale>,
}

impl Words {
    pub(crate) fn of(tag: &str) -> Self {
        Self { own: LOCALES.iter().find(|locale| locale.tag == tag) }
    }

    /// A word by its item in the language's file.
    pub(crate) fn say<'w>(self, word: &'w str) -> &'w str
    where
        'static: 'w,
    {
        let english = LOCALES.iter().find(|locale| locale.tag == "en").and_then(|locale| locale.word(word));
        debug_assert!(english.is_some(), "there is no English word `{word}`");
        self.own.and_then(|locale| locale.word(word)).or(english).unwrap_or(word)
    }

    pub(crate) fn sender(self, sender: Sender) -> &'static str {
        self.say(sender_word(sender))
    }

    pub(crate) fn reconnect(self, reconnect: Reconnect) -> &'static str {
        self.say(reconnect_word(reconnect))
    }

    pub(crate) fn yes_or_no(self, yes: bool) -> &'static str {
        self.say(if yes { "yes" } else { "no" })
    }
}
