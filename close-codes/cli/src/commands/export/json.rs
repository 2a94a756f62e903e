//! All data of a set as JSON, and the JSON Schema, which is the same for every set.

use close_codes_registry::text::is_invisible;
use close_codes_registry::{Band, Kind, OnTheWire, Text, TypedCell, Value};
use indexmap::IndexMap;
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use schemars::transform::RestrictFormats;
use serde::Serialize;
use serde_json::Value as Json;

use crate::document::{Document, Named, in_json, may_reconnect};

/// WebSocket close codes from IANA's registry or from a table of private codes. The texts of a table are under the tag of the
/// requested language, whatever their language is.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "Close codes", deny_unknown_fields)]
struct Set<'d> {
    /// The address of this document's schema.
    #[serde(rename = "$schema", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    schema: Option<&'d str>,
    /// The name of the set in source code.
    #[schemars(regex(pattern = IDENTIFIER))]
    name: &'d str,
    /// The title of the set, by language tag.
    titles: IndexMap<&'d str, &'d str>,
    /// The languages of the texts. The first is shown first.
    languages: Vec<Language<'d>>,
    /// All ranges of numbers, in ascending order.
    ranges: Vec<Range<'d>>,
    /// The columns of a table.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Vec<Column<'d>>")]
    columns: Option<Vec<Column<'d>>>,
    /// The bands of a table: ranges with values for all numbers that do not have their own. They are in ascending order, each
    /// before the bands in it. A number takes a column from the narrowest band around it that has the column in `values`.
    /// The values of `codes` already include those of the bands.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Vec<Stretch<'d>>")]
    bands: Option<Vec<Stretch<'d>>>,
    /// The codes with a name, in ascending order.
    codes: Vec<Code<'d>>,
}

const IDENTIFIER: &str = "^[A-Za-z_][A-Za-z0-9_]*$";
const KEY: &str = "^[a-z0-9_]+$";

#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Words<'d> {
    /// The name: a few words.
    #[schemars(length(min = 1))]
    name: &'d str,
    /// One or more sentences, or an empty string.
    description: &'d str,
}

#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Language<'d> {
    /// The language tag (BCP 47).
    tag: &'d str,
    /// The language's own name.
    #[schemars(length(min = 1))]
    name: &'d str,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(deny_unknown_fields)]
struct Range<'d> {
    /// The first number in it.
    first: u16,
    /// The last number in it.
    last: u16,
    /// The name in source code.
    #[schemars(regex(pattern = IDENTIFIER))]
    variant: &'d str,
    /// A label for metrics and translation files.
    #[schemars(regex(pattern = KEY))]
    key: &'d str,
    /// Name and description, by language tag.
    texts: IndexMap<&'d str, Words<'d>>,
    /// `true` if unregistered numbers of the range may be sent in a close frame.
    unregistered_on_wire: bool,
}

#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Column<'d> {
    name: &'d str,
    /// One or more sentences, or an empty string.
    description: &'d str,
    /// The type in Rust.
    r#type: &'static str,
    /// The type of the values in JSON. Whole numbers are strings of digits if one of them is beyond 2^53 - 1, because many
    /// readers of JSON would round it.
    #[schemars(regex(pattern = "^(boolean|integer|number|string)$"))]
    json: &'static str,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Band", deny_unknown_fields)]
struct Stretch<'d> {
    /// The first number in it.
    first: u16,
    /// The last number in it.
    last: u16,
    /// A few words, or an empty string.
    name: &'d str,
    /// One or more sentences, or an empty string.
    description: &'d str,
    /// The band's own values, by column name. A column is missing if the bands around this band decide. Null stands for no value,
    /// even if a band around this band has one.
    values: IndexMap<&'d str, Json>,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(deny_unknown_fields)]
struct Code<'d> {
    /// The number on the wire.
    #[serde(rename = "code")]
    number: u16,
    /// The name in source code.
    #[schemars(regex(pattern = IDENTIFIER))]
    variant: &'d str,
    /// A label for metrics and translation files.
    #[schemars(regex(pattern = KEY))]
    key: &'d str,
    /// Name and description, by language tag.
    texts: IndexMap<&'d str, Words<'d>>,
    /// The documents that define the code.
    references: Vec<Reference<'d>>,
    /// The endpoint that may send the code. `local`: no endpoint sends it; an endpoint reports it to its own application.
    #[schemars(regex(pattern = "^(either|client|server|nobody|local)$"))]
    sender: &'static str,
    /// `true` if the code may be sent in a close frame.
    allowed_on_wire: bool,
    #[serde(flatten)]
    of: Of<'d>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Cause<'d> {
    /// A label, which no other cause of the code has.
    #[schemars(regex(pattern = KEY))]
    key: &'d str,
    /// The cause in a few words, and how to check and repair it, by language tag.
    texts: IndexMap<&'d str, Words<'d>>,
    /// The documents that tell of the cause.
    references: Vec<Reference<'d>>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Reference<'d> {
    /// The name, as IANA writes it.
    #[schemars(length(min = 1))]
    name: &'d str,
    /// The address of the document, if its name determines it.
    #[schemars(regex(pattern = "^https?://"))]
    url: Option<String>,
}

#[derive(Serialize, JsonSchema)]
#[serde(untagged, rename_all_fields = "camelCase")]
enum Of<'d> {
    /// A code of the registry.
    Registered {
        /// The people who registered the code, as IANA writes them.
        registrants: &'d [String],
        /// A hint: `true` if a client should reconnect, null if the code alone does not tell.
        reconnect: Option<bool>,
        /// The HTTP status that the registration names, if any. Each status belongs to one code only.
        #[schemars(range(min = 100, max = 599))]
        http_status: Option<u16>,
        /// The usual causes, the most likely first.
        causes: Vec<Cause<'d>>,
    },
    /// A code of a table.
    Private {
        /// The values, without columns that have none: from the code's row or from its bands, by column name.
        values: IndexMap<&'d str, Json>,
    },
}

