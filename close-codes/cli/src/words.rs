//! The words around the texts, in each language.

use std::sync::LazyLock;

use close_codes_registry::{Language, Missing, Problems, Reconnect, Registry, Sender, Source, read};

use crate::failure::Failure;

/// The index of the language for a tag such as `es-MX`; without a tag, of the first language.
///
/// Translations are always those that are built in. So the library's own lookup finds the language.
pub(crate) fn find_language(registry: &Registry, tag: Option<&str>) -> Result<usize, Failure> {
    let Some(tag) = tag else { return Ok(0) };
    let found = close_codes::Language::from_tag(tag);
    let index = found.and_then(|found| registry.languages.iter().position(|language| language.tag == found.tag()));
    index.ok_or_else(|| {
        let known = registry.languages.iter().map(|language| format!("{} ({})", language.tag, language.name));
        let known = known.collect::<Vec<_>>().join(", ");
        Failure::new(format!("there are no texts in `{tag}`: choose one of {known}"))
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
static LOCALES: LazyLock<Vec<Locale>> = LazyLock::new(|| read_locales(FILES, &mut Problems::default()));

/// The files in `locales/`, as the build script lists them.
const FILES: &[(&str, &[u8])] = &include!(concat!(env!("OUT_DIR"), "/locales.rs"));

/// Reads the files, and reports each word that is there twice, or that English lacks.
fn read_locales(files: &[(&str, &[u8])], problems: &mut Problems) -> Vec<Locale> {
    let mut locales: Vec<Locale> = Vec::new();
    for &(file, bytes) in files {
        let source = Source::new(format!("locales/{file}"), bytes);
        let mut locale = Locale { tag: source.stem().to_owned(), words: Vec::new() };
        for [word, text] in read::rows(&source, ["Word", "Text"], problems).rows {
            if locale.word(&word.text).is_some() {
                problems.report(&source, word.span, "the word is already there: remove the row");
            } else if locales.first().is_some_and(|english| english.word(&word.text).is_none()) {
                problems.report(
                    &source,
                    word.span,
                    "the word is not in locales/en.csv: is it spelled like this there?",
                );
            } else if !text.text.is_empty() {
                locale.words.push((word.text, text.text));
            }
        }
        locales.push(locale);
    }
    locales
}

/// The words that these languages lack; they are said in English.
pub(crate) fn missing(languages: &[Language]) -> Vec<Missing> {
    let mut missing = Vec::new();
    for Language { tag, .. } in languages {
        let Words { english, own } = Words::of(tag);
        let is_missing = |word: &&String| own.is_none_or(|own| own.word(word).is_none());
        for word in english.words.iter().map(|(word, _)| word).filter(is_missing) {
            missing.push(Missing { file: format!("locales/{tag}.csv"), item: word.clone(), what: "word" });
        }
    }
    missing
}

/// The words in one language. Words that the language lacks are said in English.
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

    /// The text for a word, as the first column of the language's file names it.
    pub(crate) fn say(self, word: &str) -> &'static str {
        let text = self.own.and_then(|own| own.word(word)).or_else(|| self.english.word(word));
        text.expect("locales/en.csv has every word")
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locales_are_sound() {
        let mut problems = Problems::default();
        let locales = read_locales(FILES, &mut problems);
        assert!(problems.is_empty(), "{problems:#}");
        assert_eq!(locales.first().map(|locale| &*locale.tag), Some("en"));
        let registry = Registry::embedded().unwrap();
        for Locale { tag, .. } in locales {
            assert!(registry.languages.iter().any(|language| language.tag == tag), "there are no texts in `{tag}`");
        }
    }

    #[test]
    fn a_typing_error_in_a_locale_is_found() {
        let english: &[u8] = b"Word,Text\nsearch,Search\nyes,yes\n";
        let mut problems = Problems::default();
        read_locales(&[("en.csv", english), ("it.csv", b"Word,Text\nserach,Cerca\nyes,si\nyes,no\n")], &mut problems);
        let problems: Vec<_> = problems.iter().map(ToString::to_string).collect();
        assert_eq!(
            problems,
            [
                "locales/it.csv:2:1: the word is not in locales/en.csv: is it spelled like this there?",
                "locales/it.csv:4:1: the word is already there: remove the row",
            ]
        );
    }

    #[test]
    fn what_a_language_lacks_is_said_in_english() {
        let klingon = Words::of("tlh");
        assert_eq!((klingon.say("sent-by"), klingon.sender(Sender::Local)), ("Sent by", "nobody (local use)"));
    }

    #[test]
    fn missing_words_are_told_by_file() {
        let language = |tag: &str| Language { tag: tag.to_owned(), variant: String::new(), name: String::new() };
        let missing = missing(&[language("en"), language("tlh")]);
        assert_eq!(missing.first().map(ToString::to_string).as_deref(), Some("locales/tlh.csv: title has no word"));
        assert!(missing.iter().all(|missing| missing.file == "locales/tlh.csv"));
    }
}
