//! The table in Markdown, between two markers in a file whose other lines are left alone.

use std::fmt;

use crate::column::{Cells, Column};

const BEGIN: &str = "<!-- conformance: table -->\n";
const END: &str = "\n<!-- conformance: end -->";
const RECEIVED: &str = "a close frame arrives";
const SENT: &str = "the application closes";

/// A table for each direction, with the same columns.
#[derive(Default)]
pub struct Table(pub Vec<Column>);

/// A cell, or a column's head, that is not as the file has it.
pub struct Difference {
    column: String,
    row: String,
    was: String,
    is: String,
}

impl Table {
    /// Reads what [`replace_in`](Self::replace_in) has written.
    pub fn read(file: &str) -> Result<Self, &'static str> {
        let (_, rest) = file.split_once(BEGIN).ok_or("the file has no table")?;
        let (tables, _) = rest.split_once(END).ok_or("the table has no end")?;
        let mut table = Self::default();
        let mut of_sent = false;
        for line in tables.lines() {
            let Some(cells) = line.strip_prefix("| ").and_then(|line| line.strip_suffix(" |")) else { continue };
            let mut cells = cells.split(" | ");
            let row = cells.next().unwrap_or_default();
            if row == RECEIVED {
                table.0 = cells.map(Column::with_head).collect();
            } else if row == SENT {
                of_sent = true;
            } else {
                for (column, cell) in table.0.iter_mut().zip(cells) {
                    let cells = if of_sent { &mut column.sent } else { &mut column.received };
                    cells.push((row.into(), cell.into()));
                }
            }
        }
        Ok(table)
    }

    /// The file with this table in it.
    pub fn replace_in(&self, file: &str) -> Result<String, &'static str> {
        let (before, rest) = file.split_once(BEGIN).ok_or("the file has no table")?;
        let (_, after) = rest.split_once(END).ok_or("the table has no end")?;
        Ok(format!("{before}{BEGIN}{self}{END}{after}"))
    }

    /// Puts columns in the place of those of the same names, or after all others.
    pub fn update(&mut self, columns: Vec<Column>) {
        for column in columns {
            match self.0.iter_mut().find(|old| old.name == column.name) {
                Some(old) => *old = column,
                None => self.0.push(column),
            }
        }
    }

    /// How these columns differ from those of the same names here.
    pub fn compare(&self, columns: &[Column]) -> Vec<Difference> {
        columns.iter().flat_map(|column| self.compare_column(column)).collect()
    }

    fn compare_column(&self, is: &Column) -> Vec<Difference> {
        let absent = Column::with_head(&is.name);
        let was = self.0.iter().find(|column| column.name == is.name).unwrap_or(&absent);
        let cell = |cells: &Cells, row: &str| {
            cells.iter().find(|(name, _)| name == row).map_or_else(|| "no such row".into(), |(_, cell)| cell.clone())
        };
        let difference = |row: &str, was: String, now: String| {
            (was != now).then(|| Difference { column: is.name.clone(), row: row.into(), was, is: now })
        };
        let head = difference("version", was.version.clone(), is.version.clone());
        let received = is.received.iter().map(|(row, now)| (RECEIVED, row, cell(&was.received, row), now.clone()));
        let sent = is.sent.iter().map(|(row, now)| (SENT, row, cell(&was.sent, row), now.clone()));
        let cells =
            received.chain(sent).filter_map(|(part, row, was, now)| difference(&format!("{part}: {row}"), was, now));
        head.into_iter().chain(cells).collect()
    }
}

impl Column {
    fn with_head(head: &str) -> Self {
        let (name, version) = head.split_once(' ').unwrap_or((head, ""));
        Self { name: name.into(), version: version.into(), received: Vec::new(), sent: Vec::new() }
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.part(RECEIVED, |column| &column.received, f)?;
        self.part(SENT, |column| &column.sent, f)
    }
}

impl Table {
    fn part(&self, corner: &str, cells: fn(&Column) -> &Cells, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let heads: Vec<_> = self.0.iter().map(Column::head).collect();
        write!(f, "\n| {corner} | {} |\n|---|{}\n", heads.join(" | "), "---|".repeat(heads.len()))?;
        let Some(first) = self.0.first() else { return Ok(()) };
        for (at, (row, _)) in cells(first).iter().enumerate() {
            let cells: Vec<_> =
                self.0.iter().map(|column| cells(column).get(at).map_or("", |(_, cell)| cell)).collect();
            writeln!(f, "| {row} | {} |", cells.join(" | "))?;
        }
        Ok(())
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { column, row, was, is } = self;
        write!(f, "{column}, {row}\n    was: {was}\n    is:  {is}")
    }
}
