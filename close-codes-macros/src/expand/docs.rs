//! The documentation of variants and columns, as lines of Markdown with a space before each, as `/// text` has it.

use close_codes_registry::markdown::{self, escape, link};
use close_codes_registry::{Code, Column, Entry, Language, Range, Reconnect, Reference, Sender};

/// Number, name, description, sender, hint, HTTP status, registrant and references.
pub(super) fn code(code: &Code) -> Vec<String> {
    let description = code.texts.first().map(|text| escape(&text.description)).unwrap_or_default();
    let sender = match code.sender {
        Sender::Either => "either endpoint",
        Sender::Client => "a client",
        Sender::Server => "a server",
        Sender::Nobody => "nobody",
        Sender::Local => "nobody; for local use only",
    };
    let reconnect = match code.reconnect {
        Reconnect::Yes => "yes",
        Reconnect::No => "no",
        Reconnect::Unknown => "unknown",
    };
    let mut lines = vec![
        format!("`{}` {}: {description}", code.number, escape(&code.name)),
        String::new(),
        format!("- Sent by: {sender}"),
        format!("- Reconnect: {reconnect}"),
    ];
    lines.extend(code.http_status.map(|status| format!("- HTTP status: {status}")));
    if !code.contacts.is_empty() {
        lines.push(format!("- Registered by: {}", escape(&code.contacts.join(", "))));
    }
    lines.extend(references(&code.references));
    spaced(lines)
}

fn spaced(lines: Vec<String>) -> Vec<String> {
    lines.into_iter().map(|line| if line.is_empty() { line } else { format!(" {line}") }).collect()
}

fn references(references: &[Reference]) -> Option<String> {
    let links: Vec<_> = references.iter().map(link).collect();
    (!links.is_empty()).then(|| format!("- References: {}", links.join(", ")))
}

/// Number, name, description, values and references of an application's own code.
pub(super) fn entry(entry: &Entry, columns: &[Column]) -> Vec<String> {
    let description = if entry.description.is_empty() { "" } else { &format!(": {}", escape(&entry.description)) };
    let mut lines = vec![format!("`{}` {}{description}", entry.number, escape(&entry.name)), String::new()];
    let values = columns.iter().zip(&entry.values);
    lines.extend(
        values.filter_map(|(column, value)| Some(format!("- `{}`: {}", column.name, markdown::value(value.as_ref()?)))),
    );
    lines.extend(references(&entry.references));
    spaced(lines)
}

/// A typed column's method for a code of the set, and its function for any code.
pub(super) fn column(column: &Column, is_filled: bool) -> (Vec<String>, Vec<String>) {
    let name = &column.name;
    let unknown = if is_filled { "" } else { "; `None` if the cell is empty and no band gives a value" };
    let own = format!("The value of the code in the table's column `{name}`{unknown}.");
    let of = format!(
        "The value of any code in the table's column `{name}`: from the code's row, or else from the band that contains \
         the code; `None` if neither has one."
    );
    (spaced(vec![own]), spaced(vec![of]))
}

/// Numbers, name and description.
pub(super) fn range(range: &Range) -> Vec<String> {
    let (first, last) = (range.codes.start(), range.codes.end());
    let text = range.texts.first();
    let line = text.map(|text| format!("`{first}..={last}` {}: {}", escape(&text.name), escape(&text.description)));
    spaced(line.into_iter().collect())
}

/// Tag and name.
pub(super) fn language(language: &Language) -> Vec<String> {
    spaced(vec![format!("`{}` {}", language.tag, escape(&language.name))])
}
