//! Text and values as Markdown, for generated documentation.

use std::fmt::Write;

use crate::model::Reference;
use crate::table::Value;
use crate::text::{is_invisible, on_one_line};

/// Escapes plain text for Markdown. A character that is not safe to display becomes a reference such as `&#x202E;`.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut escaped = String::new();
    for character in text.chars() {
        if matches!(character, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '&' | '~' | '#') {
            escaped.push('\\');
        }
        push_visible(&mut escaped, character);
    }
    escaped
}

/// Returns a document as Markdown: a link if the document has an address.
#[must_use]
pub fn link(reference: &Reference) -> String {
    let name = escape(reference.name());
    let Some(url) = reference.url() else { return name };
    let mut address = String::new();
    for character in url.chars() {
        match character {
            // These would end the address, or begin other markup in it.
            '\\' | '<' | '>' | '`' => {
                let _ = write!(address, "%{:X}", u32::from(character));
            }
            '&' => address.push_str("&amp;"),
            _ => push_visible(&mut address, character),
        }
    }
    format!("[{name}](<{address}>)")
}

/// Returns a value of a table as Markdown, on one line: a blank line would end a list.
#[must_use]
pub fn value(value: &Value) -> String {
    match value {
        Value::Str(text) => escape(&on_one_line(text)),
        _ => escape(&value.to_string()),
    }
}

fn push_visible(text: &mut String, character: char) {
    if is_invisible(character) {
        let _ = write!(text, "&#x{:X};", u32::from(character));
    } else {
        text.push(character);
    }
}
