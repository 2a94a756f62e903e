//! Makes the rows of our CSV.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use close_codes_registry::text::{count, on_one_line, quote};
use close_codes_registry::{Column, Kind, Problems, Registry, Source};

use super::columns::{self, Role};
use super::grid::{Cell, Grid, Row};
use super::names::{self, Labels};
use super::words::{self, Codes};
use crate::table_csv::{self, NO_VALUE, Texts};

/// A table in CSV.
pub(super) struct Converted {
    pub(super) csv: String,
    /// The rows with a single code.
    pub(super) codes: Vec<u16>,
    /// The number of rows with a range.
    pub(super) bands: usize,
    /// Decisions that the user should look at.
    pub(super) notes: Vec<String>,
}

/// Converts a table. `code` is the column of the close codes. Reports the rows and the cells that are left out.
pub(super) fn convert(
    grid: &Grid,
    code: usize,
    source: &Source,
    registry: &Registry,
    problems: &mut Problems,
) -> Converted {
    let roles = columns::roles(grid, code);
    let of_name = roles.iter().position(|role| *role == Role::Name).and_then(|at| grid.headings.get(at));
    let mut converter = Converter {
        source,
        problems,
        roles: &roles,
        code,
        shortens: !roles.contains(&Role::Description) && of_name.is_some_and(|of| columns::has_sentences(&of.text)),
        names: BTreeSet::new(),
        long: Vec::new(),
    };
    let mut made: Vec<Made> = grid.rows.iter().flat_map(|row| converter.row(row)).collect();
    let Converter { long, .. } = converter;
    let proposed = propose_variants(&mut made, registry);
    let mut notes: Vec<_> = show_roles(grid, &roles).into_iter().collect();
    notes.extend(mixed(grid, &roles, source));
    if !long.is_empty() {
        notes.push(format!("long names for {}: shorten them", some(&long)));
    }
    if !proposed.is_empty() {
        notes.push(format!("proposed variants for {}: rename them if you like", some(&proposed)));
    }
    mark_no_values(&mut made);
    let codes: Vec<_> = made.iter().filter(|row| !row.is_band).map(|row| *row.codes.start()).collect();
    Converted { bands: made.len() - codes.len(), codes, csv: write(made, &roles), notes }
}

struct Converter<'a> {
    source: &'a Source,
    problems: &'a mut Problems,
    roles: &'a [Role],
    /// The column of the close codes.
    code: usize,
    /// `true` if the names are sentences, and no other column has a description.
    shortens: bool,
    /// The names of all rows so far.
    names: BTreeSet<String>,
    /// The codes with long names.
    long: Vec<u16>,
}

/// A row of our CSV.
struct Made {
    codes: RangeInclusive<u16>,
    is_band: bool,
    /// The cells of the columns without a type.
    texts: Texts,
    values: Vec<Value>,
}

/// A cell of a typed column.
#[derive(Clone, PartialEq)]
enum Value {
    Empty,
    /// A mark such as a dash.
    Nothing,
    Text(String),
}

