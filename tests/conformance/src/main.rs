//! Who does what with WebSocket close codes: measures it, and keeps the table in `README.md`.

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
mod library;
mod ranges;
mod table;
#[cfg(test)]
mod tests;
mod versions;
mod wire;
mod words;

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");

const USAGE: &str = "usage: conformance [--write | --check] [NAME VERSION]";

/// What to do with what has been measured.
#[derive(Clone, Copy)]
enum Mode {
    Print,
    Write,
    Check,
}

/// Measures the libraries; or, given its name and version, a browser that somebody else has to start.
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
        let file = fs::read_to_string(FILE)?;
        let mut table = Table::read(&file)?;
        match self {
            Self::Print => println!("{}", Table(columns)),
            Self::Write => {
                table.update(columns);
                fs::write(FILE, table.replace_in(&file)?)?;
            }
            Self::Check => {
                let differences = table.compare(&columns);
                for difference in &differences {
                    eprintln!("{difference}");
                }
                if !differences.is_empty() {
                    eprintln!("README.md is out of step; --write writes what has been measured");
                    return Ok(ExitCode::FAILURE);
                }
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}
