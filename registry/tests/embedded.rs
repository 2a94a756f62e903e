//! The files in `data/`.

#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "an unexpected value fails the test")]

use std::collections::HashSet;

use close_codes_registry::check::cell::show;
use close_codes_registry::{Language, OnTheWire, Reconnect, Registry, Sender, Source, Sources};

const IANA: &str = include_str!("../data/close-code-number.csv");

#[test]
fn iana_s_file_is_in_iana_s_format() {
    // IANA's lines end in CRLF, and those inside a cell in LF. Nothing depends on that.
    let iana = IANA.replace("\r\n", "\n");
    assert!(iana.starts_with("Status Code,Meaning,Contact,Reference,Change Controller\n"));
    assert!(iana.ends_with("4000-4999,Reserved for Private Use,,[RFC6455],\n"));
    assert!(iana.lines().count() > 26, "24 records on 2026-06-10, and IANA has never removed one");
    assert!(iana.contains(
        "\n1014,\"The server was acting as a gateway or proxy and received an\n        \
         invalid response from the upstream server. This is similar to 502 HTTP\n        \
         Status Code.\",[Alexey_Melnikov],\
         [https://mailarchive.ietf.org/arch/msg/hybi/l1lK4ZImO70jmcYorRa1lsLdvzY/],\n"
    ));
}

/// The languages with all texts at the time of writing.
const LANGUAGES: [(&str, &str); 7] = [
    ("en", "English"),
    ("de", "Deutsch"),
    ("es", "Español"),
    ("fr", "Français"),
    ("ja", "日本語"),
    ("pt", "Português (Brasil)"),
    ("zh-Hans", "简体中文"),
];

/// A missing text is not a problem: a new language may have only a few texts, and a new code none. But existing texts must
/// stay.
#[test]
fn existing_texts_stay() {
    for missing in Registry::embedded().unwrap().missing {
        let language = LANGUAGES.iter().any(|(tag, _)| missing.file.ends_with(&format!("translations/{tag}.csv")));
        let is_properties = missing.file.ends_with("properties.csv");
        let is_new = match missing.item.split_once('/') {
            Some((code, key)) => CAUSES.iter().all(|(known, keys)| known.to_string() != code || !keys.contains(&key)),
            None => missing.item.parse().is_ok_and(|code| PROPERTIES.iter().all(|(known, ..)| *known != code)),
        };
        assert!(is_new || !(language || is_properties), "{missing}");
    }
}

/// The causes of each code at the time of writing, the most likely first.
const CAUSES: [(u16, &[&str]); 13] = [
    (1000, &["application_closed"]),
    (1001, &["page_left", "server_stopped"]),
    (1002, &["extension_mismatch", "code_not_allowed", "wrong_mask"]),
    (1003, &["text_or_binary"]),
    (1005, &["close_without_code"]),
    (1006, &["idle_proxy", "server_ended", "never_opened", "network_lost", "no_close_frame", "protocol_broken"]),
    (1007, &["not_utf8", "cut_character"]),
    (1008, &["login_refused", "rule_broken"]),
    (1009, &["over_limit"]),
    (1011, &["ping_timeout", "error_in_code"]),
    (1012, &["deploy"]),
    (1013, &["overload"]),
    (1015, &["certificate", "plain_port"]),
];

#[test]
fn each_cause_has_sources_with_addresses() {
    let registry = Registry::embedded().unwrap();
    for (number, keys) in CAUSES {
        let code = registry.codes.iter().find(|code| code.number == number).unwrap();
        let known = code.causes.iter().map(|cause| &*cause.key).filter(|key| keys.contains(key));
        assert_eq!(known.collect::<Vec<_>>(), keys, "{number}");
    }
    for cause in registry.codes.iter().flat_map(|code| &code.causes) {
        assert!(cause.references.iter().all(|reference| reference.url().is_some()), "{cause:?}");
    }
}

/// Returns `true` if the file of a language has a text for the code or range, so that it is not a fallback.
fn is_written(registry: &Registry, language: &Language, item: &str, what: &str) -> bool {
    let file = format!("/{}.csv", language.tag);
    !registry
        .missing
        .iter()
        .any(|missing| missing.file.ends_with(&file) && missing.item == item && missing.what == what)
}

