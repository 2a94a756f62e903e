//! Measures how libraries and browsers handle WebSocket close codes, and writes the results: the table and its findings in
//! `README.md`, `picture.svg`, and the summaries of the findings in the project's README.

#![forbid(unsafe_code)]

use std::error::Error;
use std::fs;
use std::process::ExitCode;

use lexopt::Arg::{Long, Value};
use lexopt::ValueExt;

use crate::browser::Browser;
use crate::column::{Column, measure_libraries};
use crate::library::UNFINISHED;
use crate::table::Table;

mod browser;
mod cases;
mod column;
mod effect;
mod findings;
mod library;
mod marked;
mod picture;
mod ranges;
mod table;
#[cfg(test)]
mod tests;
mod versions;
mod wire;
mod words;

const README: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
const PICTURE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/picture.svg");
const PROJECT_README: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../README.md");

const USAGE: &str = "usage: conformance [--write | --check] [NAME VERSION]";

/// The use of the results.
#[derive(Clone, Copy)]
enum Mode {
    Print,
    Write,
    Check,
}

/// Measures the libraries; or, given its name and version, a browser that the caller starts.
fn main() -> Result<ExitCode, Box<dyn Error>> {
    let mut mode = Mode::Print;
    let mut browser = Vec::new();
    let mut arguments = lexopt::Parser::from_env();
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("write") => mode = Mode::Write,
            Long("check") => mode = Mode::Check,
            Value(value) => browser.push(value.string()?),
            _ => return Err(argument.unexpected().into()),
        }
    }
    let columns = match browser.as_slice() {
        [] => measure_libraries(),
        [name, version] => vec![Column::measure(&Browser::measure(name)?, version)],
        _ => return Err(USAGE.into()),
    };
    mode.handle(columns)
}

impl Mode {
    fn handle(self, columns: Vec<Column>) -> Result<ExitCode, Box<dyn Error>> {
        if let Some((row, _)) = columns.iter().flat_map(Column::cells).find(|(_, cell)| cell.contains(UNFINISHED)) {
            return Err(format!("not measured: {row}").into());
        }
        let mut table = Table::read(&fs::read_to_string(README)?)?;
        match self {
            Self::Print => println!("{}", Table(columns)),
            Self::Write => {
                table.update(columns);
                for (path, text) in files(&table)? {
                    fs::write(path, text)?;
                }
            }
            Self::Check => {
                let mut problems: Vec<_> = table.compare(&columns).iter().map(ToString::to_string).collect();
                problems.extend(outdated(&table)?);
                for problem in &problems {
                    eprintln!("{problem}");
                }
                if !problems.is_empty() {
                    eprintln!("write the measured results with --write");
                    return Ok(ExitCode::FAILURE);
                }
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Returns the files that hold this table or parts of it, with their paths.
fn files(table: &Table) -> Result<[(&'static str, String); 3], Box<dyn Error>> {
    let findings = findings::findings(table);
    let readme = table.replace_in(&fs::read_to_string(README)?)?;
    let readme = marked::replace(&readme, "findings", &findings::list(&findings))?;
    let project = fs::read_to_string(PROJECT_README)?;
    let project = marked::replace(&project, "findings", &findings::summaries(&findings))?;
    Ok([(README, readme), (PICTURE, picture::draw(table)), (PROJECT_README, project)])
}

/// Returns a message for each file that does not agree with the table in the README.
fn outdated(table: &Table) -> Result<Vec<String>, Box<dyn Error>> {
    let files = files(table)?.into_iter().filter(|(path, text)| fs::read_to_string(path).ok().as_ref() != Some(text));
    Ok(files.map(|(path, _)| format!("{path} does not agree with the table")).collect())
}
