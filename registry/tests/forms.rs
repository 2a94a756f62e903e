//! Different forms of copies of IANA's file.

#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "an unexpected value fails the test")]

use close_codes_registry::{Registry, Source, Sources, check, generated};

const IANA: &str = "\
Status Code,Meaning,Contact,Reference,Change Controller\r
1011,Internal Error,[IESG_HYBI],[RFC6455][RFC Errata 3227],\r
1015,TLS handshake,[IESG_HYBI],[RFC6455],\r
1016-2999,Unassigned,,,\r
3000,Unauthorized,[Leo_Tietz],,\r
";

/// The registry with this text instead of IANA's file.
fn with_iana(text: &str) -> Registry {
    let sources = Sources {
        iana: Source::new("iana.csv", text.as_bytes()),
        ranges: Source::new("ranges.csv", b"Status Code,Variant,On The Wire\n0-65535,Every,any\n"),
        properties: Source::new(
            "properties.csv",
            b"Status Code,Variant,Sender,Reconnect,HTTP Status\n3000,,either,no,\n",
        ),
        causes: Source::new("causes.csv", b"Status Code,Cause,Reference\n3000,no_token,[RFC6455]\n"),
        translations: vec![Source::new("en.csv", b"Item,Name,Description\nlanguage,English,\n")],
    };
    check(&sources, &generated::REGISTRY).into_result().unwrap()
}

#[test]
fn older_and_other_copies_are_read_alike() {
    let registry = with_iana(IANA);
    let without_last_column = IANA
        .replace(",Change Controller\r\n", "\r\n")
        .replace(",\r\n", "\r\n")
        .replace("Unassigned,\r\n", "Unassigned,,\r\n");
    assert_eq!(with_iana(&without_last_column), registry);
    assert_eq!(with_iana(&IANA.replace("\r\n", "\n")), registry);
    assert_eq!(with_iana(&format!("\u{feff}{IANA}")), registry);
    assert_eq!(with_iana(&format!("{IANA}\r\n,,,,\r\n")), registry);
    assert_eq!(with_iana(IANA.trim_end()), registry);

    let comma = IANA.replace("[RFC6455][RFC Errata 3227]", "\"RFC6455, RFC Errata 3227\"").replace(['[', ']'], "");
    assert_eq!(with_iana(&comma), registry);
    let space = IANA.replace("[RFC6455][RFC Errata 3227]", "RFC6455 RFC Errata 3227").replace(['[', ']'], "");
    assert_eq!(with_iana(&space), registry);
    let line = IANA.replace("[RFC6455][RFC Errata 3227]", "\"RFC6455\nRFC Errata 3227\"").replace(['[', ']'], "");
    assert_eq!(with_iana(&line), registry);
}

#[test]
fn columns_are_found_by_their_headings() {
    let rows: String = IANA
        .split_terminator("\r\n")
        .map(|row| row.replacen(',', ",,", 1).replacen(",,Meaning", ",Notes,Meaning", 1) + "\r\n")
        .collect();
    assert!(rows.starts_with("Status Code,Notes,Meaning,"));
    assert_eq!(with_iana(&rows), with_iana(IANA));
}

/// The references of 1015 and their addresses, with this cell in IANA's file.
fn references(cell: &str) -> Vec<(String, Option<String>)> {
    let from = "1015,TLS handshake,[IESG_HYBI],[RFC6455]";
    assert!(IANA.contains(from));
    let registry = with_iana(&IANA.replace(from, &format!("1015,TLS handshake,,\"{cell}\"")));
    let code = registry.codes.iter().find(|code| code.number == 1015).unwrap();
    code.references.iter().map(|reference| (reference.name().to_owned(), reference.url())).collect()
}

#[test]
fn references_come_in_several_forms() {
    let rfc = |name: &str| (name.to_owned(), Some("https://www.rfc-editor.org/rfc/rfc6455".to_owned()));
    let errata = ("RFC Errata 3227".to_owned(), Some("https://www.rfc-editor.org/errata/eid3227".to_owned()));
    let address = |url: &str| (url.to_owned(), Some(url.to_owned()));
    assert_eq!(references("[RFC6455][RFC Errata 3227]"), [rfc("RFC6455"), errata.clone()]);
    assert_eq!(references(" [RFC6455] and [RFC Errata 3227]."), [rfc("RFC6455"), errata.clone()]);
    assert_eq!(references("RFC6455; RFC Errata 3227"), [rfc("RFC6455"), errata.clone()]);
    assert_eq!(references("RFC6455,\r\nRFC Errata 3227,"), [rfc("RFC6455"), errata.clone()]);
    assert_eq!(references("RFC6455,RFC Errata\n  3227")[0], rfc("RFC6455"));
    assert_eq!(references("RFC 6455"), [rfc("RFC 6455")]);
    assert_eq!(references("[RFC6455, Section 7.4.1]"), [rfc("RFC6455, Section 7.4.1")]);
    assert_eq!(references("RFC6455, Section 7.4.1"), [rfc("RFC6455, Section 7.4.1")]);
    assert_eq!(
        references("http://a.example/, https://b.example/"),
        [address("http://a.example/"), address("https://b.example/"),]
    );
    assert_eq!(references("RFCs of 2011"), [("RFCs of 2011".to_owned(), None)]);
    assert_eq!(references("A Book"), [("A Book".to_owned(), None)]);
    assert_eq!(references(""), []);
}

#[test]
fn people_come_in_several_forms() {
    let contacts = |cell: &str| {
        let registry =
            with_iana(&IANA.replace("3000,Unauthorized,[Leo_Tietz]", &format!("3000,Unauthorized,\"{cell}\"")));
        registry.codes.into_iter().find(|code| code.number == 3000).unwrap().contacts
    };
    for cell in ["[Leo_Tietz][Ada_Young]", "Leo_Tietz, Ada_Young", "Leo_Tietz; Ada_Young", "Leo_Tietz\nAda_Young"] {
        assert_eq!(contacts(cell), ["Leo_Tietz", "Ada_Young"], "{cell}");
    }
    assert_eq!(contacts(""), [""; 0]);
}
