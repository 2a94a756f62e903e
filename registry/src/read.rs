//! From CSV to rows whose every cell knows where it stands.
//!
//! The dialect is that of RFC 4180 as IANA uses it: commas, quotes doubled inside quotes, lines that end in CRLF or LF,
//! line breaks inside quotes. `csv-core` parses it; it is the parser inside the `csv` crate, and unlike that one it
//! tells how many bytes each cell took.

use csv_core::ReadFieldResult;

use crate::problem::Problems;
use crate::source::Source;

/// A file as a heading and rows, each row with as many cells as there are columns.
#[derive(Clone, Debug)]
pub struct Table<'s> {
    source: &'s Source,
    columns: Vec<Cell>,
    rows: Vec<Row>,
}

/// A row of a [`Table`].
#[derive(Clone, Debug)]
pub struct Row {
    cells: Vec<Cell>,
}

/// The text of a cell, without its quotes and the white space around it, and the byte at which the cell begins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// Where the cell begins in the source's text, in bytes.
    pub at: usize,
    /// What it says.
    pub text: String,
}

impl Cell {
    /// The cell, unless it is empty.
    #[must_use]
    pub fn filled(&self) -> Option<&Self> {
        if self.text.is_empty() { None } else { Some(self) }
    }
}

impl Row {
    /// All cells, in the order of the columns.
    #[must_use]
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// The cell of a column that [`Table::columns`] or [`Table::column`] gave.
    #[must_use]
    pub fn cell(&self, column: Column) -> Cell {
        self.cells.get(column.0).cloned().unwrap_or_default()
    }
}

/// The place of a column in its table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column(usize);

impl<'s> Table<'s> {
    /// Reads a file, and reports each byte that is not UTF-8, each fault of quoting, each row with too few or too many
    /// cells, and a file without rows. Faulty rows are left out.
    pub fn read(source: &'s Source, problems: &mut Problems) -> Self {
        for &(at, byte) in source.not_utf8() {
            problems.report(source, at, format!("the byte 0x{byte:02X} is not UTF-8: save the file as UTF-8"));
        }
        let mut records = records(source, problems).into_iter();
        let columns = records.next().unwrap_or_default().cells;
        if columns.is_empty() {
            problems.report(source, 0, "the file is empty: its first line must name the columns");
        } else if records.len() == 0 {
            problems.report(source, source.text().len(), "there are no rows below the heading");
        }
        let rows = records.filter_map(|record| record.into_row(columns.len(), source, problems)).collect();
        Self { source, columns, rows }
    }

    /// The file that was read.
    #[must_use]
    pub const fn source(&self) -> &'s Source {
        self.source
    }

    /// The headings of the columns.
    #[must_use]
    pub fn headings(&self) -> &[Cell] {
        &self.columns
    }

    /// The rows below the heading.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The columns of these headings, in any order in the file; reports each that is missing or there twice.
    pub fn columns<const N: usize>(&self, headings: [&str; N], problems: &mut Problems) -> Option<[Column; N]> {
        if self.columns.is_empty() {
            return None;
        }
        let mut columns = [Column(0); N];
        let mut complete = true;
        for (heading, column) in headings.iter().zip(&mut columns) {
            if let Some(found) = self.column(heading, problems) {
                *column = found;
            } else {
                let there = self.show_headings();
                problems.report(self.source, 0, format!("there is no column `{heading}` among {there}"));
                complete = false;
            }
        }
        complete.then_some(columns)
    }

    /// The first few headings, cut short: the file may be anything, such as a page in one line.
    fn show_headings(&self) -> String {
        const MOST: usize = 8;
        const LONGEST: usize = 40;
        let show = |cell: &Cell| match cell.text.char_indices().nth(LONGEST) {
            Some((end, _)) => format!("`{}...`", cell.text.split_at(end).0),
            None => format!("`{}`", cell.text),
        };
        let mut shown: Vec<_> = self.columns.iter().take(MOST).map(show).collect();
        if let Some(more) = self.columns.len().checked_sub(MOST).filter(|&more| more > 0) {
            shown.push(format!("{more} more"));
        }
        shown.join(", ")
    }

    /// The column of this heading, if there is one; reports a second one.
    pub fn column(&self, heading: &str, problems: &mut Problems) -> Option<Column> {
        let mut found = self.columns.iter().enumerate().filter(|(_, cell)| cell.text == heading);
        let (first, _) = found.next()?;
        for (_, again) in found {
            problems.report(self.source, again.at, format!("the column `{heading}` is there twice"));
        }
        Some(Column(first))
    }
}

