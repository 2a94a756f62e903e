//! The schema of a document: JSON Schema, draft 2020-12. It is that of this document's languages and columns, and takes
//! nothing that is not described.

use close_codes_registry::{Column, Kind};

use super::tree::Json;
use crate::commands::export::source;
use crate::document::{Document, MOST_SAFE};

pub(super) fn of(document: &Document) -> Json {
    let title = document.titles.first().map(String::as_str).unwrap_or_default();
    let about = if document.is_registry {
        "The close codes of WebSockets that are registered with IANA, and what is known of them."
    } else {
        "Private close codes of WebSockets, from a table, and what it says of them. The table's own texts stand under the \
         tag of the language that was asked for, whatever language they are in."
    };
    let mut members = vec![
        ("$schema", about_type("string", "Where the schema of this document is.")),
        ("name", identifier("The name of the set in source code.")),
        ("titles", by_language(document, &about_type("string", "What the set is called."))),
        ("languages", list("The languages of the texts; the first is the one to show first.", language(document))),
        ("ranges", list("All ranges of numbers, in ascending order.", range(document))),
    ];
    if !document.is_registry {
        members.push(("columns", columns(document)));
        members.push(("bands", list(BANDS, band(document))));
    }
    members.push(("codes", list("The codes that have a name, in ascending order.", code(document))));
    let described = strict(members, &["$schema"]);
    let head = [
        ("$schema", Json::from("https://json-schema.org/draft/2020-12/schema")),
        ("title", Json::from(title)),
        ("description", Json::from(about)),
    ];
    with(Json::object(head), described)
}

const BANDS: &str = "Ranges whose values are those of all numbers in them that have none of their own; in ascending order. The \
values of `codes` have them already.";

/// The members of one object, and then those of another.
fn with(one: Json, other: Json) -> Json {
    match (one, other) {
        (Json::Object(mut members), Json::Object(others)) => {
            members.extend(others);
            Json::Object(members)
        }
        (one, _) => one,
    }
}

/// An object with these members and no others, all of which must be there but the `optional` ones.
fn strict(members: Vec<(&str, Json)>, optional: &[&str]) -> Json {
    let required = members.iter().map(|(name, _)| *name).filter(|name| !optional.contains(name));
    let required = Json::list(required);
    Json::object([
        ("type", Json::from("object")),
        ("properties", Json::object(members)),
        ("required", required),
        ("additionalProperties", Json::Bool(false)),
    ])
}

fn list(about: &str, items: Json) -> Json {
    Json::object([("description", Json::from(about)), ("type", "array".into()), ("items", items)])
}

fn about_type(kind: &str, about: &str) -> Json {
    Json::object([("description", Json::from(about)), ("type", kind.into())])
}

/// A text that is not empty.
fn text(about: &str) -> Json {
    with(about_type("string", about), Json::object([("minLength", Json::from(1_i64))]))
}

fn pattern(about: &str, pattern: &str) -> Json {
    with(about_type("string", about), Json::object([("pattern", Json::from(pattern))]))
}

fn identifier(about: &str) -> Json {
    pattern(about, "^[A-Za-z_][A-Za-z0-9_]*$")
}

fn whole(about: &str, least: i64, most: i64) -> Json {
    let range = [("minimum", Json::from(least)), ("maximum", Json::from(most))];
    with(about_type("integer", about), Json::object(range))
}

fn number(about: &str) -> Json {
    whole(about, 0, u16::MAX.into())
}

fn by_language(document: &Document, item: &Json) -> Json {
    strict(document.languages.iter().map(|language| (&*language.tag, item.clone())).collect(), &[])
}

fn texts(document: &Document) -> Json {
    let description = about_type("string", "A sentence or more; empty if nobody has written it.");
    by_language(document, &strict(vec![("name", text("A few words.")), ("description", description)], &[]))
}

fn language(document: &Document) -> Json {
    let tags = Json::list(document.languages.iter().map(|language| &*language.tag));
    let tag = Json::object([("description", Json::from("The tag (BCP 47).")), ("enum", tags)]);
    strict(vec![("tag", tag), ("name", text("The name of the language in itself."))], &[])
}

fn range(document: &Document) -> Json {
    let on_wire = "Whether a close frame may hold a number of the range that is not registered.";
    let members = vec![
        ("first", number("The first number in it.")),
        ("last", number("The last number in it.")),
        ("variant", identifier("The name in source code.")),
        ("key", key()),
        ("texts", texts(document)),
        ("unregisteredOnWire", about_type("boolean", on_wire)),
    ];
    strict(members, &[])
}

