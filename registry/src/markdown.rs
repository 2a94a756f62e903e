//! Text and values as Markdown, for documentation that is generated.

use crate::model::Reference;
use crate::table::Value;
use crate::text::{is_invisible, on_one_line};

/// Plain text as Markdown: nothing in it is markup, and a character that is not safe to display is a reference such as
/// `&#x202E;`.
#[must_use]
pub fn escape(text: &str) -> String {
    let escaped = |character| match character {
        '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '&' | '~' | '#' => format!("\\{character}"),
        _ => visible(character),
    };
    text.chars().map(escaped).collect()
}

/// A document as Markdown: a link, if its name tells where it can be read.
#[must_use]
pub fn link(reference: &Reference) -> String {
    let name = escape(reference.name());
    let escaped = |character| match character {
        // What would end the address, or begin something else in it.
        '\\' | '<' | '>' | '`' => format!("%{:X}", u32::from(character)),
        '&' => "&amp;".to_owned(),
        _ => visible(character),
    };
    let Some(url) = reference.url() else { return name };
    format!("[{name}](<{}>)", url.chars().map(escaped).collect::<String>())
}

/// A table's value as Markdown, on one line: a blank line would end a list.
#[must_use]
pub fn value(value: &Value) -> String {
    match value {
        Value::Str(text) => escape(&on_one_line(text)),
        _ => escape(&value.to_string()),
    }
}

fn visible(character: char) -> String {
    if is_invisible(character) { format!("&#x{:X};", u32::from(character)) } else { character.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        assert_eq!(escape(r"*a* _b_ `c` <d>|&~#\"), r"\*a\* \_b\_ \`c\` \<d\>\|\&\~\#\\");
        assert_eq!(escape("*a*\u{200B}<b>\u{202E}"), r"\*a\*&#x200B;\<b\>&#x202E;");
        assert_eq!(escape("Ünïcödé 漢字 🎲"), "Ünïcödé 漢字 🎲");
    }

    #[test]
    fn documents_are_links() {
        let link = |name: &str| link(&Reference::new(name.to_owned()));
        assert_eq!(link("RFC6455"), "[RFC6455](<https://www.rfc-editor.org/rfc/rfc6455>)");
        assert_eq!(link("x_y"), r"x\_y");
        assert_eq!(link("https://a.b/<`\\&"), r"[https://a.b/\<\`\\\&](<https://a.b/%3C%60%5C&amp;>)");
        assert_eq!(link("https://a.b/\u{202E}"), "[https://a.b/&#x202E;](<https://a.b/&#x202E;>)");
    }

    #[test]
    fn values_stay_on_one_line() {
        assert_eq!(value(&Value::Str("one\n\n    two".to_owned())), "one two");
        assert_eq!(value(&Value::Char('_')), r"\_");
        assert_eq!(value(&Value::F64(1e300)), "1e300");
        assert_eq!(value(&Value::I64(-5)), "-5");
    }
}
