//! Reads CSV into cells with their places.
//!
//! The format is RFC 4180 as IANA uses it: commas, doubled quotes inside quotes, lines that end in CRLF or LF, line breaks
//! inside quotes. Semicolons and tabs can take the place of commas, as in the files of many spreadsheets. The parser is
//! `csv-core`, which the `csv` crate uses too. Unlike `csv`, it reports how many bytes each cell takes.

use std::io::{self, Read as _};

use csv_core::ReadFieldResult;

use crate::problem::Problems;
use crate::source::{Source, Span};
use crate::text::{LINE_ENDS, count, escape, join, quote};

/// The largest number of bytes in a file.
pub const MOST_BYTES: usize = 8 << 20;

/// The largest number of columns in a file.
pub const MOST_COLUMNS: usize = 100;

/// The largest number of rows below the heading.
pub const MOST_ROWS: usize = 10_000;

/// Reads a whole file. If it has more than [`MOST_BYTES`], the result is a message about `name`.
///
/// # Errors
///
/// The error of the reader.
pub fn bytes(from: &mut dyn io::Read, name: &str) -> io::Result<Result<Vec<u8>, String>> {
    let mut bytes = Vec::new();
    from.take(MOST_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    let too_long = || format!("{name} is too long: give a file of at most 8 MiB ({MOST_BYTES} bytes)");
    Ok(if bytes.len() > MOST_BYTES { Err(too_long()) } else { Ok(bytes) })
}

/// Returns a message if the extension of a path belongs to a form other than CSV.
#[must_use]
pub fn refuse_form(path: &str) -> Option<String> {
    let (stem, extension) = path.rsplit_once('.')?;
    let form = match &*extension.to_ascii_lowercase() {
        "md" | "markdown" => "Markdown",
        "json" => "JSON",
        "yaml" | "yml" => "YAML",
        "toml" => "TOML",
        "xlsx" | "xls" | "ods" => "a spreadsheet",
        _ => return None,
    };
    let (path, stem) = (escape(path), escape(stem));
    Some(match form {
        "Markdown" | "JSON" => {
            format!("`{path}` is {form}: convert it with `close-codes import {path} --output {stem}.csv`")
        }
        _ => format!("`{path}` is {form}: save it as CSV"),
    })
}

/// A cell: its text without quotes and surrounding white space, and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The place of the cell in the source's text, with the quotes.
    pub span: Span,
    /// The text.
    pub text: String,
}

impl Cell {
    /// Returns the cell, unless it is empty.
    #[must_use]
    pub fn filled(&self) -> Option<&Self> {
        if self.text.is_empty() { None } else { Some(self) }
    }
}

/// The readable part of a file.
#[derive(Clone, Debug)]
pub struct Read<T> {
    /// The rows, or the records.
    pub rows: Vec<T>,
    /// `true` if nothing was left out.
    pub complete: bool,
}

/// Reads the columns with these headings, in any order, and returns their cells row by row.
///
/// Reports missing and duplicate headings, and the problems of [`open`] and [`Sheet::rows`]. If the heading is faulty, all
/// rows are left out.
pub fn rows<const N: usize>(source: &Source, headings: [&str; N], problems: &mut Problems) -> Read<[Cell; N]> {
    let Read { rows: found, complete } = columns(source, &headings, problems);
    let mut rows = Vec::new();
    for row in found {
        rows.extend(<[Cell; N]>::try_from(row));
    }
    Read { rows, complete }
}

fn columns(source: &Source, headings: &[&str], problems: &mut Problems) -> Read<Vec<Cell>> {
    let mut read = Read { rows: Vec::new(), complete: false };
    let Some(sheet) = open(source, problems) else { return read };
    let Some(columns) = find_columns(source, sheet.heading(), headings, problems) else { return read };
    let all = sheet.rows(problems);
    read.complete = all.complete;
    for row in all.rows {
        read.rows.push(columns.iter().filter_map(|&column| row.get(column).cloned()).collect());
    }
    read
}

/// Reads the heading: the first line that is not blank. Reports a file without one, a heading with more than
/// [`MOST_COLUMNS`], and the problems of [`records`].
pub fn open<'s>(source: &'s Source, problems: &mut Problems) -> Option<Sheet<'s>> {
    let mut records = Records::new(source, problems);
    let Some(heading) = records.next(problems) else {
        if records.complete {
            problems.report(source, 0, "the file is empty: name the columns in its first line");
        }
        return None;
    };
    if let Some(cell) = heading.get(MOST_COLUMNS) {
        let message = format!("the table has more than {MOST_COLUMNS} columns: remove some");
        problems.report(source, cell.span, message);
        return None;
    }
    Some(Sheet { heading, records })
}