/// Writes a document as JSON, with the address of the schema if it is given.
pub(super) fn write<'d>(document: &'d Document, schema: Option<&'d str>) -> String {
    let tags = || document.languages.iter().map(|language| &*language.tag);
    let texts = |texts: &'d [Text]| {
        let words = texts.iter().map(|Text { name, description }| Words { name, description });
        tags().zip(words).collect()
    };
    let range = |range: &'d close_codes_registry::Range| Range {
        first: *range.codes.start(),
        last: *range.codes.end(),
        variant: &range.variant,
        key: &range.key,
        texts: texts(&range.texts),
        unregistered_on_wire: range.on_the_wire == OnTheWire::Any,
    };
    let column = |(index, column): (usize, &'d close_codes_registry::Column)| Column {
        name: &column.name,
        description: &column.description,
        r#type: column.kind.name(),
        json: match column.kind {
            Kind::Bool => "boolean",
            Kind::I64 if !document.is_safe(index) => "string",
            Kind::U8 | Kind::U16 | Kind::U32 | Kind::I64 => "integer",
            Kind::F64 => "number",
            Kind::Char | Kind::Str => "string",
        },
    };
    let band = |band: &'d Band| Stretch {
        first: *band.codes.start(),
        last: *band.codes.end(),
        name: &band.name,
        description: &band.description,
        values: values(document, &band.values, |cell| match cell {
            TypedCell::Empty => None,
            TypedCell::NoValue => Some(None),
            TypedCell::Value(value) => Some(Some(value)),
        }),
    };
    let references = |all: &'d [close_codes_registry::Reference]| {
        all.iter().map(|link| Reference { name: link.name(), url: link.url() }).collect()
    };
    let cause = |cause: &'d close_codes_registry::Cause| Cause {
        key: &cause.key,
        texts: texts(&cause.texts),
        references: references(&cause.references),
    };
    let code = |code: &'d Named| Code {
        number: code.number,
        variant: &code.variant,
        key: &code.key,
        texts: texts(&code.texts),
        references: references(&code.references),
        sender: code.sender.name(),
        allowed_on_wire: code.sender.is_allowed_on_wire(),
        of: if document.is_registry {
            Of::Registered {
                registrants: &code.registrants,
                reconnect: may_reconnect(code.reconnect),
                http_status: code.http_status,
                causes: code.causes.iter().map(cause).collect(),
            }
        } else {
            Of::Private { values: values(document, &code.values, |value| value.as_ref().map(Some)) }
        },
    };
    let is_table = !document.is_registry;
    show(&Set {
        schema,
        name: &document.name,
        titles: tags().zip(document.titles.iter().map(String::as_str)).collect(),
        languages: document.languages.iter().map(|of| Language { tag: &of.tag, name: &of.name }).collect(),
        ranges: document.ranges.iter().map(range).collect(),
        columns: is_table.then(|| document.columns.iter().enumerate().map(column).collect()),
        bands: is_table.then(|| document.bands.iter().map(band).collect()),
        codes: document.codes.iter().map(code).collect(),
    })
}

/// Returns the values of cells, by column name: null for `Some(None)`. If a column has an unsafe number, all its values are
/// strings of digits.
fn values<'d, C>(
    document: &'d Document,
    cells: &[C],
    value: impl Fn(&C) -> Option<Option<&Value>>,
) -> IndexMap<&'d str, Json> {
    let columns = document.columns.iter().enumerate().zip(cells);
    let values = columns.filter_map(|((index, column), cell)| {
        let value = match value(cell)? {
            None => Json::Null,
            Some(Value::I64(value)) if !document.is_safe(index) => value.to_string().into(),
            Some(value) => in_json(value),
        };
        Some((&*column.name, value))
    });
    values.collect()
}

/// Returns the JSON Schema, draft 2020-12. It does not allow undescribed members.
pub(super) fn schema() -> String {
    let settings = SchemaSettings::draft2020_12().for_serialize().with_transform(RestrictFormats::default());
    show(&settings.into_generator().into_root_schema_for::<Set<'_>>())
}

/// Writes a value on several lines. Invisible characters are escaped; except for line breaks, they occur only in strings.
#[allow(clippy::expect_used, reason = "all keys are texts, and serde_json writes them into memory")]
fn show(value: &impl Serialize) -> String {
    let text = serde_json::to_string_pretty(value).expect("the model can be written") + "\n";
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        if character == '\n' || !is_invisible(character) {
            shown.push(character);
        } else {
            shown.extend(character.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")));
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::show;

    #[test]
    fn nothing_is_hidden() {
        let json = serde_json::json!({ "z": "é\u{202E}\u{E0001}\"\n\u{7F}", "a": null });
        assert_eq!(show(&json), "{\n  \"z\": \"é\\u202e\\udb40\\udc01\\\"\\n\\u007f\",\n  \"a\": null\n}\n");
    }
}
