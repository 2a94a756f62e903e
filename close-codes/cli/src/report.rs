//! The parts of a report that several commands share.

use close_codes_registry::{Missing, Problem, Problems};
use serde::Serialize;

/// The missing texts, a line for each file and kind of text.
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

/// The problems of several files, as JSON.
#[derive(Debug, Serialize)]
pub(crate) struct JsonProblems<'a> {
    problems: Vec<JsonProblem<'a>>,
    /// How many more problems each file has, in words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    unkept: Vec<String>,
}

impl<'a> JsonProblems<'a> {
    pub(crate) fn new(problems: impl Iterator<Item = &'a Problems> + Clone) -> Self {
        let json = |Problem { file, place, message, .. }: &'a Problem| JsonProblem {
            file,
            line: place.line,
            column: place.column,
            message,
        };
        Self {
            problems: problems.clone().flatten().map(json).collect(),
            unkept: problems.flat_map(Problems::unkept).collect(),
        }
    }
}

#[derive(Debug, Serialize)]
struct JsonProblem<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    message: &'a str,
}

/// Missing texts, as JSON.
pub(crate) fn json_missing(missing: &[Missing]) -> Vec<JsonMissing<'_>> {
    missing.iter().map(|Missing { file, item, what }| JsonMissing { file, item, what }).collect()
}

#[derive(Debug, Serialize)]
pub(crate) struct JsonMissing<'a> {
    file: &'a str,
    item: &'a str,
    what: &'a str,
}
