//! Text that is safe to display, and text as Markdown.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "an unexpected value fails the test")]

use close_codes_registry::check::table::{self, Allowed};
use close_codes_registry::text::{count, escape, is_invisible, on_one_line, visible};
use close_codes_registry::{Registry, Source, Value, generated, markdown};

/// Characters that change the direction, are blank, or move a terminal's cursor.
const UNSAFE: &str = "\u{202A}\u{202E}\u{2066}\u{2069}\u{200B}\u{AD}\u{FEFF}\u{3164}\u{2800}\x1B\x07\r\n\u{85}";

#[test]
fn unsafe_characters_are_replaced_or_escaped() {
    assert!(UNSAFE.chars().all(is_invisible));
    assert_eq!(visible(UNSAFE), "\u{FFFD}".repeat(UNSAFE.chars().count()));
    assert_eq!(escape("a\u{202E}b\x1B[2J\t\n"), r"a\u{202e}b\u{1b}[2J\t\n");
}

#[test]
fn safe_characters_stay() {
    for text in ["Ünïcödé 漢字 🎲", "it's \"so\"", r"a\b", "e\u{301}"] {
        assert_eq!((visible(text), escape(text)), (text.to_owned(), text.to_owned()));
        assert!(!text.chars().any(is_invisible));
    }
}

/// Persian words and joined emoji need them. In source code, they are escaped too.
#[test]
fn joiners_and_variation_selectors_are_shown() {
    for text in ["می\u{200C}خواهم", "👩\u{200D}💻", "❤\u{FE0F}"] {
        assert_eq!(visible(text), text);
        assert_ne!(escape(text), text);
    }
}

#[test]
fn all_kinds_of_spaces_become_spaces() {
    assert_eq!(visible("a\tb\u{A0}c\u{202F}d\u{3000}e"), "a b c d e");
    assert_eq!(on_one_line(" a \n\u{A0} b\t"), "a b");
}

#[test]
fn count_uses_the_plural() {
    assert_eq!([count(0, "row"), count(1, "row"), count(2, "row")], ["0 rows", "1 row", "2 rows"]);
}

#[test]
fn plain_text_is_not_markup() {
    assert_eq!(markdown::escape(r"*a* _b_ `c` <d>|&~#\"), r"\*a\* \_b\_ \`c\` \<d\>\|\&\~\#\\");
    assert_eq!(markdown::escape("*a*\u{200B}<b>\u{202E}"), r"\*a\*&#x200B;\<b\>&#x202E;");
    assert_eq!(markdown::escape("Ünïcödé 漢字 🎲"), "Ünïcödé 漢字 🎲");
}

#[test]
fn documents_are_links() {
    let registry = Registry::embedded().unwrap();
    let link = |name: &str| {
        let source = Source::new("x.csv", format!("code,name,reference\n4001,One,[{name}]\n").as_bytes());
        let table = table::check(&source, generated::rules(&registry, Allowed::default())).into_result().unwrap();
        markdown::link(&table.codes[0].references[0])
    };
    assert_eq!(link("RFC6455"), "[RFC6455](<https://www.rfc-editor.org/rfc/rfc6455>)");
    assert_eq!(link("x_y"), r"x\_y");
    assert_eq!(link("https://a.b/<`\\&"), r"[https://a.b/\<\`\\\&](<https://a.b/%3C%60%5C&amp;>)");
    assert_eq!(link("https://a.b/\u{202E}"), "[https://a.b/&#x202E;](<https://a.b/&#x202E;>)");
}

#[test]
fn values_stay_on_one_line() {
    assert_eq!(markdown::value(&Value::Str("one\n\n    two".to_owned())), "one two");
    assert_eq!(markdown::value(&Value::Char('_')), r"\_");
    assert_eq!(markdown::value(&Value::F64(1e300)), "1e300");
    assert_eq!(markdown::value(&Value::I64(-5)), "-5");
}
