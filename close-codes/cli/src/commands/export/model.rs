//! What JSON says of a set: all that is known of its codes, for other programs.
//!
//! The schema is that of these types, with what depends on the document put in: its languages and columns.

use close_codes_registry::{Kind, OnTheWire, Text, Value};
use indexmap::IndexMap;
use schemars::generate::SchemaSettings;
use schemars::transform::RestrictFormats;
use schemars::{JsonSchema, Schema};
use serde::Serialize;
use serde_json::{Map, Value as Json, json};

use crate::document::{Document, MOST_SAFE, Named, in_json, may_reconnect};

#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub(super) struct Set<'d, P, F> {
    /// Where the schema of this document is.
    #[serde(rename = "$schema", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    schema: Option<&'d str>,
    /// The name of the set in source code.
    #[schemars(regex(pattern = IDENTIFIER))]
    name: &'d str,
    /// What the set is called.
    titles: Titles<'d>,
    /// The languages of the texts; the first is the one to show first.
    languages: Vec<Tongue<'d>>,
    /// All ranges of numbers, in ascending order.
    ranges: Vec<Numbers<'d>>,
    #[serde(flatten)]
    parts: P,
    /// The codes that have a name, in ascending order.
    codes: Vec<Code<'d, F>>,
}

const IDENTIFIER: &str = "^[A-Za-z_][A-Za-z0-9_]*$";
const KEY: &str = "^[a-z0-9_]+$";

/// By the language's tag.
#[derive(Serialize, JsonSchema)]
struct Titles<'d>(IndexMap<&'d str, &'d str>);

/// By the language's tag.
#[derive(Serialize, JsonSchema)]
struct Texts<'d>(IndexMap<&'d str, Words<'d>>);

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
struct Tongue<'d> {
    tag: Tag<'d>,
    /// The name of the language in itself.
    #[schemars(length(min = 1))]
    name: &'d str,
}

/// The tag (BCP 47).
#[derive(Serialize, JsonSchema)]
struct Tag<'d>(&'d str);

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "Range", deny_unknown_fields)]
struct Numbers<'d> {
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
    texts: Texts<'d>,
    /// Whether a close frame may hold a number of the range that is not registered.
    unregistered_on_wire: bool,
}

#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Code<'d, F> {
    /// The number on the wire.
    #[serde(rename = "code")]
    number: u16,
    /// The name in source code.
    #[schemars(regex(pattern = IDENTIFIER))]
    variant: &'d str,
    /// A label for metrics and translation files.
    #[schemars(regex(pattern = KEY))]
    key: &'d str,
    texts: Texts<'d>,
    /// The documents that define the code.
    references: Vec<Link<'d>>,
    #[serde(flatten)]
    facts: F,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Reference", deny_unknown_fields)]
struct Link<'d> {
    /// The name, as IANA writes it.
    #[schemars(length(min = 1))]
    name: &'d str,
    /// Where the document can be read, if its name tells.
    #[schemars(regex(pattern = "^https?://"))]
    url: Option<String>,
}

/// The registry has no more parts.
#[derive(Serialize, JsonSchema)]
pub(super) struct NoMore {}

/// What the registry says of a code.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Registered<'d> {
    /// Who registered the code, as IANA writes it.
    registrants: &'d [String],
    /// Who may send the code. What is local an endpoint tells to its own application, and nobody sends.
    #[schemars(regex(pattern = "^(either|client|server|nobody|local)$"))]
    sender: &'static str,
    /// Whether a close frame may hold the code.
    allowed_on_wire: bool,
    /// Whether to connect again after the code; a hint, and null where the code alone does not tell.
    reconnect: Option<bool>,
}

/// What a table has besides.
#[derive(Serialize, JsonSchema)]
pub(super) struct Typed<'d> {
    columns: Columns<'d>,
    /// Ranges whose values are those of all numbers in them that have none of their own; in ascending order. The
    /// values of `codes` have them already.
    bands: Vec<Stretch<'d>>,
}

/// The columns of the table: the name, the type in Rust, and what JSON writes its values as.
#[derive(Serialize, JsonSchema)]
struct Columns<'d>(Vec<Column<'d>>);

#[derive(Serialize, JsonSchema)]
struct Column<'d> {
    name: &'d str,
    r#type: &'static str,
    json: &'static str,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Band", deny_unknown_fields)]