/// A file after its heading.
#[derive(Debug)]
pub struct Sheet<'s> {
    heading: Vec<Cell>,
    records: Records<'s>,
}

impl Sheet<'_> {
    /// The names of the columns.
    #[must_use]
    pub fn heading(&self) -> &[Cell] {
        &self.heading
    }

    /// The name of the character between two cells: `comma`.
    #[must_use]
    pub const fn separator(&self) -> &'static str {
        match self.records.parser.separator {
            ';' => "semicolon",
            '\t' => "tab",
            _ => "comma",
        }
    }

    /// Reads the rows below the heading. Each row has as many cells as the heading.
    ///
    /// Reports a file without rows, rows with too few or too many cells, and the problems of [`records`]. Faulty rows are left
    /// out. A file with more than [`MOST_ROWS`] is reported, and all its rows are left out.
    pub fn rows(mut self, problems: &mut Problems) -> Read<Vec<Cell>> {
        let (source, separator) = (self.records.source, self.separator());
        let (mut rows, mut faulty) = (Vec::new(), Vec::new());
        let mut number = 0;
        while let Some(row) = self.records.next(problems) {
            number += 1;
            if number > MOST_ROWS {
                let message = format!("the table has more than {MOST_ROWS} rows: remove some");
                problems.report(source, whole_row(&row), message);
                return Read { rows: Vec::new(), complete: false };
            }
            if row.len() == self.heading.len() {
                rows.push(row);
            } else {
                faulty.push((whole_row(&row), row.len()));
            }
        }
        for (culprit, length) in faulty {
            let most = length.min(MOST_COLUMNS);
            let found = if length > most { format!("more than {most} cells") } else { count(length, "cell") };
            let expected = self.heading.len();
            let message = format!(
                "the row has {found}, but the heading has {expected}: write one cell per column, in quotes if it has \
                 a {separator}"
            );
            problems.report(source, culprit, message);
        }
        if number == 0 && self.records.complete {
            problems.report(source, source.text().len(), "the table has no rows: add one below the heading");
        }
        let complete = self.records.complete && rows.len() == number;
        Read { rows, complete }
    }
}

fn whole_row(record: &[Cell]) -> Span {
    let (first, last) = (record.first(), record.last());
    Span { start: first.map_or(0, |cell| cell.span.start), end: last.map_or(0, |cell| cell.span.end) }
}

fn find_columns(source: &Source, heading: &[Cell], headings: &[&str], problems: &mut Problems) -> Option<Vec<usize>> {
    let (mut columns, mut missing) = (Vec::new(), Vec::new());
    let mut once = true;
    for wanted in headings {
        let mut first = None;
        for (at, cell) in heading.iter().enumerate() {
            if cell.text != *wanted {
                continue;
            }
            if first.is_some() {
                problems.report(source, cell.span, format!("the column `{wanted}` appears twice: remove one"));
                once = false;
                break;
            }
            first = Some(at);
        }
        match first {
            Some(first) => columns.push(first),
            None => missing.push(quote(wanted)),
        }
    }
    if !missing.is_empty() {
        report_lacking(source, heading, &join(missing, ", "), problems);
        return None;
    }
    once.then_some(columns)
}

/// Reports the headings that are missing.
pub(crate) fn report_lacking(source: &Source, heading: &[Cell], missing: &str, problems: &mut Problems) {
    let start = heading.first().map_or(0, |cell| cell.span.start);
    let there = show_headings(heading);
    problems.report(source, start, format!("the heading lacks {missing}: rename or add columns (it has {there})"));
}

/// The first few headings. A wrong file, such as a page in one line, may have many.
fn show_headings(heading: &[Cell]) -> String {
    const MOST: usize = 8;
    let mut shown = Vec::new();
    for cell in heading.iter().take(MOST) {
        shown.push(quote(&cell.text));
    }
    if heading.len() > MOST {
        shown.push(format!("{} more", heading.len() - MOST));
    }
    join(shown, ", ")
}

/// Reads all lines, including the heading. Skips blank lines, and lines that consist of separators.
///
/// The first comma, semicolon or tab of the heading is the separator, unless a line such as `sep=;` comes first. A line such as
/// `sep=|` is reported, and the rest is left out.
///
/// Reports a file in UTF-16 or JSON, NUL bytes, bytes that are not UTF-8, and wrong quotes. A line with wrong quotes is left out. If this line is the
/// heading, or if the quotes enclose a line break, the rest of the file is left out too: the start of the next line is not
/// known. Of a line with more than [`MOST_COLUMNS`], one cell more is returned.
pub fn records(source: &Source, problems: &mut Problems) -> Read<Vec<Cell>> {
    let mut records = Records::new(source, problems);
    let mut rows = Vec::new();
    while let Some(row) = records.next(problems) {
        rows.push(row);
    }
    Read { rows, complete: records.complete }
}

