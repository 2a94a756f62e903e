//! The words around the registry's texts, in each language.

#![allow(clippy::unwrap_used, reason = "what goes wrong here fails a test")]

#[allow(dead_code, reason = "the command uses the rest")]
#[path = "../src/cases/mod.rs"]
mod cases;
#[allow(dead_code, reason = "the command uses the rest")]
#[path = "../src/failure.rs"]
mod failure;
#[allow(dead_code, reason = "the command uses the rest")]
#[path = "../src/words.rs"]
mod words;

use close_codes_registry::{Language, Problems, Registry, Sender, Source, read};

use self::words::Words;

/// Reports words that occur twice, and words that English lacks.
fn check(english: &Source, locale: &Source) -> Problems {
    let mut problems = Problems::default();
    let known = read::rows(english, ["Word", "Text"], &mut problems).rows;
    let mut seen = Vec::new();
    for [word, _] in read::rows(locale, ["Word", "Text"], &mut problems).rows {
        if seen.contains(&word.text) {
            problems.report(locale, word.span, "the word is already there: remove the row");
        } else if !known.iter().any(|[english, _]| english.text == word.text) {
            problems.report(locale, word.span, "the word is not in locales/en.csv: is it spelled like this there?");
        }
        seen.push(word.text);
    }
    problems
}

#[test]
fn locales_are_sound() {
    let registry = Registry::embedded().unwrap();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/locales");
    let read = |path: &str| Source::new(path, &std::fs::read(path).unwrap());
    let english = read(&format!("{folder}/en.csv"));
    for entry in std::fs::read_dir(folder).unwrap() {
        let locale = read(entry.unwrap().path().to_str().unwrap());
        let problems = check(&english, &locale);
        assert!(problems.is_empty(), "{problems:#}");
        let tag = locale.stem();
        assert!(registry.languages.iter().any(|language| language.tag == tag), "the registry has no texts in `{tag}`");
    }
}

#[test]
fn a_typing_error_in_a_locale_is_found() {
    let english = Source::new("locales/en.csv", b"Word,Text\nsearch,Search\nyes,yes\n");
    let italian = Source::new("locales/it.csv", b"Word,Text\nserach,Cerca\nyes,si\nyes,no\n");
    let problems: Vec<_> = check(&english, &italian).iter().map(ToString::to_string).collect();
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
    assert_eq!((klingon.say("sent-by"), klingon.sender(Sender::Local)), ("Sent by", "none (local use only)"));
}

#[test]
fn missing_words_are_told_by_file() {
    let language = |tag: &str| Language { tag: tag.to_owned(), variant: String::new(), name: String::new() };
    let missing = words::missing(&[language("en"), language("tlh")]);
    assert_eq!(missing.first().map(ToString::to_string).as_deref(), Some("locales/tlh.csv: title has no word"));
    assert!(missing.iter().all(|missing| missing.file == "locales/tlh.csv"));
}

#[test]
fn cases_have_titles_in_each_language() {
    let registry = Registry::embedded().unwrap();
    for case in cases::cases() {
        let titles: Vec<_> = registry
            .languages
            .iter()
            .map(|language| Words::of(&language.tag).case_title(&case.name, "no words"))
            .collect();
        if case.title.starts_with(|first: char| first.is_ascii_digit()) {
            assert!(titles.iter().all(|title| *title == "no words"), "{}: {titles:?}", case.name);
        } else {
            assert_eq!(titles.first(), Some(&case.title.as_str()), "{}: locales/en.csv and cases.toml", case.name);
            let different = titles.iter().collect::<std::collections::BTreeSet<_>>();
            assert_eq!(different.len(), 7, "{}: {titles:?}", case.name);
        }
    }
    assert_eq!(Words::of("de").case_title("1000-bye", "1000 `bye`"), "1000 `bye`");
    assert_eq!(Words::of("de").case_title("two-closes", "Two close frames"), "Zwei Close-Frames");
}

#[test]
fn only_cases_have_words_of_cases() {
    let english = Source::new("en.csv", include_bytes!("../locales/en.csv"));
    for [word, _] in read::rows(&english, ["Word", "Text"], &mut Problems::default()).rows {
        let Some(name) = word.text.strip_prefix("case-") else { continue };
        assert!(cases::cases().iter().any(|case| case.name == name), "{}", word.text);
    }
}