struct Stretch<'d> {
    /// The first number in it.
    first: u16,
    /// The last number in it.
    last: u16,
    values: BandValues<'d>,
}

/// By the names of columns.
#[derive(Serialize, JsonSchema)]
struct BandValues<'d>(IndexMap<&'d str, Json>);

/// What a table says of a code.
#[derive(Serialize, JsonSchema)]
pub(super) struct Private<'d> {
    values: Values<'d>,
}

/// By the names of columns: from the code's row, or from its band.
#[derive(Serialize, JsonSchema)]
struct Values<'d>(IndexMap<&'d str, Json>);

impl<'d> Set<'d, NoMore, Registered<'d>> {
    pub(super) fn of_registry(document: &'d Document, schema: Option<&'d str>) -> Self {
        Self::of(document, schema, NoMore {}, |code| Registered {
            registrants: &code.registrants,
            sender: code.sender.name(),
            allowed_on_wire: code.sender.is_allowed_on_wire(),
            reconnect: may_reconnect(code.reconnect),
        })
    }
}

impl<'d> Set<'d, Typed<'d>, Private<'d>> {
    pub(super) fn of_table(document: &'d Document, schema: Option<&'d str>) -> Self {
        let columns = document.columns.iter().enumerate().map(|(index, column)| Column {
            name: &column.name,
            r#type: column.kind.name(),
            json: type_of(document, index),
        });
        let bands = document.bands.iter().map(|band| Stretch {
            first: *band.codes.start(),
            last: *band.codes.end(),
            values: BandValues(values(document, &band.values)),
        });
        let parts = Typed { columns: Columns(columns.collect()), bands: bands.collect() };
        Self::of(document, schema, parts, |code| Private { values: Values(values(document, &code.values)) })
    }
}

impl<'d, P, F> Set<'d, P, F> {
    fn of(document: &'d Document, schema: Option<&'d str>, parts: P, facts: impl Fn(&'d Named) -> F) -> Self {
        let languages = || document.languages.iter();
        let texts = |texts: &'d [Text]| {
            let words = texts.iter().map(|text| Words { name: &text.name, description: &text.description });
            Texts(languages().map(|language| &*language.tag).zip(words).collect())
        };
        let range = |range: &'d close_codes_registry::Range| Numbers {
            first: *range.codes.start(),
            last: *range.codes.end(),
            variant: &range.variant,
            key: &range.key,
            texts: texts(&range.texts),
            unregistered_on_wire: range.on_the_wire == OnTheWire::Any,
        };
        let code = |code: &'d Named| Code {
            number: code.number,
            variant: &code.variant,
            key: &code.key,
            texts: texts(&code.texts),
            references: code.references.iter().map(|link| Link { name: link.name(), url: link.url() }).collect(),
            facts: facts(code),
        };
        let titles = document.titles.iter().map(String::as_str);
        Self {
            schema,
            name: &document.name,
            titles: Titles(languages().map(|language| &*language.tag).zip(titles).collect()),
            languages: languages().map(|of| Tongue { tag: Tag(&of.tag), name: &of.name }).collect(),
            ranges: document.ranges.iter().map(range).collect(),
            parts,
            codes: document.codes.iter().map(code).collect(),
        }
    }
}

/// The values that there are, by their columns. All of a column that has an unsafe number are texts of digits.
fn values<'d>(document: &'d Document, values: &[Option<Value>]) -> IndexMap<&'d str, Json> {
    let columns = document.columns.iter().enumerate().zip(values);
    let value = |((index, column), value): ((usize, &'d close_codes_registry::Column), &Option<Value>)| {
        let value = match value.as_ref()? {
            Value::I64(value) if !document.is_safe(index) => value.to_string().into(),
            value => in_json(value),
        };
        Some((&*column.name, value))
    };
    columns.filter_map(value).collect()
}

/// What JSON writes the values of a column as.
fn type_of(document: &Document, index: usize) -> &'static str {
    match document.columns.get(index).map(|column| column.kind) {
        Some(Kind::Bool) => "boolean",
        Some(Kind::U8 | Kind::U16 | Kind::U32) => "integer",
        Some(Kind::I64) if document.is_safe(index) => "integer",
        Some(Kind::F64) => "number",
        Some(Kind::I64 | Kind::Char | Kind::Str) | None => "string",
    }
}

