//! Checks a table of private codes: from rows to a [`Table`], or to all problems at once.
//!
//! [`Builder`] checks the rules for each set of codes, from a file or from an enum. This module reads the file.

mod builder;
mod heading;
mod value;

use std::ops::RangeInclusive;

pub use self::builder::{Allowed, Builder, Draft, Fault, Options, Part, Rules};
pub use self::heading::{Heading, Typed, column_fault};
use super::cell;
use super::claims::Nested;
use crate::model::Reference;
use crate::name;
use crate::problem::{Checked, Problems};
use crate::read::{self, Cell};
use crate::source::Source;
use crate::table::{Band, Table, TypedCell};
use crate::text::{on_one_line, quote};

/// Reads and checks a table of private codes. The problems are sorted by place.
pub fn check(source: &Source, rules: Rules<'_>) -> Checked<Table> {
    let mut problems = Problems::default();
    let model = read(source, rules, &mut problems);
    problems.sort();
    Checked { model, problems }
}

fn read(source: &Source, rules: Rules<'_>, problems: &mut Problems) -> Table {
    let builder = Builder::new(rules);
    let Some(sheet) = read::open(source, problems) else { return builder.finish(Vec::new(), Vec::new()) };
    let Some(heading) = Heading::find(source, sheet.heading(), &rules.reserved, problems) else {
        return builder.finish(Vec::new(), Vec::new());
    };
    let rows = sheet.rows(problems);
    let values = vec![Cells::default(); heading.typed.len()];
    let mut table = Rows { source, heading: &heading, problems, builder, bands: Nested::default(), values };
    for row in &rows.rows {
        table.add(row);
    }
    table.report_values();
    let Rows { builder, bands, problems, .. } = table;
    let bands = bands.finish(|place, fault| problems.report(source, place, fault));
    let mut columns = Vec::new();
    for typed in heading.typed {
        columns.push(typed.column);
    }
    builder.finish(columns, bands)
}

/// The reader of the rows.
struct Rows<'a, 'r> {
    source: &'a Source,
    heading: &'a Heading,
    problems: &'a mut Problems,
    builder: Builder<'r>,
    bands: Nested,
    /// The cells of each typed column.
    values: Vec<Cells<'a>>,
}

/// The cells of a typed column that are not empty.
#[derive(Clone, Default)]
struct Cells<'a> {
    number: usize,
    faulty: Vec<&'a Cell>,
}

impl<'a> Rows<'a, '_> {
    /// Adds a code or a band.
    fn add(&mut self, row: &'a [Cell]) {
        let mut values = Vec::new();
        for (typed, cells) in self.heading.typed.iter().zip(&mut self.values) {
            values.push(value(row, typed, cells));
        }
        let Some(code) = row.get(self.heading.code) else { return };
        let is_band = code.text.as_bytes().contains(&b'-');
        self.refuse_nameless(row);
        match cell::codes(&code.text, "a number such as 4001, or a range such as 4000-4499") {
            Err(fault) => self.problems.report(self.source, code.span, fault),
            Ok(codes) if is_band => self.add_band(row, code, codes, values),
            Ok(codes) => self.add_code(row, code, *codes.start(), values),
        }
    }

    /// Reports a cell in a column without a heading. The reason may be a comma without quotes in an earlier cell.
    fn refuse_nameless(&mut self, row: &[Cell]) {
        if let Some(cell) = self.heading.nameless.iter().find_map(|&at| filled(row, Some(at))) {
            let message =
                "the cell is in a column without a heading: add the heading, or put cells with commas in quotes";
            self.problems.report(self.source, cell.span, message);
        }
    }

    /// Reports faulty values: each of them, or the column if all its values are faulty.
    fn report_values(&mut self) {
        for (Typed { column, .. }, Cells { number, faulty }) in self.heading.typed.iter().zip(&self.values) {
            if let ([first, _, ..], true) = (&**faulty, faulty.len() == *number) {
                let fault = value::fault_of_all(column, *number, &first.text);
                self.problems.report(self.source, first.span, fault);
            } else {
                for cell in faulty {
                    self.problems.report(self.source, cell.span, value::fault(column.kind, &cell.text));
                }
            }
        }
    }

    fn add_band(&mut self, row: &[Cell], code: &Cell, codes: RangeInclusive<u16>, values: Vec<TypedCell>) {
        for (column, what) in [(self.heading.variant, "variant"), (self.heading.key, "key")] {
            if let Some(cell) = filled(row, column) {
                let message = format!(
                    "the band {} cannot have a {what}: empty the cell, or give each code its own row",
                    code.text
                );
                self.problems.report(self.source, cell.span, message);
            }
        }
        let text = |column| filled(row, column).map(|cell| on_one_line(&cell.text)).unwrap_or_default();
        let name = text(Some(self.heading.name));
        if let (Some(fault), Some(cell)) = (name::invisible_fault(&name), row.get(self.heading.name)) {
            self.problems.report(self.source, cell.span, format!("the name {} {fault}", quote(&name)));
        }
        let band = Band { codes, name, description: text(self.heading.description), values };
        self.bands.add(band, code.span, self.source.line(code.span.start));
    }

    fn add_code(&mut self, row: &[Cell], code: &Cell, number: u16, values: Vec<TypedCell>) {
        let heading = self.heading;
        let text = |column| filled(row, column).map(|cell| cell.text.clone());
        let references = filled(row, heading.reference).map(|cell| cell::documents(&cell.text)).unwrap_or_default();
        let faults = self.builder.add(Draft {
            number,
            name: Some(text(Some(heading.name)).unwrap_or_default()),
            variant: text(heading.variant),
            key: text(heading.key),
            description: text(heading.description).unwrap_or_default(),
            references: references.into_iter().map(Reference::new).collect(),
            values,
            line: Some(self.source.line(code.span.start)),
        });
        for fault in faults {
            let culprit = match fault.part {
                Part::Code => None,
                Part::Name => row.get(heading.name),
                Part::Variant => filled(row, heading.variant),
                Part::Key => filled(row, heading.key),
            };
            self.problems.report(self.source, culprit.unwrap_or(code).span, fault.message);
        }
    }
}

fn value<'a>(row: &'a [Cell], typed: &Typed, cells: &mut Cells<'a>) -> TypedCell {
    let Some(cell) = filled(row, Some(typed.at)) else { return TypedCell::Empty };
    if cell.text.eq_ignore_ascii_case(NO_VALUE) {
        return TypedCell::NoValue;
    }
    cells.number += 1;
    let kind = typed.column.kind;
    TypedCell::Value(value::read(kind, &cell.text).unwrap_or_else(|| {
        cells.faulty.push(cell);
        kind.placeholder()
    }))
}

/// The cell of a typed column for a number without a value, in a band with one.
pub const NO_VALUE: &str = "(none)";

fn filled(row: &[Cell], column: Option<usize>) -> Option<&Cell> {
    row.get(column?)?.filled()
}
