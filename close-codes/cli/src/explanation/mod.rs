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

/// Writes answers as text, with an empty line between them.
pub(crate) fn show(answers: &[Answer<'_>], out: &mut impl Write) -> io::Result<()> {
    for (index, answer) in answers.iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        show::show(answer, out)?;
    }
    Ok(())
}

/// Writes parts of answers as text, with an empty line between the answers.
pub(crate) fn show_extract(answers: &[Answer<'_>], extract: &Extract<'_>, out: &mut impl Write) -> io::Result<()> {
    for (index, answer) in answers.iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        show::show_extract(answer, extract, out)?;
    }
    Ok(())
}

/// Returns answers as JSON.
pub(crate) fn json(answers: &[Answer<'_>]) -> Vec<Value> {
    answers.iter().map(json::json).collect()
}
