//! The words around the registry's texts, in each language.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use close_codes_registry::{Language, Missing, Reconnect, Registry, Sender};

use crate::failure::Failure;

/// Returns the index of the language for a tag such as `es-MX`, or of the first language without a tag.
///
/// Only the built-in translations are used, so the library's lookup finds the language.
pub(crate) fn find_language(registry: &Registry, tag: Option<&str>) -> Result<usize, Failure> {
    let Some(tag) = tag else { return Ok(0) };
    let found = close_codes::Language::from_tag(tag);
    let index = found.and_then(|found| registry.languages.iter().position(|language| language.tag == found.tag()));
    index.ok_or_else(|| {
        let known = registry.languages.iter().map(|language| format!("{} ({})", language.tag, language.name));
        let known = known.collect::<Vec<_>>().join(", ");
        Failure::new(format!("the language `{tag}` is not available: choose one of {known}"))
    })
}

/// The words in one language.
#[derive(Debug)]
struct Locale {
    tag: String,
    words: Vec<(String, String)>,
}

impl Locale {
    fn word(&self, word: &str) -> Option<&str> {
        self.words.iter().find(|(other, _)| other == word).map(|(_, text)| text.as_str())
    }
}

/// The words of each file in `locales/`, English first.
#[allow(clippy::expect_used, reason = "locales are built in, and a test checks them")]
static LOCALES: LazyLock<Vec<Locale>> = LazyLock::new(|| {
    let locale = |&(file, bytes): &(&str, &[u8])| {
        let rows = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(bytes).into_deserialize();
        let words = rows.map(|row| row.expect("a locale has words and texts"));
        let words = words.filter(|(_, text): &(String, String)| !text.is_empty()).collect();
        Locale { tag: file.trim_end_matches(".csv").to_owned(), words }
    };
    FILES.iter().map(locale).collect()
});

/// The files in `locales/`, as the build script lists them.
const FILES: &[(&str, &[u8])] = &include!(concat!(env!("OUT_DIR"), "/locales.rs"));

/// Lists the words that these languages lack. English is used for them.
pub(crate) fn missing(languages: &[Language]) -> Vec<Missing> {
    let mut missing = Vec::new();
    for Language { tag, .. } in languages {
        let Words { english, own } = Words::of(tag);
        let is_missing = |word: &&String| own.is_none_or(|own| own.word(word).is_none());
        for word in english.words.iter().map(|(word, _)| word).filter(is_missing) {
            let file = format!("locales/{tag}.csv");
            missing.push(Missing { file, item: word.clone(), what: "word", derived: None });
        }
    }
    missing
}

/// The words in one language. English is used for words that the language lacks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Words {
    own: Option<&'static Locale>,
    english: &'static Locale,
}

#[allow(clippy::expect_used, reason = "locales are built in, and a test checks them")]
impl Words {
    pub(crate) fn of(tag: &str) -> Self {
        let english = LOCALES.first().expect("locales/en.csv is built in");
        Self { own: LOCALES.iter().find(|locale| locale.tag == tag), english }
    }

    /// Returns the text for a word. The first column of the language's file has the words.
    pub(crate) fn say(self, word: &str) -> &'static str {
        self.find(word).expect("locales/en.csv has every word")
    }

    /// Returns the title of a case, by its name and its English title. The title of a code is the same in each language.
    pub(crate) fn case_title(self, name: &str, title: &'static str) -> &'static str {
        self.find(&format!("case-{name}")).unwrap_or(title)
    }

    fn find(self, word: &str) -> Option<&'static str> {
        self.own.and_then(|own| own.word(word)).or_else(|| self.english.word(word))
    }

    /// Returns all words that begin with this prefix, without it, and their texts.
    pub(crate) fn with_prefix(self, prefix: &str) -> BTreeMap<&'static str, &'static str> {
        let words = self.english.words.iter();
        words.filter_map(|(word, _)| Some((word.strip_prefix(prefix)?, self.say(word)))).collect()
    }

    /// Returns the text for a word, with a value for each `{}` in it.
    pub(crate) fn fill(self, word: &str, values: &[&str]) -> String {
        let mut parts = self.say(word).split("{}");
        let mut text = parts.next().unwrap_or_default().to_owned();
        for (part, value) in parts.zip(values) {
            text.push_str(value);
            text.push_str(part);
        }
        text
    }

    /// Joins parts to a list. The comma of Chinese and Japanese has its space in it.
    pub(crate) fn list(self, parts: &[impl AsRef<str>]) -> String {
        let comma = self.say("comma");
        let space = if comma.is_ascii() { " " } else { "" };
        let parts: Vec<_> = parts.iter().map(AsRef::as_ref).collect();
        parts.join(&format!("{comma}{space}"))
    }

    pub(crate) fn sender(self, sender: Sender) -> &'static str {
        self.say(sender.name())
    }

    pub(crate) fn reconnect(self, reconnect: Reconnect) -> &'static str {
        self.say(reconnect.name())
    }

    pub(crate) fn yes_or_no(self, yes: bool) -> &'static str {
        self.say(if yes { "yes" } else { "no" })
    }
}