fn key() -> Json {
    pattern("A label for metrics and translation files.", "^[a-z0-9_]+$")
}

/// The columns are those that the document has, in their order.
fn columns(document: &Document) -> Json {
    let column = |(index, column): (usize, &Column)| {
        let constant = |value: &str| Json::object([("const", value)].map(|(key, value)| (key, Json::from(value))));
        let members = vec![
            ("name", constant(&column.name)),
            ("type", constant(column.kind.name())),
            ("json", constant(super::column_type(document, index))),
        ];
        strict(members, &[])
    };
    let columns: Vec<_> = document.columns.iter().enumerate().map(column).collect();
    let number = i64::try_from(columns.len()).unwrap_or(i64::MAX);
    let about = "The columns of the table: the name, the type in Rust, and what JSON writes its values as.";
    let mut members = vec![("description", Json::from(about)), ("type", "array".into())];
    // An empty list of schemas is none.
    if !columns.is_empty() {
        members.push(("prefixItems", Json::List(columns)));
    }
    members.extend([("items", Json::Bool(false)), ("minItems", number.into())]);
    Json::object(members)
}

fn band(document: &Document) -> Json {
    let (first, last) = (number("The first number in it."), number("The last number in it."));
    strict(vec![("first", first), ("last", last), ("values", values(document, |_| false))], &[])
}

fn code(document: &Document) -> Json {
    let url = Json::object([
        ("description", Json::from("Where the document can be read, if its name tells.")),
        ("type", Json::list(["string", "null"])),
        ("pattern", Json::from("^https?://")),
    ]);
    let reference = strict(vec![("name", text("The name, as IANA writes it.")), ("url", url)], &[]);
    let mut members = vec![
        ("code", number("The number on the wire.")),
        ("variant", identifier("The name in source code.")),
        ("key", key()),
        ("texts", texts(document)),
        ("references", list("The documents that define the code.", reference)),
    ];
    if document.is_registry {
        let senders = Json::list(["either", "client", "server", "nobody", "local"]);
        let sender = "Who may send the code. What is local an endpoint tells to its own application, and nobody sends.";
        let reconnect = "Whether to connect again after the code; a hint, and null where the code alone does not tell.";
        members.extend([
            ("registrants", list("Who registered the code, as IANA writes it.", text("A name."))),
            ("sender", Json::object([("description", Json::from(sender)), ("enum", senders)])),
            ("allowedOnWire", about_type("boolean", "Whether a close frame may hold the code.")),
            (
                "reconnect",
                Json::object([("description", Json::from(reconnect)), ("type", Json::list(["boolean", "null"]))]),
            ),
        ]);
    } else {
        let is_filled =
            |index: usize| document.codes.iter().all(|code| matches!(code.values.get(index), Some(Some(_))));
        members.push(("values", values(document, is_filled)));
    }
    strict(members, &[])
}

/// An object of values by their columns; `is_filled` tells of a column by its index whether there must be a value.
fn values(document: &Document, is_filled: impl Fn(usize) -> bool) -> Json {
    let columns = document.columns.iter().enumerate();
    let members = columns.clone().map(|(index, column)| (&*column.name, value(document, index, column))).collect();
    let optional: Vec<_> = columns.filter(|(index, _)| !is_filled(*index)).map(|(_, column)| &*column.name).collect();
    strict(members, &optional)
}

fn value(document: &Document, index: usize, column: &Column) -> Json {
    let about = format!("What the table says in its column `{}`, of the type {}.", column.name, column.kind.name());
    match column.kind {
        Kind::Bool => about_type("boolean", &about),
        Kind::U8 => whole(&about, 0, u8::MAX.into()),
        Kind::U16 => whole(&about, 0, u16::MAX.into()),
        Kind::U32 => whole(&about, 0, u32::MAX.into()),
        Kind::I64 if source::is_safe(document, index) => whole(&about, -MOST_SAFE, MOST_SAFE),
        Kind::I64 => pattern(
            &format!(
                "{about} All are texts of digits, since some lie beyond 2^53 - 1, where many a reader of JSON rounds numbers."
            ),
            "^(0|-?[1-9][0-9]{0,18})$",
        ),
        Kind::F64 => about_type("number", &about),
        Kind::Char => with(text(&about), Json::object([("maxLength", Json::from(1_i64))])),
        Kind::Str => text(&about),
    }
}
