//! What stands in for what nobody has written yet.

#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "what goes wrong here fails a test")]

use close_codes_registry::{Missing, Reconnect, Registry, Sender, Source, Sources, check};

const ENGLISH: &str = "Item,Name,Description\nlanguage,English,\n0-65535,All,All numbers.\n";
const SPANISH: &str = "Item,Name,Description\nlanguage,Español,\n0-65535,Todos,Todos los números.\n";

/// One code, in one range, with these rows of facts and texts about it.
fn registry(facts: &str, english: &str, spanish: &str) -> Registry {
    let text = |head: &str, rows: &str| format!("{head}{rows}").into_bytes();
    check(&Sources {
        iana: Source::new("iana.csv", b"Status Code,Meaning,Contact,Reference\n3009,Payment  Required,,\n"),
        ranges: Source::new("ranges.csv", b"Status Code,Variant,On The Wire\n0-65535,All,any\n"),
        facts: Source::new("facts.csv", &text("Status Code,Variant,Sender,Reconnect\n", facts)),
        texts: vec![
            Source::new("texts/en.csv", &text(ENGLISH, english)),
            Source::new("texts/es.csv", &text(SPANISH, spanish)),
        ],
    })
    .unwrap()
}

/// Name and description of the code in both languages.
fn texts(registry: &Registry) -> Vec<(&str, &str)> {
    registry.codes[0].texts.iter().map(|text| (&*text.name, &*text.description)).collect()
}

fn missing(registry: &Registry) -> Vec<String> {
    registry.missing.iter().map(Missing::to_string).collect()
}

const FACT: &str = "3009,,server,yes\n";

#[test]
fn a_code_of_which_nothing_is_known() {
    let registry = registry(FACT, "", "");
    assert_eq!(texts(&registry), [("Payment Required", "All numbers."), ("Payment Required", "Todos los números.")]);
    let code = &registry.codes[0];
    assert_eq!((&*code.variant, &*code.key, &*code.name), ("PaymentRequired", "payment_required", "Payment Required"));
    assert_eq!(
        missing(&registry),
        [
            "texts/en.csv: 3009 has no name",
            "texts/en.csv: 3009 has no description",
            "texts/es.csv: 3009 has no name",
            "texts/es.csv: 3009 has no description",
        ]
    );
}

#[test]
fn a_code_that_has_a_text_in_english_alone() {
    let registry = registry(FACT, "3009,Pay,Pay first.\n", "");
    assert_eq!(texts(&registry), [("Pay", "Pay first."), ("Pay", "Pay first.")]);
    assert_eq!(missing(&registry), ["texts/es.csv: 3009 has no name", "texts/es.csv: 3009 has no description"]);
}

#[test]
fn a_code_that_has_a_text_in_spanish_alone() {
    let registry = registry(FACT, "", "3009,Pague,Pague antes.\n");
    assert_eq!(texts(&registry), [("Payment Required", "All numbers."), ("Pague", "Pague antes.")]);
    assert_eq!(missing(&registry), ["texts/en.csv: 3009 has no name", "texts/en.csv: 3009 has no description"]);
}

#[test]
fn a_code_that_has_half_of_its_texts() {
    let registry = registry(FACT, "3009,,Pay first.\n", "3009,Pague,\n");
    assert_eq!(texts(&registry), [("Payment Required", "Pay first."), ("Pague", "Pay first.")]);
    assert_eq!(missing(&registry), ["texts/en.csv: 3009 has no name", "texts/es.csv: 3009 has no description"]);
}

#[test]
fn a_code_that_has_everything() {
    let registry = registry("3009,PayFirst,client,no\n", "3009,Pay,Pay first.\n", "3009,Pague,Pague antes.\n");
    assert_eq!(texts(&registry), [("Pay", "Pay first."), ("Pague", "Pague antes.")]);
    let code = &registry.codes[0];
    assert_eq!((&*code.variant, &*code.key, &*code.meaning), ("PayFirst", "pay_first", "Payment Required"));
    assert_eq!((code.sender, code.reconnect), (Sender::Client, Reconnect::No));
    assert_eq!(missing(&registry), [""; 0]);
}

/// In a copy of the registry without its last facts: the very code that lacks them is named.
#[test]
fn a_code_without_facts_may_be_sent_by_either_endpoint() {
    let sources = Sources::embedded();
    let facts: Vec<_> = sources.facts.text().lines().filter(|row| !row.starts_with("1012,")).collect();
    let registry = check(&Sources { facts: Source::new("facts.csv", facts.join("\n").as_bytes()), ..sources }).unwrap();
    let code = registry.codes.iter().find(|code| code.number == 1012).unwrap();
    assert_eq!((code.sender, code.reconnect), (Sender::Either, Reconnect::Unknown));
    assert_eq!(missing(&registry), ["facts.csv: 1012 has no sender and reconnect hint"]);
}

#[test]
fn a_range_without_texts() {
    let sources = Sources::embedded();
    let without = |source: &Source| -> String {
        source.text().lines().filter(|row| !row.starts_with("2000-2999,")).map(|row| row.to_owned() + "\n").collect()
    };
    let (english, spanish) = (without(&sources.texts[0]), without(&sources.texts[1]));
    let with = |english: &str, spanish: &str| {
        let texts = vec![Source::new("en.csv", english.as_bytes()), Source::new("es.csv", spanish.as_bytes())];
        let registry = check(&Sources { texts, ..Sources::embedded() }).unwrap();
        let texts = registry.ranges[2].texts.clone();
        (texts, missing(&registry))
    };
    let (texts, gaps) = with(sources.texts[0].text(), &spanish);
    assert_eq!(texts[1], texts[0]);
    assert_eq!(gaps, ["es.csv: 2000-2999 has no name", "es.csv: 2000-2999 has no description"]);
    let (texts, gaps) = with(&english, &spanish);
    assert_eq!((&*texts[0].name, &*texts[1].name), ("Extension", "Extension"));
    assert_eq!((&*texts[0].description, gaps.len()), ("", 4));
}