/// The reader of the lines.
#[derive(Debug)]
struct Records<'s> {
    source: &'s Source,
    parser: Parser<'s>,
    /// `true` after the heading.
    begun: bool,
    /// `true` until a faulty line is left out.
    complete: bool,
}

impl<'s> Records<'s> {
    fn new(source: &'s Source, problems: &mut Problems) -> Self {
        let start = separator(source.text());
        let (separator, at) = start.unwrap_or((',', 0));
        let parser = Parser::new(source.text(), separator, at);
        let mut records = Self { source, parser, begun: false, complete: true };
        let is_json = source.text().trim_start().starts_with(&['[', '{'][..]);
        let other_form = if source.is_utf_16() {
            Some("the file looks like UTF-16: save it as UTF-8")
        } else if is_json {
            Some("the file looks like JSON: convert it with `close-codes import`")
        } else {
            None
        };
        let line = start.err().and_then(|line| Some((line, source.text().get(line.start..line.end)?)));
        if let Some(message) = other_form {
            problems.report(source, 0, message);
            records.parser.end();
            records.complete = false;
        } else if let Some((place, line)) = line {
            let line = quote(line);
            let message = format!("{line} does not name a comma, a semicolon or a tab: save the file with one of them");
            problems.report(source, place, message);
            records.parser.end();
            records.complete = false;
        } else {
            report_stray(source, problems);
        }
        records
    }

    fn next(&mut self, problems: &mut Problems) -> Option<Vec<Cell>> {
        let mut record = Vec::new();
        let (mut well_quoted, mut is_blank) = (true, true);
        while let Some(field) = self.parser.next(record.is_empty()) {
            if let Err(fault) = check_quotes(field.raw, self.parser.separator) {
                // The first fault of a line may be the cause of all others.
                if well_quoted {
                    problems.report(self.source, field.at + fault.offset, fault.message);
                }
                well_quoted = false;
                self.complete = false;
                if fault.encloses_line_break || !self.begun {
                    self.parser.end();
                    return None;
                }
            }
            let text = field.unquoted.trim();
            is_blank &= text.is_empty();
            if record.len() <= MOST_COLUMNS {
                record.push(Cell { span: field.span(self.parser.separator), text: text.to_owned() });
            }
            if field.ends_record {
                let record = std::mem::take(&mut record);
                if well_quoted && !is_blank {
                    self.begun = true;
                    return Some(record);
                }
                (well_quoted, is_blank) = (true, true);
            }
        }
        None
    }
}

/// Reports the first few bytes that are NUL or not UTF-8. A file in another encoding has many.
fn report_stray(source: &Source, problems: &mut Problems) {
    const MOST: usize = 8;
    let (shown, more) = source.stray().split_at(source.stray().len().min(MOST));
    for &(at, byte) in shown {
        let message = match byte {
            0 => "a NUL byte (0x00) is not text: remove it".to_owned(),
            _ => format!("the byte 0x{byte:02X} is not UTF-8: save the file as UTF-8"),
        };
        problems.report(source, at, message);
    }
    if let Some(&(at, _)) = more.first() {
        problems.report(source, at, format!("NUL or not UTF-8: {}", count(more.len(), "more byte")));
    }
}

/// `csv-core`'s parser, with its position.
#[derive(Debug)]
struct Parser<'s> {
    core: csv_core::Reader,
    separator: char,
    text: &'s str,
    at: usize,
    /// Longer than the whole text, so that no cell fills it.
    buffer: Vec<u8>,
}

/// A cell: as written, including the separator or line end after it, and without quotes.
struct Field<'s> {
    at: usize,
    raw: &'s str,
    unquoted: String,
    ends_record: bool,
}

impl Field<'_> {
    /// The place of the cell, without the white space around it.
    fn span(&self, separator: char) -> Span {
        let cell = self.raw.trim_end_matches(LINE_ENDS);
        let ends_line = cell.len() < self.raw.len();
        let cell = if ends_line { cell } else { cell.strip_suffix(separator).unwrap_or(cell) };
        let behind = cell.trim_start();
        let start = self.at + cell.len() - behind.len();
        Span { start, end: start + behind.trim_end().len() }
    }
}

