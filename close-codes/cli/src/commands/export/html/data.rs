//! What the script needs to know: the texts in every language, and the numbers behind the texts.

use close_codes_registry::{OnTheWire, Text, Value};
use serde_json::{Map, Value as Json, json};

use super::super::markup::clean;
use super::direction;
use crate::document::{Document, in_words};

/// The words that the page has anywhere.
const WORDS: [&str; 29] = [
    "title",
    "subtitle",
    "search",
    "search-hint",
    "no-match",
    "choose-language",
    "choose-colours",
    "colours-system",
    "colours-light",
    "colours-dark",
    "codes",
    "ranges",
    "variant",
    "key",
    "references",
    "registrant",
    "sent-by",
    "on-the-wire",
    "unregistered-on-the-wire",
    "reconnect",
    "either",
    "server",
    "client",
    "nobody",
    "local",
    "yes",
    "no",
    "unknown",
    "unregistered",
];

pub(super) fn write(document: &Document) -> String {
    let data = json!({
        "isRegistry": document.is_registry,
        "languages": (0..document.languages.len()).map(|index| language(document, index)).collect::<Vec<_>>(),
        "codes": document.codes.iter().map(|code| json!({
            "number": code.number,
            "key": clean(&code.key),
            "variant": clean(&code.variant),
            "more": texts_of(&code.values),
        })).collect::<Vec<_>>(),
        "ranges": document.ranges.iter().map(|range| json!({
            "first": range.codes.start(),
            "last": range.codes.end(),
            "wire": range.on_the_wire == OnTheWire::Any,
        })).collect::<Vec<_>>(),
        "bands": document.bands.iter().map(|band| json!({
            "first": band.codes.start(),
            "last": band.codes.end(),
            "values": band.values.iter().map(Option::as_ref).map(value).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
    });
    inert(&data.to_string())
}

fn language(document: &Document, index: usize) -> Json {
    let words = document.words(index);
    let said: Map<_, _> = WORDS.iter().map(|word| ((*word).to_owned(), Json::from(clean(words.say(word))))).collect();
    let tag = document.languages.get(index).map(|language| language.tag.as_str()).unwrap_or_default();
    json!({
        "tag": clean(tag),
        "direction": direction(tag),
        "words": said,
        "codes": document.codes.iter().map(|code| text(&code.texts, index)).collect::<Vec<_>>(),
        "ranges": document.ranges.iter().map(|range| text(&range.texts, index)).collect::<Vec<_>>(),
    })
}

fn text(texts: &[Text], language: usize) -> Json {
    let of = |part: fn(&Text) -> &str| texts.get(language).map(|text| clean(part(text))).unwrap_or_default();
    json!({ "name": of(|text| &text.name), "description": of(|text| &text.description) })
}

/// What of a table's values somebody may look for.
fn texts_of(values: &[Option<Value>]) -> String {
    let texts = values.iter().flatten().filter_map(|value| match value {
        Value::Str(text) => Some(clean(text)),
        _ => None,
    });
    texts.collect::<Vec<_>>().join(" ")
}

fn value(value: Option<&Value>) -> Json {
    match value {
        None => Json::Null,
        // How it is said depends on the language.
        Some(Value::Bool(yes)) => Json::from(*yes),
        Some(other) => Json::from(clean(&in_words(other))),
    }
}

/// JSON that can neither end the element that it stands in nor open a comment there.
fn inert(json: &str) -> String {
    let mut inert = String::with_capacity(json.len());
    for character in json.chars() {
        match character {
            // In JSON, these can only be within a string.
            '<' => inert.push_str("\\u003c"),
            '>' => inert.push_str("\\u003e"),
            '&' => inert.push_str("\\u0026"),
            '\u{2028}' => inert.push_str("\\u2028"),
            '\u{2029}' => inert.push_str("\\u2029"),
            other => inert.push(other),
        }
    }
    inert
}