/// A row as it stands in the file.
#[derive(Default)]
struct Record {
    cells: Vec<Cell>,
    misquoted: bool,
}

impl Record {
    /// Whether the row says nothing, as a spreadsheet leaves them at its end.
    fn is_blank(&self) -> bool {
        !self.misquoted && self.cells.iter().all(|cell| cell.text.is_empty())
    }

    /// The row, unless it is misquoted, which has been reported, or does not fit the heading, which is reported here.
    fn into_row(self, columns: usize, source: &Source, problems: &mut Problems) -> Option<Row> {
        if self.misquoted {
            return None;
        }
        let found = self.cells.len();
        if found != columns {
            let at = self.cells.first().map_or(0, |cell| cell.at);
            let cells = if found == 1 { "cell" } else { "cells" };
            problems.report(source, at, format!("the row has {found} {cells}, the heading has {columns} columns"));
            return None;
        }
        Some(Row { cells: self.cells })
    }
}

fn records(source: &Source, problems: &mut Problems) -> Vec<Record> {
    let text = source.text();
    let mut parser = csv_core::Reader::new();
    // Longer than all the text, so that no cell fills it.
    let mut buffer = vec![0; text.len() + 1];
    let mut records = Vec::new();
    let mut record = Record::default();
    let mut at = 0;
    loop {
        if record.cells.is_empty() {
            let rest = text.get(at..).unwrap_or_default();
            at += rest.len() - rest.trim_start_matches(['\r', '\n']).len();
        }
        let start = at;
        let mut length = 0;
        let end_of_record = loop {
            let input = text.as_bytes().get(at..).unwrap_or_default();
            let output = buffer.get_mut(length..).unwrap_or_default();
            let (result, read, written) = parser.read_field(input, output);
            at += read;
            length += written;
            match result {
                ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull => {}
                ReadFieldResult::Field { record_end } => break record_end,
                ReadFieldResult::End => return records,
            }
        };
        let raw = text.get(start..at).unwrap_or_default();
        if let Err((offset, message)) = check_quotes(raw) {
            problems.report(source, start + offset, message);
            record.misquoted = true;
        }
        let unquoted = String::from_utf8_lossy(buffer.get(..length).unwrap_or_default());
        let indent = raw.len() - raw.trim_start_matches([' ', '\t']).len();
        record.cells.push(Cell { at: start + indent, text: unquoted.trim().to_owned() });
        if end_of_record {
            let record = std::mem::take(&mut record);
            if !record.is_blank() {
                records.push(record);
            }
        }
    }
}

/// Checks that a cell that begins with a quote ends with one; the parser takes anything.
fn check_quotes(raw: &str) -> Result<(), (usize, &'static str)> {
    let Some(quoted) = raw.strip_prefix('"') else {
        return Ok(());
    };
    let mut rest = quoted;
    loop {
        let Some((_, behind)) = rest.split_once('"') else {
            return Err((0, "the quoted cell never ends: close it with a quote, and double each quote inside it"));
        };
        let Some(behind_pair) = behind.strip_prefix('"') else {
            let stray = raw.len() - behind.len();
            return if matches!(behind, "" | "," | "\r" | "\n") {
                Ok(())
            } else {
                Err((stray, "text follows the closing quote: put it inside, and double each quote inside it"))
            };
        };
        rest = behind_pair;
    }
}
