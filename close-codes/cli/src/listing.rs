//! The rows of a table, valid or not.
//!
//! `Registry` and `Table` hold only valid codes. A listing also holds the free ranges, the columns without a type, and the place
//! of each row. `diff` compares listings, and `check` uses their places.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use close_codes_registry::check::cell;
use close_codes_registry::text::on_one_line;
use close_codes_registry::{Problems, Source, Span, read};

/// The rows of a table, in ascending order of their codes.
#[derive(Debug)]
pub(crate) struct Listing {
    /// The headings, in the order of the file.
    pub(crate) columns: Vec<String>,
    pub(crate) rows: Vec<Row>,
}

/// The row of a code or a range.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) codes: RangeInclusive<u16>,
    /// The place of the codes.
    pub(crate) span: Span,
    /// IANA's Meaning, or the table's name; on one line.
    pub(crate) name: String,
    /// The other cells, by their headings: nothing, a text, or a list of people or documents.
    pub(crate) cells: Vec<(String, Vec<String>)>,
}

impl Row {
    /// Returns the code, or `None` for a range.
    pub(crate) fn code(&self) -> Option<u16> {
        Some(*self.codes.start()).filter(|code| code == self.codes.end())
    }
}

impl Listing {
    /// Reads every valid row. The checker reports the others.
    pub(crate) fn new(source: &Source) -> Self {
        let mut listing = Self { columns: Vec::new(), rows: Vec::new() };
        let mut unreported = Problems::default();
        let Some(sheet) = read::open(source, &mut unreported) else { return listing };
        listing.columns = sheet.heading().iter().map(|cell| cell.text.clone()).collect();
        let rows = sheet.rows(&mut unreported).rows;
        listing.rows.extend(rows.iter().filter_map(|cells| row(&listing.columns, cells)));
        listing.rows.sort_by_key(key);
        listing
    }

    /// Returns the row of exactly these codes.
    pub(crate) fn row(&self, codes: &RangeInclusive<u16>) -> Option<&Row> {
        let at = self.rows.partition_point(|row| key(row) < (*codes.start(), *codes.end()));
        self.rows.get(at).filter(|row| row.codes == *codes)
    }

    /// Returns the numbers for which only `other` has rows.
    pub(crate) fn lacks(&self, other: &Self) -> Vec<RangeInclusive<u16>> {
        let [ours, theirs] = [self, other]
            .map(|listing| listing.rows.iter().flat_map(|row| row.codes.clone()).collect::<BTreeSet<u16>>());
        let mut lacking: Vec<RangeInclusive<u16>> = Vec::new();
        for &number in theirs.difference(&ours) {
            match lacking.last_mut() {
                Some(last) if last.end().checked_add(1) == Some(number) => *last = *last.start()..=number,
                _ => lacking.push(number..=number),
            }
        }
        lacking
    }
}

const fn key(row: &Row) -> (u16, u16) {
    (*row.codes.start(), *row.codes.end())
}

fn row(columns: &[String], cells: &[read::Cell]) -> Option<Row> {
    let find = |names: [&str; 2]| columns.iter().position(|column| names.contains(&column.as_str()));
    let code = find(["code", "Status Code"])?;
    let cell = cells.get(code)?;
    let codes = cell::codes(&cell.text, "").ok()?;
    let is_name = |column: &str| matches!(column, "name" | "Meaning");
    let items = |column: &str, text: &str| match column {
        _ if text.is_empty() => Vec::new(),
        "Contact" => cell::people(text),
        "Reference" | "reference" => cell::documents(text),
        // Values of typed columns keep their white space.
        _ if column.contains(':') => vec![text.to_owned()],
        _ => vec![on_one_line(text)],
    };
    let name = find(["name", "Meaning"]).and_then(|at| cells.get(at)).map(|cell| on_one_line(&cell.text));
    let name = name.unwrap_or_default();
    let others = columns.iter().zip(cells).enumerate().filter(|&(at, (column, _))| at != code && !is_name(column));
    Some(Row {
        span: cell.span,
        codes,
        name,
        cells: others.map(|(_, (column, cell))| (column.clone(), items(column, &cell.text))).collect(),
    })
}
