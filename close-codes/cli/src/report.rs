//! The parts of reports that several commands share.

use close_codes_registry::{Missing, Problem, Problems};
use serde::Serialize;
use serde_json::{Value, json};

/// Lists the missing texts, with a line for each file and kind of text, and for each derived text.
pub(crate) fn missing(missing: &[Missing]) -> Vec<String> {
    let mut groups: Vec<(&Missing, Vec<&str>)> = Vec::new();
    for one in missing {
        let is_same = |other: &Missing| other.file == one.file && other.what == one.what;
        match groups.iter_mut().find(|(other, _)| is_same(other) && one.derived.is_none() && other.derived.is_none()) {
            Some((_, items)) => items.push(&one.item),
            None => groups.push((one, vec![&one.item])),
        }
    }
    let line = |(Missing { file, what, derived, .. }, items): (&Missing, Vec<&str>)| {
        let used = derived.as_ref().map(|derived| format!(": `{derived}` is used until you write one"));
        format!("{file}: no {what} for {}{}", items.join(", "), used.unwrap_or_default())
    };
    groups.into_iter().map(line).collect()
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
    /// The notes of `check`, which are not failures.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) notes: Option<Vec<Value>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) missing: Option<Value>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub(crate) stale: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) written: Option<bool>,
}

impl Report<'_> {
    pub(crate) fn new<'p>(difference: Option<Value>, problems: impl Iterator<Item = &'p Problems> + Clone) -> Self {
        Self {
            difference,
            problems: json_problems(problems.clone()),
            unkept: problems.flat_map(Problems::unkept).collect(),
            ..Self::default()
        }
    }
}

/// Lists problems or notes as JSON.
pub(crate) fn json_problems<'p>(problems: impl Iterator<Item = &'p Problems>) -> Vec<Value> {
    let json = |Problem { file, place, message, .. }: &Problem| json!({ "file": file, "line": place.line, "column": place.column, "message": message });
    problems.flatten().map(json).collect()
}

/// Lists the missing texts as JSON.
pub(crate) fn json_missing(missing: &[Missing]) -> Value {
    let object = |Missing { file, item, what, derived }: &Missing| match derived {
        None => json!({ "file": file, "item": item, "what": what }),
        Some(derived) => json!({ "file": file, "item": item, "what": what, "derived": derived }),
    };
    missing.iter().map(object).collect()
}
