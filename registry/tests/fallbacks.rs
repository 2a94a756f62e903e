//! Fallbacks for missing texts and properties.

#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "an unexpected value fails the test")]

use close_codes_registry::{Missing, Reconnect, Reference, Registry, Sender, Source, Sources, check, generated};

/// Two codes in one range: 3009, with different rows in each test, and 3010, with all texts and properties.
const IANA: &str = "Status Code,Meaning,Contact,Reference\n3009,Payment  Required,,\n3010,Other,,\n";
const RANGES: &str = "Status Code,Variant,On The Wire\n0-65535,Every,any\n";
const FACTS: &str = "Status Code,Variant,Sender,Reconnect,HTTP Status\n3010,,either,no,\n";
const CAUSES: &str = "Status Code,Cause,Reference\n3010,other,[RFC6455]\n";
const ENGLISH: &str = "Item,Name,Description\nlanguage,English,\n3010,Other,Another.\n3010/other,Other cause,Look.\n";
const SPANISH: &str = "Item,Name,Description\nlanguage,Español,\n3010,Otro,Otro más.\n3010/other,Otra causa,Mire.\n";

const ALL: &str = "0-65535,All,All numbers.\n";
const TODOS: &str = "0-65535,Todos,Todos los números.\n";

fn registry(facts: &str, english: &[&str], spanish: &[&str]) -> Registry {
    registry_of(IANA, facts, english, spanish)
}

