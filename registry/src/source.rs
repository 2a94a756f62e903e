//! Input files, and places in them.

use std::fmt;

use crate::text::LINE_ENDS;

/// The name and the text of a file.
///
/// The bytes can be anything. Each sequence that is not UTF-8 becomes one U+FFFD. [`records`](crate::read::records) reports
/// these sequences and NUL bytes. A byte order mark at the start is removed.
#[derive(Clone, Debug)]
pub struct Source {
    name: String,
    text: String,
    line_starts: Vec<usize>,
    stray: Vec<(usize, u8)>,
    is_utf_16: bool,
}

impl Source {
    /// Creates a source from the bytes of a file and the name for messages.
    #[must_use]
    pub fn new(name: impl Into<String>, bytes: &[u8]) -> Self {
        Self::from_bytes(name.into(), bytes)
    }

    fn from_bytes(name: String, bytes: &[u8]) -> Self {
        // A byte order mark, or two characters of ASCII.
        let is_utf_16 = matches!(bytes, [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] | [0, _, 0, _, ..] | [_, 0, _, 0, ..]);
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let mut text = String::with_capacity(bytes.len());
        let mut stray = Vec::new();
        for chunk in bytes.utf8_chunks() {
            for (at, _) in chunk.valid().match_indices('\0') {
                stray.push((text.len() + at, 0));
            }
            text.push_str(chunk.valid());
            if let Some(&byte) = chunk.invalid().first() {
                stray.push((text.len(), byte));
                text.push(char::REPLACEMENT_CHARACTER);
            }
        }
        // A line ends in LF, CRLF or CR, as `csv-core` has it.
        let next = |at: usize| text.as_bytes().get(at + 1).copied();
        let ends = |&(at, end): &(usize, &str)| end == "\n" || next(at) != Some(b'\n');
        let line_ends = text.match_indices(LINE_ENDS).filter(ends).map(|(at, end)| at + end.len());
        let line_starts = std::iter::once(0).chain(line_ends).collect();
        Self { name, text, line_starts, stray, is_utf_16 }
    }

    /// The name of the file in messages.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The name without folders and extension: `es` for `translations/es.csv`.
    #[must_use]
    pub fn stem(&self) -> &str {
        let file = self.name.rsplit_once(&['/', '\\'][..]).map_or(&*self.name, |(_, file)| file);
        file.split_once('.').map_or(file, |(stem, _)| stem)
    }

    /// The file's text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The line of the text's byte `at`, counted from 1.
    #[must_use]
    pub fn line(&self, at: usize) -> usize {
        self.line_starts.partition_point(|&start| start <= at)
    }

    /// The place of the text's byte `at`. A byte inside a character has the place of the character.
    #[must_use]
    pub fn place(&self, at: usize) -> Place {
        let (line, start) = (self.line(at), self.line_start(at));
        let from_start = self.text.get(start..).unwrap_or_default().char_indices();
        let column = from_start.take_while(|&(index, char)| start + index + char.len_utf8() <= at).count() + 1;
        Place { line, column }
    }

    /// The first byte of the line that contains the text's byte `at`.
    pub(crate) fn line_start(&self, at: usize) -> usize {
        self.line(at).checked_sub(1).and_then(|index| self.line_starts.get(index)).copied().unwrap_or(0)
    }

    /// The sequences that are not UTF-8, and the NUL bytes: the place in the text, and the first byte.
    pub(crate) fn stray(&self) -> &[(usize, u8)] {
        &self.stray
    }

    /// Returns `true` if the file looks like UTF-16.
    pub(crate) const fn is_utf_16(&self) -> bool {
        self.is_utf_16
    }
}

/// A part of a source's text, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// The start.
    pub start: usize,
    /// The end: the byte after the part.
    pub end: usize,
}

/// Makes an empty part.
impl From<usize> for Span {
    fn from(at: usize) -> Self {
        Self { start: at, end: at }
    }
}

/// A line and a column of a file, both counted from 1. Columns count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The line, from 1.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// The files of a [`Registry`](crate::Registry).
#[derive(Clone, Debug)]
pub struct Sources {
    /// IANA's file.
    pub iana: Source,
    /// The ranges of all numbers.
    pub ranges: Source,
    /// The properties of codes that are not in IANA's file.
    pub properties: Source,
    /// The usual causes of codes.
    pub causes: Source,
    /// One file for each language, named by its tag. A text that another language lacks comes from the first file.
    pub translations: Vec<Source>,
}
