//! A table before its columns are understood.

use close_codes_registry::{Problems, Source, Span};

/// The cells of a table, and their places in the file.
#[derive(Debug)]
pub(super) struct Grid {
    /// The heading of the section in Markdown; may be empty.
    pub(super) title: String,
    pub(super) span: Span,
    pub(super) headings: Vec<Cell>,
    /// Each row has as many cells as there are headings.
    pub(super) rows: Vec<Row>,
}

pub(super) type Row = Vec<Cell>;

#[derive(Clone, Debug, Default)]
pub(super) struct Cell {
    pub(super) span: Span,
    /// The text without markup. White space around it is removed.
    pub(super) text: String,
    /// The entries, if the cell is a list of documents.
    pub(super) documents: Vec<String>,
    /// `true` for a number in JSON.
    pub(super) is_number: bool,
}

impl Grid {
    /// Returns the cells of a column.
    pub(super) fn column(&self, at: usize) -> impl Iterator<Item = &Cell> {
        self.rows.iter().filter_map(move |row| row.get(at))
    }
}

/// The tables of a file, and the parts that the reader could not take.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) grids: Vec<Grid>,
    /// The place and the message of each part, in the order of the file.
    pub(super) lost: Vec<(Span, String)>,
}

impl Found {
    pub(super) fn lose(&mut self, span: impl Into<Span>, message: impl Into<String>) {
        self.lost.push((span.into(), message.into()));
    }

    /// Reports the parts of one table that were left out.
    pub(super) fn report(&self, grid: &Grid, source: &Source, problems: &mut Problems) {
        let is_inside = |span: &Span| grid.span.start <= span.start && span.start <= grid.span.end;
        for (span, message) in self.lost.iter().filter(|(span, _)| is_inside(span)) {
            problems.report(source, *span, message.as_str());
        }
    }
}
