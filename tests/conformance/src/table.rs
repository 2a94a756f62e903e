//! The table in Markdown: a section for each library and browser.

use std::fmt;

use crate::column::{Cells, Column};
use crate::marked;

/// The name of the table's marks in the file.
const MARK: &str = "table";
const RECEIVED: &str = "a close frame arrives";
const SENT: &str = "the application closes";

#[derive(Default)]
pub struct Table(pub Vec<Column>);

/// A cell, a version or a note that differs from the file.
pub struct Difference {
    column: String,
    row: String,
    was: String,
    is: String,
}

impl Table {
    /// Reads the output of [`replace_in`](Self::replace_in).
    pub fn read(file: &str) -> Result<Self, String> {
        let mut table = Self::default();
        let mut of_sent = false;
        for line in marked::part(file, MARK)?.lines() {
            if let Some(name) = line.strip_prefix("### ") {
                table.0.push(Column { name: name.into(), ..Column::default() });
            }
            let Some(column) = table.0.last_mut() else { continue };
            if let Some(head) = line.strip_prefix("Version ") {
                let (version, note) = head.split_once(". ").unwrap_or((head.trim_end_matches('.'), ""));
                (column.version, column.note) = (version.into(), note.into());
            }
            match line
                .strip_prefix("| ")
                .and_then(|line| line.strip_suffix(" |"))
                .and_then(|line| line.split_once(" | "))
            {
                Some((RECEIVED, _)) => of_sent = false,
                Some((SENT, _)) => of_sent = true,
                Some((row, cell)) => {
                    let cells = if of_sent { &mut column.sent } else { &mut column.received };
                    cells.push((row.into(), cell.into()));
                }
                None => {}
            }
        }
        Ok(table)
    }

    /// Returns the file with this table in it.
    pub fn replace_in(&self, file: &str) -> Result<String, String> {
        marked::replace(file, MARK, &self.to_string())
    }

    /// Replaces the columns of the same names, and adds the others at the end.
    pub fn update(&mut self, columns: Vec<Column>) {
        for column in columns {
            match self.0.iter_mut().find(|old| old.name == column.name) {
                Some(old) => *old = column,
                None => self.0.push(column),
            }
        }
    }

    /// Returns the differences between these columns and those of the same names in this table.
    pub fn compare(&self, columns: &[Column]) -> Vec<Difference> {
        columns.iter().flat_map(|column| self.compare_column(column)).collect()
    }

    fn compare_column(&self, is: &Column) -> Vec<Difference> {
        let absent = Column::default();
        let was = self.0.iter().find(|column| column.name == is.name).unwrap_or(&absent);
        let cell = |cells: &Cells, row: &str| {
            cells.iter().find(|(name, _)| name == row).map_or_else(|| "no such row".into(), |(_, cell)| cell.clone())
        };
        let difference = |row: &str, was: String, now: String| {
            (was != now).then(|| Difference { column: is.name.clone(), row: row.into(), was, is: now })
        };
        let heads = [("version", &was.version, &is.version), ("note", &was.note, &is.note)];
        let heads = heads.into_iter().filter_map(|(row, was, now)| difference(row, was.clone(), now.clone()));
        let parts = [(RECEIVED, &was.received, &is.received), (SENT, &was.sent, &is.sent)];
        let cells = parts.into_iter().flat_map(|(part, was, is)| {
            let gone = was.iter().filter(|(row, _)| !is.iter().any(|(name, _)| name == row));
            let rows = is.iter().chain(gone).map(|(row, _)| row);
            rows.filter_map(move |row| difference(&format!("{part}: {row}"), cell(was, row), cell(is, row)))
        });
        heads.chain(cells).collect()
    }
}

impl fmt::Display for Table {
    /// An index, and the sections. GitHub shows a table of two columns without a scroll bar, also on a phone.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let links = self.0.iter().map(|Column { name, .. }| format!("[{name}](#{})", name.to_lowercase()));
        writeln!(f, "\n{}", links.collect::<Vec<_>>().join(" ·\n"))?;
        self.0.iter().try_for_each(|column| write!(f, "{column}"))
    }
}

impl fmt::Display for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, version, note, received, sent } = self;
        let space = if note.is_empty() { "" } else { " " };
        writeln!(f, "\n### {name}\n\nVersion {version}.{space}{note}")?;
        for (part, cells) in [(RECEIVED, received), (SENT, sent)] {
            writeln!(f, "\n| {part} | {name} |\n|---|---|")?;
            cells.iter().try_for_each(|(row, cell)| writeln!(f, "| {row} | {cell} |"))?;
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
