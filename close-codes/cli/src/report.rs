//! What `update`, `diff` and `check` have found, for a machine.

use close_codes_registry::{Missing, Problem, Problems};
use serde::Serialize;

use crate::commands::diff::{Difference, Version};

/// What is still to be written, a line for each file and kind of text.
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

/// What `update`, `diff` and `check` tell a machine; a member that has nothing to say is left out.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Report<'a> {
    #[serde(skip_serializing_if = "Option::is_none", flatten)]
    pub(crate) difference: Option<&'a Difference>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) version: Option<&'a Version>,
    pub(crate) problems: Vec<Fault<'a>>,
    /// How many problems of a file are not among them, in words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) unkept: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) missing: Option<Vec<ToWrite<'a>>>,
    /// The names that are no longer IANA's, in words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) stale: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) written: Option<bool>,
}

impl<'a> Report<'a> {
    /// A report of problems alone.
    pub(crate) fn of(problems: &[&'a Problems]) -> Self {
        Self {
            problems: problems.iter().flat_map(|problems| problems.iter()).map(Into::into).collect(),
            unkept: problems.iter().flat_map(|problems| problems.unkept()).collect(),
            ..Self::default()
        }
    }
}

/// A problem, as JSON.
#[derive(Debug, Serialize)]
pub(crate) struct Fault<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    message: &'a str,
}

impl<'a> From<&'a Problem> for Fault<'a> {
    fn from(problem: &'a Problem) -> Self {
        let Problem { file, place, message, .. } = problem;
        Self { file, line: place.line, column: place.column, message }
    }
}

/// Something that is still to be written, as JSON.
#[derive(Debug, Serialize)]
pub(crate) struct ToWrite<'a> {
    file: &'a str,
    item: &'a str,
    what: &'a str,
}

impl<'a> From<&'a Missing> for ToWrite<'a> {
    fn from(missing: &'a Missing) -> Self {
        Self { file: &missing.file, item: &missing.item, what: missing.what }
    }
}
