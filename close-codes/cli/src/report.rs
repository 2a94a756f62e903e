//! The parts of reports that several commands share.

use close_codes_registry::{Missing, Problem, Problems};
use serde::Serialize;
use serde_json::{Value, json};

/// Lists the missing texts, with a line for each file and kind of text.
pub(crate) fn missing(missing: &[Missing]) -> Vec<String> {
    let mut groups: Vec<(&str, &str, Vec<&str>)> = Vec::new();
    for Missing { file, item, what } in missing {
        match groups.iter_mut().find(|(other_file, other_what, _)| other_file == file && other_what == what) {
            Some((.., items)) => items.push(item),
            None => groups.push((file, what, vec![item])),
        }
    }
    groups.into_iter().map(|(file, what, items)| format!("{file}: no {what} for {}", items.join(", "))).collect()
}

/// The JSON of `check`, `diff` and `update`. Each command omits the members that it does not know.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Report<'a> {
    /// An object with the members of the difference.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub(crate) difference: Option<Value>,
    pub(crate) problems: Vec<Value>,
    /// A sentence for each file with more problems than are kept.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) unkept: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) missing: Option<Value>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub(crate) stale: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) written: Option<bool>,
}

impl Report<'_> {
    pub(crate) fn new<'p>(difference: Option<Value>, problems: impl Iterator<Item = &'p Problems> + Clone) -> Self {
        let json = |Problem { file, place, message, .. }: &Problem| json!({ "file": file, "line": place.line, "column": place.column, "message": message });
        Self {
            difference,
            problems: problems.clone().flatten().map(json).collect(),
            unkept: problems.flat_map(Problems::unkept).collect(),
            ..Self::default()
        }
    }
}

/// Lists the missing texts as JSON.
pub(crate) fn json_missing(missing: &[Missing]) -> Value {
    missing.iter().map(|Missing { file, item, what }| json!({ "file": file, "item": item, "what": what })).collect()
}