/// Returns the separator of a file, and the start of its heading. The error is the place of a line such as `sep=|`.
fn separator(text: &str) -> Result<(char, usize), Span> {
    let mut at = 0;
    for line in text.split_inclusive(LINE_ENDS) {
        if line.chars().any(|character| character == '\t' || !character.is_whitespace()) {
            break;
        }
        at += line.len();
    }
    let heading = text.get(at..).unwrap_or_default();
    let line = heading.split(LINE_ENDS).next().unwrap_or_default();
    match line.trim_start_matches(&['"', ' '][..]).split_at_checked(4) {
        Some((sep, named)) if sep.eq_ignore_ascii_case("sep=") => {
            let named = named.strip_prefix("\\t").map_or_else(|| named.to_owned(), |more| format!("\t{more}"));
            // A spreadsheet fills the line with separators.
            let padding = &[',', ';', '\t', '"', ' '][..];
            let first = named.chars().next().filter(|first| SEPARATORS.contains(first));
            match first {
                Some(first) if named.trim_matches(padding).is_empty() => return Ok((first, at + line.len())),
                _ if !named.trim_end_matches(padding).contains(SEPARATORS) => {
                    return Err(Span { start: at, end: at + line.trim_end().len() });
                }
                _ => {}
            }
        }
        _ => {}
    }
    let mut in_quotes = false;
    for character in heading.chars() {
        match character {
            '"' => in_quotes = !in_quotes,
            _ if in_quotes => {}
            ',' | ';' | '\t' => return Ok((character, at)),
            '\r' | '\n' => break,
            _ => {}
        }
    }
    Ok((',', at))
}

/// The characters that can be between two cells.
const SEPARATORS: &[char] = &[',', ';', '\t'];

impl<'s> Parser<'s> {
    fn new(text: &'s str, separator: char, at: usize) -> Self {
        let core = csv_core::ReaderBuilder::new().delimiter(separator as u8).build();
        Self { core, separator, text, at, buffer: vec![0; text.len() + 1] }
    }

    /// Skips the rest of the text.
    const fn end(&mut self) {
        self.at = self.text.len();
    }

    fn next(&mut self, begins_record: bool) -> Option<Field<'s>> {
        if begins_record {
            let rest = &self.text[self.at..];
            self.at += rest.len() - rest.trim_start_matches(LINE_ENDS).len();
        }
        let start = self.at;
        let mut length = 0;
        let ends_record = loop {
            // At the end of the text, the input is empty: this is the end for the parser.
            let input = self.text.as_bytes().get(self.at..).expect("the parser stays inside its input");
            let output = self.buffer.get_mut(length..).expect("a cell is shorter than the buffer");
            let (result, read, written) = self.core.read_field(input, output);
            self.at += read;
            length += written;
            match result {
                ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull => {}
                ReadFieldResult::Field { record_end } => break record_end,
                ReadFieldResult::End => return None,
            }
        };
        let raw = &self.text[start..self.at];
        let unquoted = self.buffer.get(..length).expect("the parser has written these bytes");
        let unquoted = String::from_utf8_lossy(unquoted).into_owned();
        Some(Field { at: start, raw, unquoted, ends_record })
    }
}

/// A fault in the quotes of a cell.
struct QuoteFault {
    offset: usize,
    message: &'static str,
    encloses_line_break: bool,
}

/// Checks that a cell is entirely in quotes or without quotes. The parser accepts anything.
fn check_quotes(raw: &str, separator: char) -> Result<(), QuoteFault> {
    let Some(quoted) = raw.strip_prefix('"') else {
        let message = "the cell contains a quote: put the whole cell in quotes, and double each quote inside";
        let fault = |offset| QuoteFault { offset, message, encloses_line_break: false };
        return raw.find('"').map_or(Ok(()), |offset| Err(fault(offset)));
    };
    let mut rest = quoted;
    loop {
        let Some((_, behind)) = rest.split_once('"') else {
            let message = "the quoted cell has no closing quote: add one, and double each quote inside";
            return Err(QuoteFault { offset: 0, message, encloses_line_break: true });
        };
        let Some(behind_pair) = behind.strip_prefix('"') else {
            let closing = raw.len() - behind.len();
            return if behind.trim_start_matches(LINE_ENDS).trim_start_matches(separator).is_empty() {
                Ok(())
            } else if raw[..closing].contains(LINE_ENDS) {
                let message = "the closing quote is on a later line, and text follows it: close the cell where it ends, \
                               and double each quote inside";
                Err(QuoteFault { offset: 0, message, encloses_line_break: true })
            } else {
                let message = "text follows the closing quote: move the quote to the end, and double each quote inside";
                Err(QuoteFault { offset: closing, message, encloses_line_break: false })
            };
        };
        rest = behind_pair;
    }
}