impl Converter<'_> {
    /// Returns a row of our CSV for each code of a row.
    fn row(&mut self, row: &Row) -> Vec<Made> {
        let Some(cell) = row.get(self.code) else { return Vec::new() };
        if row.iter().all(|cell| cell.text.is_empty() && cell.documents.is_empty()) {
            return Vec::new();
        }
        let Some(Codes { all, rest }) = words::codes(&cell.text) else {
            let is_empty = words::is_nothing(&cell.text);
            let fault =
                if is_empty { "it has no code".to_owned() } else { format!("{} is not a code", quote(&cell.text)) };
            self.problems.report(self.source, cell.span, format!("the row is left out: {fault}"));
            return Vec::new();
        };
        self.refuse_lists(row);
        let mut name = self.text(row, &Role::Name);
        let mut description = self.text(row, &Role::Description);
        if self.shortens {
            (name, description) = self.shorten(name);
        }
        if name.is_empty() {
            name = rest;
        } else if !rest.is_empty() && !rest.eq_ignore_ascii_case(&name) {
            self.problems.report(
                self.source,
                cell.span,
                format!("the text after the code is left out: {}", quote(&rest)),
            );
        }
        self.names.insert(name.clone());
        let variant = self.text(row, &Role::Variant);
        let key = self.text(row, &Role::Key);
        let reference = self.cell(row, &Role::Reference).map(reference).unwrap_or_default();
        let texts = Texts { name, variant, key, description, reference };
        let values = self.values(row);
        let mut made = Vec::new();
        for (codes, is_band) in all {
            let number = *codes.start();
            if names::is_long(&texts.name) {
                self.long.push(number);
            }
            made.push(Made { codes, is_band, texts: texts.clone(), values: values.clone() });
        }
        made
    }

    fn cell<'r>(&self, row: &'r Row, wanted: &Role) -> Option<&'r Cell> {
        row.get(self.roles.iter().position(|role| role == wanted)?)
    }

    /// Returns the text of a column without a type, on one line.
    fn text(&self, row: &Row, role: &Role) -> String {
        let Some(cell) = self.cell(row, role) else { return String::new() };
        if words::is_nothing(&cell.text) { String::new() } else { on_one_line(&cell.text) }
    }

    /// Returns the name and the description that a sentence makes. Two codes do not get the same name.
    fn shorten(&self, text: String) -> (String, String) {
        let name = names::of_sentence(&text);
        if name == text || self.names.contains(name) {
            return (text, String::new());
        }
        let is_whole = text.trim_end_matches('.') == name;
        (name.to_owned(), if is_whole { String::new() } else { text })
    }

    fn values(&self, row: &Row) -> Vec<Value> {
        let mut values = Vec::new();
        for (role, cell) in self.roles.iter().zip(row) {
            let Role::Typed(Column { kind, .. }) = role else { continue };
            values.push(match cell.text.as_str() {
                "" => Value::Empty,
                text if words::is_nothing(text) => Value::Nothing,
                text => match words::bool(text).filter(|_| *kind == Kind::Bool) {
                    Some(value) => Value::Text(value.to_string()),
                    None => Value::Text(text.to_owned()),
                },
            });
        }
        values
    }

    /// Reports each list in JSON that stands for a single text.
    fn refuse_lists(&mut self, row: &Row) {
        for (role, cell) in self.roles.iter().zip(row) {
            if *role != Role::Reference && cell.text.is_empty() && !cell.documents.is_empty() {
                self.problems.report(self.source, cell.span, "the value is left out: it is a list");
            }
        }
    }
}

/// Writes a variant for each code whose name does not make a valid and unique one. Returns these codes.
fn propose_variants(rows: &mut [Made], registry: &Registry) -> Vec<u16> {
    let mut labels = Labels::default();
    for Made { codes, texts, .. } in rows.iter().filter(|row| !row.is_band) {
        let registered = registry.codes.iter().find(|code| code.number == *codes.start());
        match registered.filter(|_| texts.name.is_empty() && texts.variant.is_empty()) {
            Some(code) => labels.add(&code.name, &code.variant, &texts.key),
            None => labels.add(&texts.name, &texts.variant, &texts.key),
        }
    }
    let mut proposed = Vec::new();
    for Made { codes, texts, .. } in rows.iter_mut().filter(|row| !row.is_band) {
        if texts.name.is_empty() || !texts.variant.is_empty() {
            continue;
        }
        if let Some(variant) = labels.propose(&texts.name, &texts.key, *codes.start()) {
            proposed.push(*codes.start());
            texts.variant = variant;
        }
    }
    proposed
}

/// Writes documents as IANA does, each in brackets.
fn reference(cell: &Cell) -> String {
    let bracketed = |document: &String| {
        let is_address = document.starts_with("http");
        let (open, close) = if is_address { ("%5B", "%5D") } else { ("(", ")") };
        format!("[{}]", on_one_line(&document.replace('[', open).replace(']', close)))
    };
    if cell.documents.is_empty() && !words::is_nothing(&cell.text) {
        return on_one_line(&cell.text);
    }
    cell.documents.iter().map(bracketed).collect()
}

