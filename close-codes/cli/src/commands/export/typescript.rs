//! Codes as a constant object in TypeScript, and the union of its values. Node and bundlers can use the file as it is, because
//! only types have to be erased from it.

use std::collections::BTreeMap;

use close_codes_registry::{Kind, Value};
use heck::ToLowerCamelCase;
use serde_json::json;

use super::source::{self, quoted};
use crate::document::Document;
use crate::template;

pub(super) fn write(document: &Document) -> String {
    let kind = |index: usize| match document.columns.get(index).map(|column| column.kind) {
        Some(Kind::Bool) => "boolean",
        Some(Kind::I64) if !document.is_safe(index) => "bigint",
        Some(Kind::U8 | Kind::U16 | Kind::U32 | Kind::I64 | Kind::F64) => "number",
        None | Some(Kind::Char | Kind::Str) => "string",
    };
    let literal = |index: usize, value: &Value| match value {
        Value::Char(value) => quoted(&value.to_string()),
        Value::Str(value) => quoted(value),
        Value::I64(value) if !document.is_safe(index) => format!("{value}n"),
        value => value.to_string().trim_end_matches(".0").to_owned(),
    };
    let mut view = source::view(document, kind, literal);
    let [infos, bands, band_of] = ["Info", "Bands", "BandOf"].map(|part| document.name.to_lower_camel_case() + part);
    // A column `key_` would become a second `key`.
    let common = if document.is_registry { &PROPERTIES[..] } else { &PROPERTIES[..4] };
    let mut properties: BTreeMap<_, _> = common.iter().map(|name| ((*name).to_owned(), 1)).collect();
    let taken = [document.name.clone(), infos.clone(), bands.clone(), band_of.clone(), format!("is{}", document.name)];
    let mut functions = BTreeMap::from(taken.map(|name| (name, 1)));
    let names = document.columns.iter().map(|column| {
        let property = unique(&mut properties, &column.name.to_lower_camel_case());
        let function = unique(&mut functions, &format!("{property}Of"));
        json!([property, function])
    });
    view.insert("names", names.collect());
    for (key, name) in [("infos", infos), ("band_list", bands), ("band_of", band_of)] {
        view.insert(key, name.into());
    }
    template::render(template::TYPESCRIPT, &view)
}

/// The properties of each code. Those after the first four are only in the registry's.
const PROPERTIES: [&str; 7] = ["key", "name", "description", "references", "sender", "allowedOnWire", "reconnect"];

/// Returns the wanted name, or the next free one with a number. For example, `a_b` and `a__b` both become `aB`. `taken` has the
/// last number of each name.
fn unique(taken: &mut BTreeMap<String, usize>, wanted: &str) -> String {
    let mut name = wanted.to_owned();
    let mut number = taken.get(wanted).copied().unwrap_or_default();
    while taken.contains_key(&name) {
        number += 1;
        name = format!("{wanted}_{number}");
    }
    taken.insert(wanted.to_owned(), number.max(1));
    taken.entry(name.clone()).or_insert(1);
    name
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::unique;

    #[test]
    fn equal_names_are_numbered() {
        let mut taken = BTreeMap::new();
        let names = ["aB", "aB", "aB", "aB_2", "aB", "aB_4"].map(|wanted| unique(&mut taken, wanted));
        assert_eq!(names, ["aB", "aB_2", "aB_3", "aB_2_2", "aB_4", "aB_4_2"]);
    }
}
