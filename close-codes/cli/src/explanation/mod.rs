//! The explanation of a number, in each document that knows the number.
//!
//! `answer` collects the facts; `show` and `json` write them.

mod answer;
mod json;
mod place;
mod show;

use std::io::{self, Write};

use serde_json::Value;

pub(crate) use self::answer::Answer;
pub(crate) use self::place::Place;
pub(crate) use self::show::Extract;

/// Writes answers as text, or only an extract of each, with an empty line between them.
pub(crate) fn show(answers: &[Answer<'_>], extract: Option<&Extract<'_>>, out: &mut impl Write) -> io::Result<()> {
    for (index, answer) in answers.iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        show::show(answer, extract, out)?;
    }
    Ok(())
}

/// Returns answers as JSON.
pub(crate) fn json(answers: &[Answer<'_>]) -> Vec<Value> {
    answers.iter().map(json::json).collect()
}
