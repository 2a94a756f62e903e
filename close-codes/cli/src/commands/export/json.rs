//! JSON: all that is known of a set's codes, for other programs; and its schema, the same for every set.

use close_codes_registry::text::is_invisible;
use close_codes_registry::{Band, Kind, OnTheWire, Text, Value};
use indexmap::IndexMap;
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use schemars::transform::RestrictFormats;
use serde::Serialize;
use serde_json::Value as Json;

use crate::document::{Document, Named, in_json, may_reconnect};

/// The close codes of WebSockets that are registered with IANA, or private ones from a table, and what is known of them.
/// A table's own texts stand under the tag of the language that was asked for, whatever language they are in.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "Close codes", deny_unknown_fields)]
struct Set<'d> {
    /// Where the schema of this document is.
    #[serde(rename = "$schema", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    schema: Option<&'d str>,
    /// The name of the set in source code.
    #[schemars(regex(pattern = IDENTIFIER))]
    name: &'d str,
    /// What the set is called, by the language's tag.
    titles: IndexMap<&'d str, &'d str>,
    /// The languages of the texts; the first is the one to show first.
    languages: Vec<Language<'d>>,
    /// All ranges of numbers, in ascending order.
    ranges: Vec<Range<'d>>,
    /// The columns of a table.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Vec<Column<'d>>")]
    columns: Option<Vec<Column<'d>>>,
    /// Of a table, ranges whose values are those of all numbers in them that have none of their own; in ascending order.
    /// The values of `codes` have them already.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Vec<Stretch<'d>>")]
    bands: Option<Vec<Stretch<'d>>>,
    /// The codes that have a name, in ascending order.
    codes: Vec<Code<'d>>,
}

const IDENTIFIER: &str = "^[A-Za-z_][A-Za-z0-9_]*$";
const KEY: &str = "^[a-z0-9_]+$";

#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Words<'d> {
    /// A few words.
    #[schemars(length(min = 1))]
    name: &'d str,
    /// A sentence or more; empty if nobody has written it.
    description: &'d str,
}

#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Language<'d> {
    /// The tag (BCP 47).
    tag: &'d str,
    /// The name of the language in itself.
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
    /// By the language's tag.
    texts: IndexMap<&'d str, Words<'d>>,
    /// Whether a close frame may hold a number of the range that is not registered.
    unregistered_on_wire: bool,
}

#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Column<'d> {
    name: &'d str,
    /// The type in Rust.
    r#type: &'static str,
    /// What JSON writes the values as. Whole numbers are all texts of digits if one lies beyond 2^53 - 1, where many a
    /// reader of JSON rounds them.
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
    /// By the names of columns.
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
    /// By the language's tag.
    texts: IndexMap<&'d str, Words<'d>>,
    /// The documents that define the code.
    references: Vec<Reference<'d>>,
    #[serde(flatten)]
    of: Of<'d>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Reference<'d> {
    /// The name, as IANA writes it.
    #[schemars(length(min = 1))]
    name: &'d str,
    /// Where the document can be read, if its name tells.
    #[schemars(regex(pattern = "^https?://"))]
    url: Option<String>,
}

#[derive(Serialize, JsonSchema)]
#[serde(untagged, rename_all_fields = "camelCase")]
enum Of<'d> {
    /// A code of the registry.
    Registered {
        /// Who registered the code, as IANA writes it.
        registrants: &'d [String],
        /// Who may send the code. What is local an endpoint tells to its own application, and nobody sends.
        #[schemars(regex(pattern = "^(either|client|server|nobody|local)$"))]
        sender: &'static str,
        /// Whether a close frame may hold the code.
        allowed_on_wire: bool,
        /// Whether to connect again after the code; a hint, and null where the code alone does not tell.
        reconnect: Option<bool>,
        /// The HTTP status that the registration names, if any; no two codes have the same.
        #[schemars(range(min = 100, max = 599))]
        http_status: Option<u16>,
    },
    /// A code of a table.
    Private {
        /// By the names of columns: from the code's row, or from its band.
        values: IndexMap<&'d str, Json>,
    },
}

/// With a reference to the schema, if there is one.
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
        r#type: column.kind.name(),
        json: match column.kind {
            Kind::Bool => "boolean",
            Kind::I64 if !document.is_safe(index) => "string",
            Kind::U8 | Kind::U16 | Kind::U32 | Kind::I64 => "integer",
            Kind::F64 => "number",
            Kind::Char | Kind::Str => "string",
        },
    };
    let band = |Band { codes, values: of, .. }: &'d Band| Stretch {
        first: *codes.start(),
        last: *codes.end(),
        values: values(document, of),
    };
    let code = |code: &'d Named| Code {
        number: code.number,
        variant: &code.variant,
        key: &code.key,
        texts: texts(&code.texts),
        references: code.references.iter().map(|link| Reference { name: link.name(), url: link.url() }).collect(),
        of: if document.is_registry {
            Of::Registered {
                registrants: &code.registrants,
                sender: code.sender.name(),
                allowed_on_wire: code.sender.is_allowed_on_wire(),
                reconnect: may_reconnect(code.reconnect),
                http_status: code.http_status,
            }
        } else {
            Of::Private { values: values(document, &code.values) }
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

/// The values that there are, by their columns. All of a column that has an unsafe number are texts of digits.
fn values<'d>(document: &'d Document, values: &[Option<Value>]) -> IndexMap<&'d str, Json> {
    let columns = document.columns.iter().enumerate().zip(values);
    let values = columns.filter_map(|((index, column), value)| {
        let value = match value.as_ref()? {
            Value::I64(value) if !document.is_safe(index) => value.to_string().into(),
            value => in_json(value),
        };
        Some((&*column.name, value))
    });
    values.collect()
}

/// JSON Schema, draft 2020-12. It takes no member that it does not describe.
pub(super) fn schema() -> String {
    let settings = SchemaSettings::draft2020_12().for_serialize().with_transform(RestrictFormats::default());
    show(&settings.into_generator().into_root_schema_for::<Set<'_>>())
}

/// On lines, and with escapes for what cannot be seen: such characters stand within texts only, but for the line breaks.
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
