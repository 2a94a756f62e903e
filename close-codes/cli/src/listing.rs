//! The rows of a table, valid or not.
//!
//! `Registry` and `Table` hold the valid codes. A listing also holds the free ranges, the columns without a type, and the
//! place of each row: `diff` compares them, and `check` points at them.

use std::ops::RangeInclusive;

use close_codes_registry::check::cell;
use close_codes_registry::{Problems, Source, Span, read};

use crate::input::Kind;

/// The rows of a table, in ascending order of their codes.
#[derive(Debug)]
pub(crate) struct Listing {
    /// The headings, in the order of the file.
    pub(crate) columns: Vec<String>,
    pub(crate) rows: Vec<Row>,
}

/// What a table says of a code, or of a range.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) codes: RangeInclusive<u16>,
    /// Where that stands.
    pub(crate) span: Span,
    /// IANA's Meaning, or the table's name; on one line.
    pub(crate) name: String,
    /// Whether the codes belong to nobody yet.
    pub(crate) is_free: bool,
    /// What the other cells say, by their headings.
    pub(crate) cells: Vec<(String, Said)>,
}

/// What a cell says, however it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Said {
    /// Words, on one line.
    Text(String),
    /// People, or documents.
    List(Vec<String>),
}

impl Said {
    pub(crate) fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) => text.is_empty(),
            Self::List(items) => items.is_empty(),
        }
    }
}

impl std::fmt::Display for Said {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::List(items) => f.write_str(&items.join(", ")),
        }
    }
}

impl Listing {
    /// Reads what can be read; what cannot is for the check to report.
    pub(crate) fn new(source: &Source, kind: Kind) -> Self {
        let mut listing = Self { columns: Vec::new(), rows: Vec::new() };
        let mut unreported = Problems::default();
        let Some(sheet) = read::open(source, &mut unreported) else { return listing };
        listing.columns = sheet.heading().iter().map(|cell| cell.text.clone()).collect();
        let rows = sheet.rows(&mut unreported).rows;
        listing.rows.extend(rows.iter().filter_map(|cells| row(kind, &listing.columns, cells)));
        listing.rows.sort_by_key(key);
        listing
    }

    /// The row of exactly these codes.
    pub(crate) fn row(&self, codes: &RangeInclusive<u16>) -> Option<&Row> {
        let at = self.rows.partition_point(|row| key(row) < (*codes.start(), *codes.end()));
        self.rows.get(at).filter(|row| row.codes == *codes)
    }

    /// The numbers that `other` has rows for, and this table has not.
    pub(crate) fn lacks(&self, other: &Self) -> Vec<RangeInclusive<u16>> {
        let (ours, theirs) = (self.numbers(), other.numbers());
        let mut lacking: Vec<RangeInclusive<u16>> = Vec::new();
        for number in theirs.into_iter().flatten().filter(|number| !ours.iter().any(|codes| codes.contains(number))) {
            match lacking.last_mut() {
                Some(last) if last.end().checked_add(1) == Some(number) => *last = *last.start()..=number,
                _ => lacking.push(number..=number),
            }
        }
        lacking
    }

    /// The numbers that there are rows for, as ranges between which others lie.
    fn numbers(&self) -> Vec<RangeInclusive<u16>> {
        let mut numbers: Vec<RangeInclusive<u16>> = Vec::new();
        for Row { codes, .. } in &self.rows {
            match numbers.last_mut() {
                Some(last) if u32::from(*codes.start()) <= u32::from(*last.end()) + 1 => {
                    *last = *last.start()..=*last.end().max(codes.end());
                }
                _ => numbers.push(codes.clone()),
            }
        }
        numbers
    }
}

const fn key(row: &Row) -> (u16, u16) {
    (*row.codes.start(), *row.codes.end())
}

fn row(kind: Kind, columns: &[String], cells: &[read::Cell]) -> Option<Row> {
    let find = |names: [&str; 2]| columns.iter().position(|column| names.contains(&column.as_str()));
    let code = find(["code", "Status Code"])?;
    let cell = cells.get(code)?;
    let codes = cell::codes(&cell.text, "").ok()?;
    let is_name = |column: &str| matches!(column, "name" | "Meaning");
    let said = |column: &str, text: &str| match column {
        "Contact" => Said::List(cell::people(text)),
        "Reference" | "reference" => Said::List(cell::documents(text)),
        // A typed column keeps the white space within its values.
        _ if column.contains(':') => Said::Text(text.to_owned()),
        _ => Said::Text(on_one_line(text)),
    };
    let name = find(["name", "Meaning"]).and_then(|at| cells.get(at)).map(|cell| on_one_line(&cell.text));
    let name = name.unwrap_or_default();
    let others = columns.iter().zip(cells).enumerate().filter(|&(at, (column, _))| at != code && !is_name(column));
    Some(Row {
        span: cell.span,
        is_free: kind == Kind::Iana && (codes.start() != codes.end() || name.eq_ignore_ascii_case("unassigned")),
        codes,
        name,
        cells: others.map(|(_, (column, cell))| (column.clone(), said(column, &cell.text))).collect(),
    })
}

fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
