//! Reads the pipe tables of a Markdown file.

use std::mem;
use std::ops::Range;

use close_codes_registry::Span;
use close_codes_registry::text::on_one_line;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::grid::{Cell, Found, Grid};

/// Reads all tables, as GitHub does.
pub(super) fn read(text: &str) -> Found {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES;
    let mut reader = Reader { text, ..Reader::default() };
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        reader.take(event, range);
    }
    reader.found
}

#[derive(Default)]
struct Reader<'t> {
    text: &'t str,
    found: Found,
    /// The text of the heading or the cell that is being read.
    part: String,
    /// The last heading.
    title: String,
    cells: Vec<Cell>,
    documents: Vec<String>,
    link: Option<Link>,
    /// The text of the cell outside of links.
    beside_links: String,
}

struct Link {
    address: String,
    /// The start of the link's text in [`Reader::part`].
    start: usize,
}

impl Reader<'_> {
    fn take(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(Tag::Heading { .. }) => self.part.clear(),
            Event::End(TagEnd::Heading(_)) => self.title = on_one_line(&mem::take(&mut self.part)),
            Event::Start(Tag::Table(_)) => self.found.grids.push(Grid {
                title: self.title.clone(),
                span: span(&range),
                headings: Vec::new(),
                rows: Vec::new(),
            }),
            Event::Start(Tag::TableHead | Tag::TableRow) => self.cells.clear(),
            Event::Start(Tag::TableCell) => self.begin_cell(),
            Event::End(TagEnd::TableCell) => self.end_cell(range),
            Event::End(TagEnd::TableHead) => {
                let headings = mem::take(&mut self.cells);
                self.report_excess(&headings, &range, "heading");
                if let Some(grid) = self.found.grids.last_mut() {
                    grid.headings = headings;
                }
            }
            Event::End(TagEnd::TableRow) => {
                let cells = mem::take(&mut self.cells);
                self.report_excess(&cells, &range, "row");
                if let Some(grid) = self.found.grids.last_mut() {
                    grid.rows.push(cells);
                }
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                self.link = Some(Link { address: dest_url.into_string(), start: self.part.len() });
            }
            Event::End(TagEnd::Link) => self.end_link(),
            Event::Text(text) | Event::Code(text) => self.push(&text),
            Event::SoftBreak | Event::HardBreak => self.push("\n"),
            // Other tags are markup, whose text comes in an event of its own.
            Event::InlineHtml(tag) if is_line_break(&tag) => self.push("\n"),
            Event::FootnoteReference(label) => {
                self.found.lose(span(&range), format!("the footnote `{label}` is left out"));
            }
            _ => {}
        }
    }

    fn push(&mut self, text: &str) {
        self.part.push_str(text);
        if self.link.is_none() {
            self.beside_links.push_str(text);
        }
    }

    fn begin_cell(&mut self) {
        self.part.clear();
        self.beside_links.clear();
        self.documents.clear();
        self.link = None;
    }

    fn end_cell(&mut self, range: Range<usize>) {
        let mut documents = mem::take(&mut self.documents);
        // A text such as "section 7.4 of" belongs to the document.
        if self.beside_links.chars().any(char::is_alphanumeric) {
            documents.clear();
        }
        let text = self.part.trim().replace('\u{A0}', " ");
        self.cells.push(Cell { span: self.trimmed(range), text, documents, is_number: false });
    }

    fn end_link(&mut self) {
        let Some(Link { address, start }) = self.link.take() else { return };
        let text = on_one_line(self.part.get(start..).unwrap_or_default());
        let is_name =
            text.strip_prefix("RFC").is_some_and(|rest| rest.trim_start().starts_with(|c: char| c.is_ascii_digit()));
        let is_web = address.starts_with("https://") || address.starts_with("http://");
        let document = if is_web && !is_name { address } else { text };
        if !document.is_empty() {
            self.documents.push(document);
        }
    }

    /// Returns the place of a cell without the spaces and the pipe around its text.
    fn trimmed(&self, range: Range<usize>) -> Span {
        let cell = self.text.get(range.clone()).unwrap_or_default();
        let text = cell.trim_start();
        let start = range.start + cell.len() - text.len();
        let end = start + text.trim_end_matches(|end: char| end == '|' || end.is_whitespace()).len();
        Span { start, end }
    }

    /// Reports the text of a row after its last cell: Markdown ignores it.
    fn report_excess(&mut self, cells: &[Cell], range: &Range<usize>, what: &str) {
        let Some(last) = cells.last() else { return };
        let rest = self.text.get(last.span.end..range.end).unwrap_or_default();
        let excess = rest.trim_start_matches(is_between);
        let start = last.span.end + rest.len() - excess.len();
        let end = start + excess.trim_end_matches(is_between).len();
        if start < end {
            let cure = "put a backslash before each `|` inside a cell";
            let message = format!("the {what} has more cells than columns, and the rest is left out: {cure}");
            self.found.lose(Span { start, end }, message);
        }
    }
}

fn is_between(character: char) -> bool {
    character == '|' || character.is_whitespace()
}

fn is_line_break(tag: &str) -> bool {
    let name = tag.trim_matches(|end: char| matches!(end, '<' | '>' | '/') || end.is_whitespace());
    name.eq_ignore_ascii_case("br")
}

const fn span(range: &Range<usize>) -> Span {
    Span { start: range.start, end: range.end }
}
