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
