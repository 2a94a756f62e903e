//! Codes as a constant object in TypeScript, and the union of its values: nothing but types is to be erased from it, so that
//! Node and bundlers can take it as it is.

use std::collections::BTreeSet;

use close_codes_registry::{Kind, Reference, Value};
use heck::ToLowerCamelCase;
use serde::Serialize;

use super::source::{self, quoted, value};
use super::template;
use crate::document::{Document, Named, may_reconnect};

/// What `templates/codes.ts.j2` shows.
#[derive(Serialize)]
struct View<'d> {
    origin: String,
    about: String,
    name: &'d str,
    infos: String,
    is_registry: bool,
    codes: Vec<Code<'d>>,
    columns: Vec<Field<'d>>,
}

#[derive(Serialize)]
struct Code<'d> {
    variant: &'d str,
    number: u16,
    about: Vec<String>,
    /// Properties and their literals.
    info: Vec<(String, String)>,
}

/// A column, and what it says of the numbers of each band.
#[derive(Serialize)]
struct Field<'d> {
    name: &'d str,
    property: String,
    function: String,
    kind: &'static str,
    is_filled: bool,
    bands: Vec<(u16, u16, String)>,
}

pub(super) fn write(document: &Document) -> String {
    let columns = fields(document);
    let info = |code: &Named| {
        let values = columns.iter().enumerate().map(|(index, column)| {
            let value = literal(document, index, &code.values).unwrap_or_else(|| UNDEFINED.to_owned());
            (column.property.clone(), value)
        });
        facts(document, code).into_iter().chain(values).collect()
    };
    let codes = document.codes.iter().map(|named| Code {
        variant: &named.variant,
        number: named.number,
        about: source::about(document, named).iter().map(|line| in_comment(line)).collect(),
        info: info(named),
    });
    let codes = codes.collect();
    let view = View {
        origin: source::origin(document),
        about: in_comment(&source::about_set(document)),
        name: &document.name,
        infos: infos(document),
        is_registry: document.is_registry,
        codes,
        columns,
    };
    template::render(template::TYPESCRIPT, &view)
}

fn infos(document: &Document) -> String {
    format!("{}Info", document.name.to_lower_camel_case())
}

fn fields(document: &Document) -> Vec<Field<'_>> {
    // No column can be called as a property is that every code has: those are the names of methods in Rust.
    let mut properties = BTreeSet::new();
    let mut functions = BTreeSet::from([document.name.clone(), infos(document), format!("is{}", document.name)]);
    let mut fields = Vec::new();
    for (index, column) in document.columns.iter().enumerate() {
        let property = unique(&mut properties, &column.name.to_lower_camel_case());
        let function = unique(&mut functions, &format!("{property}Of"));
        let bands = document
            .bands
            .iter()
            .filter_map(|band| Some((*band.codes.start(), *band.codes.end(), literal(document, index, &band.values)?)));
        fields.push(Field {
            name: &column.name,
            property,
            function,
            kind: kind_name(column.kind, document.is_safe(index)),
            is_filled: document.is_filled(index),
            bands: bands.collect(),
        });
    }
    fields
}

/// The name that is wanted, or the first free one with a number: `a_b` and `a__b` both make `aB`.
fn unique(taken: &mut BTreeSet<String>, wanted: &str) -> String {
    let mut name = wanted.to_owned();
    let mut number = 2;
    while !taken.insert(name.clone()) {
        name = format!("{wanted}_{number}");
        number += 1;
    }
    name
}

const fn kind_name(kind: Kind, is_safe: bool) -> &'static str {
    match kind {
        Kind::Bool => "boolean",
        Kind::I64 if !is_safe => "bigint",
        Kind::U8 | Kind::U16 | Kind::U32 | Kind::I64 | Kind::F64 => "number",
        Kind::Char | Kind::Str => "string",
    }
}

/// What a code says, or a band.
fn literal(document: &Document, index: usize, values: &[Option<Value>]) -> Option<String> {
    Some(match value(values, index)? {
        Value::Char(value) => quoted(&value.to_string()),
        Value::Str(value) => quoted(value),
        Value::I64(value) if !document.is_safe(index) => format!("{value}n"),
        value => value.to_string().trim_end_matches(".0").to_owned(),
    })
}

/// What is known of each code of any set, or of the registry's.
fn facts(document: &Document, code: &Named) -> Vec<(String, String)> {
    let (name, description) = code.text();
    let references: Vec<_> = code.references.iter().map(Reference::name).map(quoted).collect();
    let mut facts = vec![
        ("key", quoted(&code.key)),
        ("name", quoted(name)),
        ("description", quoted(description)),
        ("references", format!("[{}]", references.join(", "))),
    ];
    if document.is_registry {
        let reconnect = may_reconnect(code.reconnect).map_or_else(|| UNDEFINED.to_owned(), |may| may.to_string());
        facts.extend([
            ("sender", quoted(code.sender.name())),
            ("allowedOnWire", code.sender.is_allowed_on_wire().to_string()),
            ("reconnect", reconnect),
        ]);
    }
    facts.into_iter().map(|(property, value)| (property.to_owned(), value)).collect()
}

const UNDEFINED: &str = "undefined";

/// Markdown without the end of a comment or a tag of documentation.
fn in_comment(markdown: &str) -> String {
    markdown.replace("*/", "*\\/").replace('@', "\\@")
}
