//! Tables in Markdown.

use close_codes_registry::check::cell::show;
use close_codes_registry::check::table::NO_VALUE;
use close_codes_registry::{Band, OnTheWire, TypedCell, markdown};

use super::source;
use crate::document::{Document, Named};

/// A part of the output: the name that marks it in a file, and the function that writes it.
pub(super) type Section = (&'static str, fn(&Document) -> String);

pub(super) const RANGES: &str = "ranges";

pub(super) const SECTIONS: [Section; 2] = [("codes", codes), (RANGES, ranges)];

/// Writes a comment on the origin, and all parts.
pub(super) fn write(document: &Document) -> String {
    // A `>` in the name of the table could end the comment.
    let origin = format!("<!-- {} -->\n", source::origin(document).replace('>', "&gt;"));
    let parts = SECTIONS.into_iter().map(|(_, write)| write(document)).filter(|part| !part.is_empty());
    [origin].into_iter().chain(parts).collect::<Vec<_>>().join("\n")
}

/// Writes the table of the codes with a name.
fn codes(document: &Document) -> String {
    let words = document.words(0);
    let [code, variant, name, description, sent_by, reconnect] =
        ["code", "variant", "name", "description", "sent-by", "reconnect"].map(|word| words.say(word).to_owned());
    if document.is_registry {
        let row = |named: &Named| {
            let (name, _) = named.text();
            let reconnect = named.reconnect.map(|reconnect| words.reconnect(reconnect)).unwrap_or_default();
            let sender = words.sender(named.sender);
            vec![
                named.number.to_string(),
                in_code(&named.variant),
                markdown::escape(name),
                markdown::escape(sender),
                markdown::escape(reconnect),
            ]
        };
        return table(&[code, variant, name, sent_by, reconnect], document.codes.iter().map(row));
    }
    if document.codes.is_empty() {
        return String::new();
    }
    let columns = document.columns.iter().map(|column| in_code(&column.name));
    let mut heading = vec![code, variant, name, description];
    // Only a table with codes of the registry has codes that may not be sent.
    let has_unsendable = document.codes.iter().any(|named| !named.sender.is_allowed_on_wire());
    if has_unsendable {
        heading.push(words.say("on-the-wire").to_owned());
    }
    heading.extend(columns);
    let row = |named: &Named| {
        let (name, description) = named.text();
        let mut row = vec![
            named.number.to_string(),
            in_code(&named.variant),
            markdown::escape(name),
            markdown::escape(description),
        ];
        if has_unsendable {
            row.push(markdown::escape(words.yes_or_no(named.sender.is_allowed_on_wire())));
        }
        row.extend(named.values.iter().map(|value| value.as_ref().map(markdown::value).unwrap_or_default()));
        row
    };
    table(&heading, document.codes.iter().map(row))
}

/// Writes the ranges of the registry, or the bands of a table if it has any.
fn ranges(document: &Document) -> String {
    let words = document.words(0);
    if document.is_registry {
        let heading = ["numbers", "range", "unregistered-on-the-wire"].map(|word| words.say(word).to_owned());
        let rows = document.ranges.iter().map(|range| {
            let free = words.yes_or_no(range.on_the_wire == OnTheWire::Any);
            vec![show(&range.codes), in_code(&range.variant), markdown::escape(free)]
        });
        return table(&heading, rows);
    }
    if document.bands.is_empty() {
        return String::new();
    }
    let columns = document.columns.iter().map(|column| in_code(&column.name));
    // A column that no band fills is left out.
    let has_names = document.bands.iter().any(|band| !band.name.is_empty());
    let has_descriptions = document.bands.iter().any(|band| !band.description.is_empty());
    let texts = |name: String, description: String| {
        [(has_names, name), (has_descriptions, description)].into_iter().filter(|(has, _)| *has).map(|(_, text)| text)
    };
    let mut heading = vec![words.say("numbers").to_owned()];
    heading.extend(texts(words.say("name").to_owned(), words.say("description").to_owned()));
    heading.extend(columns);
    let row = |band: &Band| {
        let mut row = vec![show(&band.codes)];
        row.extend(texts(markdown::escape(&band.name), markdown::escape(&band.description)));
        row.extend(band.values.iter().map(|cell| match cell {
            TypedCell::Empty => String::new(),
            TypedCell::NoValue => NO_VALUE.to_owned(),
            TypedCell::Value(value) => markdown::value(value),
        }));
        row
    };
    table(&heading, document.bands.iter().map(row))
}

fn table(heading: &[String], rows: impl Iterator<Item = Vec<String>>) -> String {
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let rule = format!("|{}\n", "---|".repeat(heading.len()));
    [line(heading), rule].into_iter().chain(rows.map(|row| line(&row))).collect()
}

/// Formats an identifier as code.
fn in_code(identifier: &str) -> String {
    format!("`{identifier}`")
}