fn registry_of(iana: &str, facts: &str, english: &[&str], spanish: &[&str]) -> Registry {
    let source = |name, head: &str, rows: &[&str]| Source::new(name, (head.to_owned() + &rows.concat()).as_bytes());
    let sources = Sources {
        iana: source("iana.csv", iana, &[]),
        ranges: source("ranges.csv", RANGES, &[]),
        properties: source("properties.csv", FACTS, &[facts]),
        causes: source("causes.csv", CAUSES, &[]),
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

/// Name and description of the code's only cause in both languages.
fn texts_of_cause(registry: &Registry) -> Vec<(&str, &str)> {
    assert_eq!(registry.codes[0].causes.len(), 1);
    registry.codes[0].causes[0].texts.iter().map(|text| (&*text.name, &*text.description)).collect()
}

#[test]
fn the_texts_of_a_cause_come_from_english_or_from_its_key() {
    let registry = |english: &str, spanish: &str| {
        let source = |name, text: &str| Source::new(name, text.as_bytes());
        let code =
            |language: &str, name: &str| format!("Item,Name,Description\nlanguage,{language},\n3010,{name},x\n{ALL}");
        let sources = Sources {
            iana: source("iana.csv", "Status Code,Meaning,Contact,Reference\n3010,Other,,\n"),
            ranges: source("ranges.csv", RANGES),
            properties: source("properties.csv", FACTS),
            causes: source("causes.csv", "Status Code,Cause,Reference\n3010,other,\"[RFC6455][https://a.example]\"\n"),
            translations: vec![
                source("en.csv", &(code("English", "Other") + english)),
                source("es.csv", &(code("Español", "Otro") + spanish)),
            ],
        };
        check(&sources, &generated::REGISTRY).into_result().unwrap()
    };
    let written = registry("3010/other,Another,Look.\n", "3010/other,Otra,Mire.\n");
    assert_eq!(texts_of_cause(&written), [("Another", "Look."), ("Otra", "Mire.")]);
    let references: Vec<_> = written.codes[0].causes[0].references.iter().map(Reference::name).collect();
    assert_eq!(references, ["RFC6455", "https://a.example"]);
    assert_eq!(missing(&written), [""; 0]);

    let half = registry("3010/other,Another,Look.\n", "3010/other,Otra,\n");
    assert_eq!(texts_of_cause(&half), [("Another", "Look."), ("Otra", "Look.")]);
    assert_eq!(missing(&half), ["es.csv: 3010/other has no description"]);

    let english = registry("3010/other,Another,Look.\n", "");
    assert_eq!(texts_of_cause(&english), [("Another", "Look."); 2]);
    assert_eq!(missing(&english), ["es.csv: 3010/other has no name", "es.csv: 3010/other has no description"]);

    assert_eq!(texts_of_cause(&registry("", "")), [("other", ""); 2]);
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

/// The variant and the name that a Meaning makes for 3009. The second is `true` if `update` reports the variant as missing.
fn derived(meaning: &str) -> (String, String, bool) {
    let cell = format!("3009,\"{}\",,", meaning.replace('"', "\"\""));
    let registry = registry_of(&IANA.replace("3009,Payment  Required,,", &cell), "", &[ALL], &[TODOS]);
    let code = &registry.codes[0];
    assert_eq!((code.number, &*code.meaning), (3009, &*meaning.split_whitespace().collect::<Vec<_>>().join(" ")));
    let variant = missing(&registry).iter().any(|missing| missing.contains("has no variant"));
    (code.variant.clone(), code.name.clone(), variant)
}

#[test]
fn a_meaning_that_is_a_good_name() {
    for (meaning, variant) in [
        ("Payment Required", "PaymentRequired"),
        ("payment\u{a0}required", "PaymentRequired"),
        ("All", "All"),
        ("The payment is not there", "ThePaymentIsNotThere"),
        // 40 characters.
        ("Aaaaaaaaa aaaaaaaaa aaaaaaaaa aaaaaaaaaA", "AaaaaaaaaAaaaaaaaaAaaaaaaaaAaaaaaaaaA"),
    ] {
        let name = meaning.replace('\u{a0}', " ");
        assert_eq!(derived(meaning), (variant.to_owned(), name, false), "{meaning}");
    }
}

#[test]
fn a_meaning_that_makes_another_variant_or_name() {
    for (meaning, variant, name) in [
        // Sentences: as many words as 40 characters hold, without `and` at the end.
        (
            "The server was acting as a relay and lost\n        its upstream.",
            "TheServerWasActingAsARelay",
            "The server was acting as a relay",
        ),
        ("Relay lost. The upstream did not answer in time.", "RelayLost", "Relay lost"),
        ("The peer must prove who it is; before it asks", "ThePeerMustProveWhoItIs", "The peer must prove who it is"),
        (
            "One, two, three, four, five, six, seven, eight",
            "OneTwoThreeFourFiveSixSeven",
            "One, two, three, four, five, six, seven",
        ),
        (
            "The relay has lost its upstream : the upstream did not answer",
            "TheRelayHasLostItsUpstream",
            "The relay has lost its upstream",
        ),
        // 41 characters.
        (
            "Aaaaaaaaa aaaaaaaaa aaaaaaaaa aaaaaaaaa A",
            "AaaaaaaaaAaaaaaaaaAaaaaaaaaAaaaaaaaa",
            "Aaaaaaaaa aaaaaaaaa aaaaaaaaa aaaaaaaaa",
        ),
        ("Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "Code3009", "Code 3009"),
        ("of the and of the and of the and of the and of", "Code3009", "Code 3009"),
        // A name that began with a number would parse as the number.
        ("404 Not Found", "NotFound", "Not Found"),
        ("404", "Code3009", "Code 3009"),
        ("404 500", "Code3009", "Code 3009"),
        ("404: Not Found", "NotFound", "Not Found"),
        ("404. The peer asked for a page that does not exist.", "ThePeerAskedForAPage", "The peer asked for a page"),
        ("1.5 Versions Behind", "VersionsBehind", "1.5 Versions Behind"),
        ("3D Rendering Failed", "DRenderingFailed", "3D Rendering Failed"),
        // No identifier in ASCII.
        ("\u{652f}\u{4ed8}\u{5df2}\u{8fc7}\u{671f}", "Code3009", "\u{652f}\u{4ed8}\u{5df2}\u{8fc7}\u{671f}"),
        ("Échec", "Code3009", "Échec"),
        ("!?", "Code3009", "!?"),
        // The variant of a range, reserved names, keywords, and another code.
        ("Every", "Every3009", "Every"),
        ("Unregistered", "Unregistered3009", "Unregistered"),
        ("self", "Self3009", "self"),
        ("Other", "Other3009", "Other 3009"),
        ("OTHER", "Other3009", "OTHER 3009"),
        // Invisible characters.
        ("Un\u{ad}auth\u{202e}orized", "Unauthorized", "Unauthorized"),
        ("\u{200b}", "Code3009", "Code 3009"),
    ] {
        let (made, called, is_missing) = derived(meaning);
        assert_eq!((&*made, &*called), (variant, name), "{meaning}");
        // Here the first words are only the visible ones.
        assert!(is_missing || meaning.contains('\u{ad}'), "{meaning}");
    }
}

/// A new code with the Meaning of an older one, and with a lower number: the older one keeps its name and its variant.
#[test]
fn a_meaning_twice() {
    let iana = "Status Code,Meaning,Contact,Reference\n3008,Other,,\n3009,other,,\n3010,Other,,\n3011,Other 3008,,\n";
    let registry = registry_of(iana, "", &[ALL], &[TODOS]);
    let codes: Vec<_> =
        registry.codes.iter().map(|code| (code.number, &*code.variant, &*code.key, &*code.name)).collect();
    assert_eq!(
        codes,
        [
            (3008, "Other3008", "other3008", "Other 3008"),
            (3009, "Other3009", "other3009", "other 3009"),
            (3010, "Other", "other", "Other"),
            (3011, "Other30083011", "other30083011", "Other 3008 3011"),
        ]
    );
}

/// Names and variants in the files come first, whatever the number is.
#[test]
fn a_meaning_that_makes_a_name_in_the_files() {
    let iana = "Status Code,Meaning,Contact,Reference\n3007,Pay Now,,\n3008,Pay First,,\n3009,!,,\n3010,Other,,\n";
    let english = [ALL, "3009,Pay Now,Pay now.\n"];
    let registry = registry_of(iana, "3009,PayFirst,client,no,402\n", &english, &[TODOS]);
    let codes: Vec<_> = registry.codes.iter().map(|code| (code.number, &*code.variant, &*code.name)).collect();
    assert_eq!(
        codes,
        [
            (3007, "PayNow", "Pay Now 3007"),
            (3008, "PayFirst3008", "Pay First"),
            (3009, "PayFirst", "Pay Now"),
            (3010, "Other", "Other"),
        ]
    );
    let about =
        |number: &str| missing(&registry).into_iter().filter(|missing| missing.contains(number)).collect::<Vec<_>>();
    assert_eq!(
        about("3007")[..3],
        [
            "properties.csv: 3007 has no sender or reconnect hint",
            "translations/en.csv: 3007 has no name: `Pay Now 3007` is used until you write one",
            "translations/en.csv: 3007 has no description",
        ]
    );
    assert_eq!(
        about("3008")[..3],
        [
            "properties.csv: 3008 has no sender or reconnect hint",
            "properties.csv: 3008 has no variant: `PayFirst3008` is used until you write one",
            "translations/en.csv: 3008 has no name",
        ]
    );
}

/// The files have a part of what the sentence lacks. The sentence itself is the description.
#[test]
fn a_sentence_with_a_variant_or_a_name_in_the_files() {
    let sentence = "The server was acting as a relay and lost its upstream.";
    let iana = IANA.replace("Payment  Required", sentence);
    let of = |facts: &str, english: &[&str]| registry_of(&iana, facts, english, &[TODOS]);
    let registry = of("3009,RelayFailed,server,yes,\n", &[ALL]);
    assert_eq!(registry.codes[0].variant, "RelayFailed");
    assert_eq!(texts(&registry), [("The server was acting as a relay", sentence); 2]);
    assert_eq!(
        missing(&registry),
        [
            "translations/en.csv: 3009 has no name: `The server was acting as a relay` is used until you write one",
            "translations/en.csv: 3009 has no description",
            "translations/es.csv: 3009 has no name: `The server was acting as a relay` is used until you write one",
            "translations/es.csv: 3009 has no description",
        ]
    );
    let registry = of("3009,,server,yes,\n", &[ALL, "3009,Relay Failed,\n"]);
    assert_eq!(registry.codes[0].variant, "TheServerWasActingAsARelay");
    assert_eq!(texts(&registry), [("Relay Failed", sentence); 2]);
    assert_eq!(
        missing(&registry),
        [
            "properties.csv: 3009 has no variant: `TheServerWasActingAsARelay` is used until you write one",
            "translations/en.csv: 3009 has no description",
            "translations/es.csv: 3009 has no name",
            "translations/es.csv: 3009 has no description",
        ]
    );
}

/// As 1004. A row in the properties decides for itself.
#[test]
fn a_reserved_code_is_not_sent() {
    let iana = IANA.replace("Payment  Required", "Reserved");
    assert_eq!(registry_of(&iana, "", &[ALL], &[TODOS]).codes[0].sender, Sender::Nobody);
    assert_eq!(registry_of(&iana, FACT, &[ALL], &[TODOS]).codes[0].sender, Sender::Server);
}
