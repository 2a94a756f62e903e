//! Codes as a Rust enum, in a file without dependencies.

use close_codes_registry::{Kind, Value, text};

use super::source::{self, quoted};
use crate::document::Document;
use crate::template;

pub(super) fn write(document: &Document) -> String {
    let kind = |index: usize| match document.columns.get(index).map(|column| column.kind) {
        None | Some(Kind::Str) => "&'static str",
        Some(kind) => kind.name(),
    };
    template::render(template::RUST, &source::view(document, kind, |_, value| literal(value)))
}

fn literal(value: &Value) -> String {
    match value {
        Value::Char(value @ ('\'' | '\\')) => format!("'\\{value}'"),
        Value::Char(value) => format!("'{}'", text::escape(&value.to_string())),
        Value::Str(value) => quoted(value),
        _ => value.to_string(),
    }
}
