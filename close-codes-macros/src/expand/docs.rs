//! The documentation of variants and columns, as lines of Markdown.
//!
//! Each line begins with a space, as in `/// text`.

use std::fmt::Write;

use close_codes_registry::markdown::{self, escape, link};
use close_codes_registry::text::join;
use close_codes_registry::{Code, Column, Entry, Language, Range, Reconnect, Reference, Sender, Table};

/// Number, name, description, sender, hint, HTTP status, registrant, references and usual causes.
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
    if let Some(status) = code.http_status {
        lines.push(format!("- HTTP status: {status}"));
    }
    if !code.contacts.is_empty() {
        lines.push(format!("- Registered by: {}", escape(&join(&code.contacts, ", "))));
    }
    lines.extend(references(&code.references));
    if !code.causes.is_empty() {
        lines.extend([String::new(), "Usual causes:".to_owned(), String::new()]);
    }
    for cause in &code.causes {
        let Some(text) = cause.texts.first() else { continue };
        let (name, description) = (escape(&text.name), escape(&text.description));
        lines.push(format!("- **{name}.** {description} ({})", join(cause.references.iter().map(link), "; ")));
    }
    spaced(lines)
}

fn spaced(mut lines: Vec<String>) -> Vec<String> {
    for line in &mut lines {
        if !line.is_empty() {
            line.insert(0, ' ');
        }
    }
    lines
}

fn references(references: &[Reference]) -> Option<String> {
    let links = join(references.iter().map(link), ", ");
    if links.is_empty() { None } else { Some(format!("- References: {links}")) }
}

/// Number, name, description, values and references of an application's own code.
pub(super) fn entry(entry: &Entry, columns: &[Column]) -> Vec<String> {
    let description = if entry.description.is_empty() { "" } else { &format!(": {}", escape(&entry.description)) };
    let mut lines = vec![format!("`{}` {}{description}", entry.number, escape(&entry.name)), String::new()];
    for (column, value) in columns.iter().zip(&entry.values) {
        if let Some(value) = value {
            lines.push(format!("- `{}`: {}", column.name, markdown::value(value)));
        }
    }
    lines.extend(references(&entry.references));
    spaced(lines)
}

/// A list of the bands: numbers, name, description and the band's own values.
pub(super) fn bands(table: &Table) -> Vec<String> {
    let mut lines = vec![String::new()];
    for band in &table.bands {
        let (first, last) = (band.codes.start(), band.codes.end());
        let name = if band.name.is_empty() { "" } else { &format!(" {}", escape(&band.name)) };
        let description = if band.description.is_empty() { "" } else { &format!(": {}", escape(&band.description)) };
        let mut values = String::new();
        for (column, cell) in table.columns.iter().zip(&band.values) {
            if let Some(value) = cell.value() {
                let _ = write!(values, "; `{}`: {}", column.name, markdown::value(value));
            }
        }
        lines.push(format!("- `{first}..={last}`{name}{description}{values}"));
    }
    spaced(lines)
}

/// The documentation of a typed column: for the method of a code in the set, and for the function of any code. Begins with
/// the column's description.
pub(super) fn column(column: &Column, is_filled: bool) -> (String, String) {
    let Column { name, description, .. } = column;
    let about = if description.is_empty() { "" } else { &format!(" {}\n\n", escape(description)) };
    let unknown = if is_filled { "" } else { "; `None` if neither the code's row nor its band has a value" };
    let own = format!("{about} Returns the value in the table's column `{name}`{unknown}.");
    let of = format!(
        "{about} Returns the value of any close code in the table's column `{name}`: from the code's row, or else from its band; \
         `None` if neither has a value."
    );
    (own, of)
}

/// Numbers, name and description.
pub(super) fn range(range: &Range) -> Vec<String> {
    let (first, last) = (range.codes.start(), range.codes.end());
    let Some(text) = range.texts.first() else { return Vec::new() };
    spaced(vec![format!("`{first}..={last}` {}: {}", escape(&text.name), escape(&text.description))])
}

/// Tag and name.
pub(super) fn language(language: &Language) -> Vec<String> {
    spaced(vec![format!("`{}` {}", language.tag, escape(&language.name))])
}
