//! A page that works without a server and a network, and can be read without JavaScript.
//!
//! The page itself is in the document's first language. The other languages are in a block of JSON. The script replaces
//! elements by their `data-say`, which names a word, and by the indices of codes and ranges.

use std::collections::BTreeMap;

use close_codes_registry::check::table::NO_VALUE;
use close_codes_registry::{Band, Cause, Column, OnTheWire, Reconnect, Reference, Sender, Text, TypedCell, Value};
use serde_json::{Value as Json, json};

use super::source;
use crate::document::{Document, Named, shown};
use crate::page::{self, Parts};
use crate::template;

const PARTS: Parts = Parts {
    style: include_str!("../../../templates/page.css"),
    script: include_str!("../../../templates/page.js"),
    connects: "'none'",
};

/// The words on the page.
const WORDS: &str = "title subtitle search search-hint no-match choose-language choose-colours colours-system \
    colours-light colours-dark codes ranges variant key references registrant sent-by on-the-wire \
    unregistered-on-the-wire reconnect either server client nobody local yes no unknown unregistered causes";

pub(super) fn write(document: &Document) -> String {
    let title = document.title();
    let words = document.words(0);
    let page_title =
        if document.is_registry { title.to_owned() } else { format!("{title} – {}", words.say("title")) };
    let ranges = document.ranges.iter().map(|range| {
        let (first, last) = (*range.codes.start(), *range.codes.end());
        // A band can span several ranges. Each of them shows it.
        let bands = document.bands.iter().filter(|band| *band.codes.start() <= last && first <= *band.codes.end());
        let bands: Vec<_> = bands.map(|band| self::band(document, band)).collect();
        let has_codes = document.codes.iter().any(|code| range.codes.contains(&code.number));
        json!({
            "first": first,
            "last": last,
            "numbers": shown(&range.codes),
            "wire": range.on_the_wire == OnTheWire::Any,
            "text": range.texts.first().map(text),
            "has_section": has_codes || !bands.is_empty(),
            "bands": bands,
        })
    });
    let languages: Vec<_> = (0..document.languages.len()).map(|index| language(document, index)).collect();
    let bands = document.bands.iter().map(|band| {
        // A list of one value, which is null for no value, or an empty list for an empty cell. The words for yes and no depend on
        // the language.
        let value = |cell: &TypedCell| match cell {
            TypedCell::Empty => json!([]),
            TypedCell::NoValue => json!([null]),
            TypedCell::Value(Value::Bool(yes)) => json!([yes]),
            TypedCell::Value(other) => json!([other.to_string()]),
        };
        json!({
            "first": band.codes.start(),
            "last": band.codes.end(),
            "numbers": shown(&band.codes),
            "name": band.name,
            "description": band.description,
            "values": band.values.iter().map(value).collect::<Vec<_>>(),
        })
    });
    let ranges: Vec<_> = ranges.collect();
    let view = json!({
        "origin": source::origin(document),
        "is_registry": document.is_registry,
        "title": title,
        "page_title": page_title,
        "words": languages.first().map(|language| &language["words"]),
        "subtitle": if document.is_registry { "subtitle" } else { "title" },
        "ranges": ranges,
        "codes": document.codes.iter().map(|named| code(document, named)).collect::<Vec<_>>(),
        "columns": document.columns.iter().map(|column| &column.name).collect::<Vec<_>>(),
        "data": { "isRegistry": document.is_registry, "ranges": ranges, "bands": bands.collect::<Vec<_>>(), "languages": languages },
    });
    page::render(template::PAGE, &PARTS, view)
}

fn language(document: &Document, index: usize) -> Json {
    let words = document.words(index);
    let (tag, name) =
        document.languages.get(index).map(|language| (&*language.tag, &*language.name)).unwrap_or_default();
    let texts = |texts: &[Text]| texts.get(index).map(text);
    let code = |code: &Named| {
        let mut of = texts(&code.texts);
        if let Some(Json::Object(of)) = of.as_mut().filter(|_| !code.causes.is_empty()) {
            of.insert("causes".to_owned(), code.causes.iter().map(|cause| texts(&cause.texts)).collect());
        }
        of
    };
    json!({
        "tag": tag,
        "name": name,
        "direction": page::direction(tag),
        "words": WORDS.split_whitespace().map(|word| (word, words.say(word))).collect::<BTreeMap<_, _>>(),
        "codes": document.codes.iter().map(code).collect::<Vec<_>>(),
        "ranges": document.ranges.iter().map(|range| texts(&range.texts)).collect::<Vec<_>>(),
    })
}

fn text(text: &Text) -> Json {
    json!({ "name": text.name, "description": text.description })
}

fn band(document: &Document, band: &Band) -> Json {
    let cells = band.values.iter().map(|cell| match cell {
        TypedCell::Empty => None,
        TypedCell::NoValue => Some((None, NO_VALUE.to_owned())),
        TypedCell::Value(value) => Some(said(value)),
    });
    json!({
        "numbers": shown(&band.codes),
        "name": band.name,
        "description": band.description,
        "values": values(document, cells),
    })
}

fn code(document: &Document, code: &Named) -> Json {
    // Either endpoint may send a private code. A table can also have codes of the registry.
    let facts = (document.is_registry || code.sender != Sender::Either).then(|| {
        json!({
            "sender": code.sender.name(),
            "allowed": code.sender.is_allowed_on_wire(),
            "reconnect": code.reconnect.map(Reconnect::name),
        })
    });
    let cause = |cause: &Cause| {
        let references: Vec<_> = cause.references.iter().map(reference).collect();
        json!({ "text": cause.texts.first().map(text), "references": references })
    };
    json!({
        "number": code.number,
        "variant": code.variant,
        "key": code.key,
        "text": code.texts.first().map(text),
        "references": code.references.iter().map(reference).collect::<Vec<_>>(),
        "causes": code.causes.iter().map(cause).collect::<Vec<_>>(),
        "registrants": code.registrants.join(", ").replace('_', " "),
        "facts": facts,
        "values": values(document, code.values.iter().map(|value| value.as_ref().map(said))),
    })
}

/// A value as yes or no, or else as a text.
type Said = (Option<bool>, String);

fn said(value: &Value) -> Said {
    match value {
        Value::Bool(yes) => (Some(*yes), String::new()),
        other => (None, other.to_string()),
    }
}

/// Returns the values of a table's columns. A column without a value is left out.
fn values(document: &Document, values: impl Iterator<Item = Option<Said>>) -> Vec<Json> {
    let columns = document.columns.iter().zip(values);
    let value = |(column, said): (&Column, Option<Said>)| {
        let (yes, text) = said?;
        Some(json!({ "column": column.name, "yes": yes, "text": text }))
    };
    columns.filter_map(value).collect()
}

/// Shortens an address to its site, and adds a space to the name of an RFC.
fn reference(reference: &Reference) -> Json {
    let name = reference.name();
    let short = match name.split_once("://") {
        Some((_, rest)) => rest.split(['/', '?', '#']).next().unwrap_or(rest).to_owned(),
        None => match name.strip_prefix("RFC") {
            Some(number) if number.starts_with(|first: char| first.is_ascii_digit()) => format!("RFC {number}"),
            _ => name.to_owned(),
        },
    };
    let url = reference.url();
    json!({ "name": if url.is_some() { &short } else { name }, "url": url })
}
