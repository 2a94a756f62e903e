//! Fallbacks for missing texts and properties.

#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "an unexpected value fails the test")]

use close_codes_registry::{Missing, Reconnect, Registry, Sender, Source, Sources, check, generated};

/// Two codes in one range: 3009, with different rows in each test, and 3010, with all texts and properties.
const IANA: &str = "Status Code,Meaning,Contact,Reference\n3009,Payment  Required,,\n3010,Other,,\n";
const RANGES: &str = "Status Code,Variant,On The Wire\n0-65535,Every,any\n";
const FACTS: &str = "Status Code,Variant,Sender,Reconnect,HTTP Status\n3010,,either,no,\n";
const ENGLISH: &str = "Item,Name,Description\nlanguage,English,\n3010,Other,Another.\n";
const SPANISH: &str = "Item,Name,Description\nlanguage,Español,\n3010,Otro,Otro más.\n";

const ALL: &str = "0-65535,All,All numbers.\n";
const TODOS: &str = "0-65535,Todos,Todos los números.\n";

fn registry(facts: &str, english: &[&str], spanish: &[&str]) -> Registry {
    let source = |name, head: &str, rows: &[&str]| Source::new(name, (head.to_owned() + &rows.concat()).as_bytes());
    let sources = Sources {
        iana: source("iana.csv", IANA, &[]),
        ranges: source("ranges.csv", RANGES, &[]),
        properties: source("properties.csv", FACTS, &[facts]),
        translations: vec![
            source("translations/en.csv", ENGLISH, english),
            source("translations/es.csv", SPANISH, spanish),
        ],
    };
    check(&sources, &generated::REGISTRY).into_result().unwrap()
}

/// Name and description of the code in both languages.
fn texts(registry: &Registry) -> Vec<(&str, &str)> {
    registry.codes[0].texts.iter().map(|text| (&*text.name, &*text.description)).collect()
}

/// The missing texts and properties of codes and ranges.
fn missing(registry: &Registry) -> Vec<String> {
    let about_numbers = |missing: &&Missing| missing.item.starts_with(|first: char| first.is_ascii_digit());
    registry.missing.iter().filter(about_numbers).map(Missing::to_string).collect()
}

const FACT: &str = "3009,,server,yes,402\n";

#[test]
fn a_code_without_texts_and_properties() {
    let registry = registry("", &[ALL], &[TODOS]);
    assert_eq!(texts(&registry), [("Payment Required", "All numbers."), ("Payment Required", "Todos los números.")]);
    let code = &registry.codes[0];
    assert_eq!((&*code.variant, &*code.key, &*code.name), ("PaymentRequired", "payment_required", "Payment Required"));
    assert_eq!((code.sender, code.reconnect, code.http_status), (Sender::Either, Reconnect::Unknown, None));
    assert_eq!(
        missing(&registry),
        [
            "properties.csv: 3009 has no sender or reconnect hint",
            "translations/en.csv: 3009 has no name",
            "translations/en.csv: 3009 has no description",
            "translations/es.csv: 3009 has no name",
            "translations/es.csv: 3009 has no description",
        ]
    );
}

#[test]
fn a_code_with_a_text_in_english_only() {
    let registry = registry(FACT, &[ALL, "3009,Pay,Pay first.\n"], &[TODOS]);
    assert_eq!(texts(&registry), [("Pay", "Pay first."), ("Pay", "Pay first.")]);
    assert_eq!(
        missing(&registry),
        ["translations/es.csv: 3009 has no name", "translations/es.csv: 3009 has no description"]
    );
}

#[test]
fn a_code_with_a_text_in_spanish_only() {
    let registry = registry(FACT, &[ALL], &[TODOS, "3009,Pague,Pague antes.\n"]);
    assert_eq!(texts(&registry), [("Payment Required", "All numbers."), ("Pague", "Pague antes.")]);
    assert_eq!(
        missing(&registry),
        ["translations/en.csv: 3009 has no name", "translations/en.csv: 3009 has no description"]
    );
}

#[test]
fn a_code_with_half_of_its_texts() {
    let registry = registry(FACT, &[ALL, "3009,,Pay first.\n"], &[TODOS, "3009,Pague,\n"]);
    assert_eq!(texts(&registry), [("Payment Required", "Pay first."), ("Pague", "Pay first.")]);
    assert_eq!(
        missing(&registry),
        ["translations/en.csv: 3009 has no name", "translations/es.csv: 3009 has no description"]
    );
}

#[test]
fn a_code_with_all_texts_and_properties() {
    let facts = "3009,PayFirst,client,no,402\n";
    let registry = registry(facts, &[ALL, "3009,Pay,Pay first.\n"], &[TODOS, "3009,Pague,Pague antes.\n"]);
    assert_eq!(texts(&registry), [("Pay", "Pay first."), ("Pague", "Pague antes.")]);
    let code = &registry.codes[0];
    assert_eq!((&*code.variant, &*code.key, &*code.meaning), ("PayFirst", "pay_first", "Payment Required"));
    assert_eq!((code.sender, code.reconnect, code.http_status), (Sender::Client, Reconnect::No, Some(402)));
    assert_eq!(missing(&registry), [""; 0]);
}

#[test]
fn a_range_with_a_text_in_english_only() {
    let registry = registry(FACT, &[ALL, "3009,Pay,Pay first.\n"], &["3009,Pague,Pague antes.\n"]);
    assert_eq!(registry.ranges[0].texts[1], registry.ranges[0].texts[0]);
    assert_eq!(
        missing(&registry),
        ["translations/es.csv: 0-65535 has no name", "translations/es.csv: 0-65535 has no description"]
    );
}

#[test]
fn a_range_without_texts() {
    let registry = registry(FACT, &["3009,Pay,Pay first.\n"], &["3009,Pague,Pague antes.\n"]);
    let texts = &registry.ranges[0].texts;
    assert_eq!((&*texts[0].name, &*texts[1].name, &*texts[0].description), ("Every", "Every", ""));
    assert_eq!(missing(&registry).len(), 4);
}

/// The code has no description, and its range has none in Spanish: the English description of the range is used.
#[test]
fn a_code_in_a_range_without_a_text_in_spanish() {
    let registry = registry(FACT, &[ALL], &[]);
    assert_eq!(texts(&registry), [("Payment Required", "All numbers."), ("Payment Required", "All numbers.")]);
}
