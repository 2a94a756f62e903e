//! All that is known of codes, for other programs, and the schema of that.

mod schema;
mod tree;

use close_codes_registry::{Band, Kind, OnTheWire, Range, Reference, Text, Value};

use self::tree::Json;
use super::source;
use crate::document::{Document, Named, may_reconnect};
use crate::words::sender_word;

/// With a reference to the schema, if there is one.
pub(super) fn write(document: &Document, schema: Option<&str>) -> String {
    let languages = document
        .languages
        .iter()
        .map(|language| Json::object([("tag", Json::from(&*language.tag)), ("name", Json::from(&*language.name))]));
    let titles = document.titles.iter().map(|title| Json::from(&**title));
    let mut members: Vec<_> = schema.into_iter().map(|schema| ("$schema", schema.into())).collect();
    members.extend([
        ("name", Json::from(&*document.name)),
        ("titles", by_language(document, titles)),
        ("languages", Json::list(languages)),
        ("ranges", Json::list(document.ranges.iter().map(|range| self::range(document, range)))),
    ]);
    if !document.is_registry {
        let column = |index| column_type(document, index);
        let columns = document.columns.iter().enumerate().map(|(index, of)| {
            Json::object([
                ("name", Json::from(&*of.name)),
                ("type", of.kind.name().into()),
                ("json", column(index).into()),
            ])
        });
        members.push(("columns", Json::list(columns)));
        members.push(("bands", Json::list(document.bands.iter().map(|band| self::band(document, band)))));
    }
    members.push(("codes", Json::list(document.codes.iter().map(|code| self::code(document, code)))));
    Json::object(members).show()
}

pub(super) fn schema(document: &Document) -> String {
    schema::of(document).show()
}

/// What JSON writes the values of a column as. A whole number that many a reader would round is a text of digits, and so
/// is then every other of its column.
fn column_type(document: &Document, index: usize) -> &'static str {
    match document.columns.get(index).map(|column| column.kind) {
        Some(Kind::Bool) => "boolean",
        Some(Kind::U8 | Kind::U16 | Kind::U32) => "integer",
        Some(Kind::I64) if source::is_safe(document, index) => "integer",
        Some(Kind::F64) => "number",
        Some(Kind::I64 | Kind::Char | Kind::Str) | None => "string",
    }
}

/// What there is in each language, by its tag.
fn by_language(document: &Document, items: impl Iterator<Item = Json>) -> Json {
    Json::object(document.languages.iter().map(|language| &*language.tag).zip(items))
}

fn texts(document: &Document, texts: &[Text]) -> Json {
    let text = |text: &Text| {
        Json::object([("name", Json::from(&*text.name)), ("description", Json::from(&*text.description))])
    };
    by_language(document, texts.iter().map(text))
}

fn range(document: &Document, range: &Range) -> Json {
    Json::object([
        ("first", Json::from(*range.codes.start())),
        ("last", Json::from(*range.codes.end())),
        ("variant", Json::from(&*range.variant)),
        ("key", Json::from(&*range.key)),
        ("texts", texts(document, &range.texts)),
        ("unregisteredOnWire", Json::from(range.on_the_wire == OnTheWire::Any)),
    ])
}

fn band(document: &Document, band: &Band) -> Json {
    Json::object([
        ("first", Json::from(*band.codes.start())),
        ("last", Json::from(*band.codes.end())),
        ("values", values(document, &band.values)),
    ])
}

fn code(document: &Document, code: &Named) -> Json {
    let reference = |reference: &Reference| {
        let url = reference.url().map_or(Json::Null, Json::from);
        Json::object([("name", Json::from(reference.name())), ("url", url)])
    };
    let mut members = vec![
        ("code", Json::from(code.number)),
        ("variant", Json::from(&*code.variant)),
        ("key", Json::from(&*code.key)),
        ("texts", texts(document, &code.texts)),
        ("references", Json::list(code.references.iter().map(reference))),
    ];
    if document.is_registry {
        let reconnect = may_reconnect(code.reconnect).map_or(Json::Null, Json::Bool);
        members.extend([
            ("registrants", Json::list(code.registrants.iter().map(|registrant| &**registrant))),
            ("sender", Json::from(sender_word(code.sender))),
            ("allowedOnWire", Json::from(code.sender.is_allowed_on_wire())),
            ("reconnect", reconnect),
        ]);
    } else {
        members.push(("values", values(document, &code.values)));
    }
    Json::object(members)
}

/// The values that there are, by their columns.
fn values(document: &Document, values: &[Option<Value>]) -> Json {
    let columns = document.columns.iter().enumerate().zip(values);
    Json::object(columns.filter_map(|((index, column), value)| {
        let value = match value.as_ref()? {
            Value::Bool(value) => Json::Bool(*value),
            Value::U8(value) => Json::Integer((*value).into()),
            Value::U16(value) => Json::Integer((*value).into()),
            Value::U32(value) => Json::Integer((*value).into()),
            Value::I64(value) if source::is_safe(document, index) => Json::Integer(*value),
            Value::I64(value) => Json::Text(value.to_string()),
            Value::F64(value) => Json::Number(*value),
            Value::Char(value) => Json::Text(value.to_string()),
            Value::Str(value) => Json::Text(value.clone()),
        };
        Some((&*column.name, value))
    }))
}