/// The English name is IANA's. So this test fails if IANA changes a Meaning.
#[test]
fn the_english_name_is_the_meaning_unless_that_is_a_sentence() {
    let registry = Registry::embedded().unwrap();
    for code in registry.codes.iter().filter(|code| code.meaning.len() <= 40) {
        assert_eq!(code.name, code.meaning, "{}", code.number);
    }
}

/// The properties of each registered code at the time of writing.
const PROPERTIES: [(u16, Sender, Reconnect, Option<u16>); 19] = [
    (1000, Sender::Either, Reconnect::No, None),
    (1001, Sender::Either, Reconnect::Yes, None),
    (1002, Sender::Either, Reconnect::No, None),
    (1003, Sender::Either, Reconnect::No, None),
    (1004, Sender::Nobody, Reconnect::Unknown, None),
    (1005, Sender::Local, Reconnect::Unknown, None),
    (1006, Sender::Local, Reconnect::Yes, None),
    (1007, Sender::Either, Reconnect::No, None),
    (1008, Sender::Either, Reconnect::No, None),
    (1009, Sender::Either, Reconnect::No, None),
    (1010, Sender::Client, Reconnect::No, None),
    (1011, Sender::Either, Reconnect::Unknown, None),
    (1012, Sender::Server, Reconnect::Yes, None),
    (1013, Sender::Server, Reconnect::Yes, None),
    (1014, Sender::Server, Reconnect::Yes, Some(502)),
    (1015, Sender::Local, Reconnect::No, None),
    (3000, Sender::Either, Reconnect::No, Some(401)),
    (3003, Sender::Either, Reconnect::No, Some(403)),
    (3008, Sender::Either, Reconnect::Yes, Some(408)),
];

#[test]
fn each_code_has_its_properties() {
    let registry = Registry::embedded().unwrap();
    for (number, sender, reconnect, http_status) in PROPERTIES {
        let code = registry.codes.iter().find(|code| code.number == number).unwrap();
        assert_eq!((code.sender, code.reconnect, code.http_status), (sender, reconnect, http_status), "{number}");
    }
}

#[test]
fn each_text_is_in_its_language() {
    let registry = Registry::embedded().unwrap();
    let tags: Vec<_> = registry.languages.iter().map(|language| (&*language.tag, &*language.name)).collect();
    assert_eq!(tags[0], ("en", "English"), "the others fall back to it");
    for language in LANGUAGES {
        assert!(tags.contains(&language), "{language:?}");
    }
    let codes = registry.codes.iter().map(|code| (code.number.to_string(), &code.texts));
    let ranges = registry.ranges.iter().map(|range| (show(&range.codes), &range.texts));
    for (item, texts) in codes.chain(ranges) {
        let written = |language| is_written(&registry, language, &item, "description");
        let texts = registry.languages.iter().zip(texts).filter(|(language, _)| written(language));
        let texts: Vec<_> = texts.map(|(language, text)| (&*language.tag, &*text.description)).collect();
        let different: HashSet<_> = texts.iter().map(|(_, description)| description).collect();
        assert_eq!(different.len(), texts.len(), "two languages have the same description of {item}: {texts:?}");
        for (tag, description) in texts {
            let is_known = LANGUAGES.iter().any(|(known, _)| *known == tag);
            assert!(!is_known || description.ends_with(['.', '。']), "{description}");
        }
    }
}

/// The texts of all languages contain the same numbers in digits.
#[test]
fn each_text_has_the_numbers_of_the_english_one() {
    let numbers = |text: &str| {
        let mut numbers: Vec<_> = text.split(|letter: char| !letter.is_ascii_digit()).map(str::to_owned).collect();
        numbers.retain(|number| !number.is_empty());
        numbers.sort();
        numbers
    };
    let registry = Registry::embedded().unwrap();
    let mut compared = 0;
    for code in &registry.codes {
        let written = |language| is_written(&registry, language, &code.number.to_string(), "description");
        for (language, text) in registry.languages.iter().zip(&code.texts) {
            if written(language) && written(&registry.languages[0]) {
                compared += 1;
                assert_eq!(numbers(&text.description), numbers(&code.texts[0].description), "{}", text.description);
            }
        }
    }
    assert!(compared >= PROPERTIES.len() * LANGUAGES.len());
}