/// Writes `(none)` for a mark such as a dash, if a band has a value there. An empty cell would take the value of the band.
fn mark_no_values(rows: &mut [Made]) {
    const NUMBERS: usize = 1 << 16;
    let columns = rows.first().map_or(0, |row| row.values.len());
    for column in 0..columns {
        let has = |row: &Made, wanted: fn(&Value) -> bool| row.values.get(column).is_some_and(wanted);
        if !rows.iter().any(|row| has(row, |value| *value == Value::Nothing)) {
            continue;
        }
        // The number of bands that begin or end at each number, and then the number of bands around it.
        let mut around = vec![0_i32; NUMBERS + 1];
        for row in rows.iter().filter(|row| row.is_band && has(row, |value| matches!(value, Value::Text(_)))) {
            for (at, step) in [(usize::from(*row.codes.start()), 1), (usize::from(*row.codes.end()) + 1, -1)] {
                if let Some(there) = around.get_mut(at) {
                    *there += step;
                }
            }
        }
        let mut sum = 0;
        for there in &mut around {
            sum += *there;
            *there = sum;
        }
        for row in rows.iter_mut() {
            let is_inside = around.get(usize::from(*row.codes.start())).is_some_and(|bands| *bands > 0);
            if let Some(value) = row.values.get_mut(column).filter(|value| **value == Value::Nothing) {
                *value = if is_inside { Value::Text(NO_VALUE.to_owned()) } else { Value::Empty };
            }
        }
    }
}

fn write(rows: Vec<Made>, roles: &[Role]) -> String {
    let column = |role: &Role| if let Role::Typed(column) = role { Some(column.clone()) } else { None };
    let columns: Vec<_> = roles.iter().filter_map(column).collect();
    let row = |Made { codes, is_band, texts, values }: Made| {
        let values = values.into_iter().map(|value| match value {
            Value::Text(text) => text,
            Value::Empty | Value::Nothing => String::new(),
        });
        table_csv::Row { code: table_csv::code(&codes, is_band), texts, values: values.collect() }
    };
    table_csv::write(&columns, &rows.into_iter().map(row).collect::<Vec<_>>())
}

/// Says what each column has become, unless its heading says so.
fn show_roles(grid: &Grid, roles: &[Role]) -> Option<String> {
    let show = |(at, (heading, role)): (usize, (&Cell, &Role))| {
        let theirs = if heading.text.is_empty() { format!("column {}", at + 1) } else { quote(&heading.text) };
        match role.heading() {
            Some(ours) if ours == heading.text => None,
            Some(ours) => Some(format!("{theirs} becomes `{ours}`")),
            None => Some(format!("{theirs} is empty")),
        }
    };
    let shown: Vec<_> = grid.headings.iter().zip(roles).enumerate().filter_map(show).collect();
    (!shown.is_empty()).then(|| shown.join(", "))
}

/// Returns a note for each column that is a text, although most of its cells fit another type.
fn mixed(grid: &Grid, roles: &[Role], source: &Source) -> Vec<String> {
    let note = |(at, role): (usize, &Role)| {
        let Role::Typed(Column { kind: Kind::Str, .. }) = role else { return None };
        let filled = || grid.column(at).filter(|cell| !words::is_nothing(&cell.text));
        let is_text = |cell: &&Cell| columns::kind_of(cell) == Kind::Str;
        let texts = filled().filter(is_text).count();
        let first = filled().find(is_text)?;
        let heading = quote(&grid.headings.get(at)?.text);
        let others = if filled().any(|cell| columns::kind_of(cell) == Kind::Bool) { "yes or no" } else { "a number" };
        let line = source.line(first.span.start);
        (2 * texts < filled().count())
            .then(|| format!("{heading} is a text, because {} (line {line}) is not {others}", quote(&first.text)))
    };
    roles.iter().enumerate().filter_map(note).collect()
}

/// Lists the first few numbers.
pub(super) fn some(numbers: &[u16]) -> String {
    const MOST: usize = 8;
    let shown = numbers.iter().take(MOST).map(u16::to_string).collect::<Vec<_>>().join(", ");
    match numbers.len().checked_sub(MOST) {
        Some(more @ 1..) => format!("{shown} and {}", count(more, "other")),
        _ => shown,
    }
}