/// The schema: JSON Schema, draft 2020-12. It takes nothing that it does not describe.
pub(super) fn schema(document: &Document) -> Schema {
    let generator = SchemaSettings::draft2020_12().for_serialize().with_transform(RestrictFormats::default());
    let generator = generator.into_generator();
    let (mut schema, about) = if document.is_registry {
        let about = "The close codes of WebSockets that are registered with IANA, and what is known of them.";
        (generator.into_root_schema_for::<Set<'_, NoMore, Registered<'_>>>(), about)
    } else {
        let about = "Private close codes of WebSockets, from a table, and what it says of them. The table's own texts stand \
                     under the tag of the language that was asked for, whatever language they are in.";
        (generator.into_root_schema_for::<Set<'_, Typed<'_>, Private<'_>>>(), about)
    };
    schema.insert("title".to_owned(), document.title().into());
    schema.insert("description".to_owned(), about.into());
    let tags = || document.languages.iter().map(|language| language.tag.clone());
    let by_tag = |item: Json| strict(tags().map(|tag| (tag, item.clone(), true)));
    let columns = || document.columns.iter().enumerate();
    let values = |is_required: &dyn Fn(usize) -> bool| {
        strict(columns().map(|(index, column)| (column.name.clone(), value(document, index), is_required(index))))
    };
    let one = |(index, column): (usize, &close_codes_registry::Column)| {
        let members = [("name", &*column.name), ("type", column.kind.name()), ("json", type_of(document, index))];
        strict(members.map(|(name, value)| (name.to_owned(), json!({ "const": value }), true)))
    };
    let all: Vec<_> = columns().map(one).collect();
    // An empty list of schemas is none.
    let all = match all.len() {
        0 => json!({ "type": "array", "items": false }),
        number => json!({ "type": "array", "prefixItems": all, "items": false, "minItems": number }),
    };
    for (name, own) in [
        ("Titles", by_tag(json!({ "type": "string" }))),
        ("Texts", by_tag(json!({ "$ref": "#/$defs/Words" }))),
        ("Tag", json!({ "enum": tags().collect::<Vec<_>>() })),
        ("Columns", all),
        ("Values", values(&|index| document.is_filled(index))),
        ("BandValues", values(&|_| false)),
    ] {
        if let Some(Json::Object(definition)) = schema.pointer_mut(&format!("/$defs/{name}")) {
            let description = definition.remove("description");
            definition.clear();
            definition.extend(description.map(|description| ("description".to_owned(), description)));
            definition.extend(own.as_object().cloned().unwrap_or_default());
        }
    }
    if let Some(definitions) = schema.pointer_mut("/$defs").and_then(Json::as_object_mut) {
        definitions.remove("Column");
    }
    schema
}

/// An object with these members and no others: the name, the schema, and whether it must be there.
fn strict(members: impl IntoIterator<Item = (String, Json, bool)>) -> Json {
    let (mut properties, mut required) = (Map::new(), Vec::new());
    for (name, schema, is_required) in members {
        required.extend(is_required.then(|| name.clone()));
        properties.insert(name, schema);
    }
    json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
}

fn value(document: &Document, index: usize) -> Json {
    match document.columns.get(index).map(|column| column.kind) {
        Some(Kind::U8) => json!({ "type": "integer", "minimum": 0, "maximum": u8::MAX }),
        Some(Kind::U16) => json!({ "type": "integer", "minimum": 0, "maximum": u16::MAX }),
        Some(Kind::U32) => json!({ "type": "integer", "minimum": 0, "maximum": u32::MAX }),
        Some(Kind::I64) if document.is_safe(index) => {
            json!({ "type": "integer", "minimum": -MOST_SAFE, "maximum": MOST_SAFE })
        }
        Some(Kind::I64) => json!({
            "description": "All are texts of digits: some lie beyond 2^53 - 1, where many a reader of JSON rounds numbers.",
            "type": "string",
            "pattern": "^(0|-?[1-9][0-9]{0,18})$",
        }),
        Some(Kind::Char) => json!({ "type": "string", "minLength": 1, "maxLength": 1 }),
        Some(Kind::Str) => json!({ "type": "string", "minLength": 1 }),
        Some(Kind::Bool | Kind::F64) | None => json!({ "type": type_of(document, index) }),
    }
}