#[test]
fn contacts_and_references_are_read() {
    let registry = Registry::embedded().unwrap();
    let code = |number| registry.codes.iter().find(|code| code.number == number).unwrap();
    let links = |number| -> Vec<_> {
        code(number).references.iter().map(|reference| (reference.name(), reference.url())).collect()
    };
    assert_eq!(code(3000).contacts, ["Leo_Tietz"]);
    assert_eq!(links(3000), []);
    assert_eq!(
        links(1011),
        [
            ("RFC6455", Some("https://www.rfc-editor.org/rfc/rfc6455".to_owned())),
            ("RFC Errata 3227", Some("https://www.rfc-editor.org/errata/eid3227".to_owned())),
        ]
    );
    let address = "https://mailarchive.ietf.org/arch/msg/hybi/l1lK4ZImO70jmcYorRa1lsLdvzY/";
    assert_eq!(links(1014), [(address, Some(address.to_owned()))]);
}

/// The rows of assigned codes. The rows between them change with each registration.
#[test]
fn assigned_rows_are_those_of_iana() {
    let restart = "[https://mailarchive.ietf.org/arch/msg/hybi/P_1vbD9uyHl63nbIIbFxKMfSwcM/]";
    let rows = [
        "1000,Normal Closure,[IESG_HYBI],[RFC6455],",
        "1001,Going Away,[IESG_HYBI],[RFC6455],",
        "1002,Protocol error,[IESG_HYBI],[RFC6455],",
        "1003,Unsupported Data,[IESG_HYBI],[RFC6455],",
        "1004,Reserved,[IESG_HYBI],[RFC6455],",
        "1005,No Status Rcvd,[IESG_HYBI],[RFC6455],",
        "1006,Abnormal Closure,[IESG_HYBI],[RFC6455],",
        "1007,Invalid frame payload data,[IESG_HYBI],[RFC6455],",
        "1008,Policy Violation,[IESG_HYBI],[RFC6455],",
        "1009,Message Too Big,[IESG_HYBI],[RFC6455],",
        "1010,Mandatory Ext.,[IESG_HYBI],[RFC6455],",
        "1011,Internal Error,[IESG_HYBI],[RFC6455][RFC Errata 3227],",
        &format!("1012,Service Restart,[Alexey_Melnikov],{restart},"),
        &format!("1013,Try Again Later,[Alexey_Melnikov],{restart},"),
        "1015,TLS handshake,[IESG_HYBI],[RFC6455],",
        "3000,Unauthorized,[Leo_Tietz],,",
        "3003,Forbidden,[Ada_Young],,",
        "3008,Timeout,[Morgan_Jones],,",
        "4000-4999,Reserved for Private Use,,[RFC6455],",
    ];
    let ends = if IANA.contains("\r\n") { "\r\n" } else { "\n" };
    let found: Vec<_> = IANA.split(ends).collect();
    for row in rows {
        assert!(found.contains(&row), "{row}");
    }
    // The rows cover all numbers from 1000 to 4999.
    let mut next = 1000;
    for row in found.iter().skip(1).filter(|row| !row.is_empty()) {
        let codes = row.split(',').next().unwrap();
        let (first, last) = codes.split_once('-').unwrap_or((codes, codes));
        assert_eq!(first.parse(), Ok(next), "{row}");
        next = last.parse::<u16>().unwrap() + 1;
    }
    assert_eq!(next, 5000);
}

/// Each file in the folder is embedded.
#[test]
fn every_file_of_texts_is_embedded() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data/translations");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut files: Vec<_> = files.map(|file| format!("registry/data/translations/{file}")).collect();
    let sources = Sources::embedded();
    let mut embedded: Vec<_> = sources.translations.iter().map(Source::name).collect();
    files.sort();
    embedded.sort_unstable();
    assert_eq!(embedded, files, "if a file is new, run `registry/scripts/exports`");
}

#[test]
fn ranges_are_those_of_rfc_6455() {
    let registry = Registry::embedded().unwrap();
    let ranges: Vec<_> =
        registry.ranges.iter().map(|range| (range.codes.clone(), &*range.key, range.on_the_wire)).collect();
    assert_eq!(
        ranges,
        [
            (0..=999, "unused", OnTheWire::Never),
            (1000..=1999, "standard", OnTheWire::Registered),
            (2000..=2999, "extension", OnTheWire::Registered),
            (3000..=3999, "library", OnTheWire::Any),
            (4000..=4999, "application", OnTheWire::Any),
            (5000..=65535, "undefined", OnTheWire::Never),
        ]
    );
}
