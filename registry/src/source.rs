//! The files that go in, and where in them something stands.

use std::fmt;

use crate::text::LINE_ENDS;

/// A file's name and text, ready to be read.
///
/// The text is kept whatever the bytes were: each sequence that is not UTF-8 becomes one U+FFFD, and is remembered so
/// that [`records`](crate::read::records) can report it. A byte order mark at the start is left out.
#[derive(Clone, Debug)]
pub struct Source {
    name: String,
    text: String,
    line_starts: Vec<usize>,
    not_utf8: Vec<(usize, u8)>,
}

impl Source {
    /// Takes a file's bytes under the name that messages are to show.
    #[must_use]
    pub fn new(name: impl Into<String>, bytes: &[u8]) -> Self {
        Self::from_bytes(name.into(), bytes)
    }

    fn from_bytes(name: String, bytes: &[u8]) -> Self {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let mut text = String::with_capacity(bytes.len());
        let mut not_utf8 = Vec::new();
        for chunk in bytes.utf8_chunks() {
            text.push_str(chunk.valid());
            if let Some(&byte) = chunk.invalid().first() {
                not_utf8.push((text.len(), byte));
                text.push(char::REPLACEMENT_CHARACTER);
            }
        }
        // A line ends in LF, CRLF or CR, as `csv-core` has it.
        let next = |at: usize| text.as_bytes().get(at + 1).copied();
        let ends = |&(at, end): &(usize, &str)| end == "\n" || next(at) != Some(b'\n');
        let line_ends = text.match_indices(LINE_ENDS).filter(ends).map(|(at, end)| at + end.len());
        let line_starts = std::iter::once(0).chain(line_ends).collect();
        Self { name, text, line_starts, not_utf8 }
    }

    /// The name under which messages show the file.
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

    /// The line that the text's byte `at` is in, counted from 1.
    #[must_use]
    pub fn line(&self, at: usize) -> usize {
        self.line_starts.partition_point(|&start| start <= at)
    }

    /// Where the text's byte `at` stands; an `at` behind the end, or inside a character, counts as that character's.
    #[must_use]
    pub fn place(&self, at: usize) -> Place {
        let (line, start) = (self.line(at), self.line_start(at));
        let from_start = self.text.get(start..).unwrap_or_default().char_indices();
        let column = from_start.take_while(|&(index, char)| start + index + char.len_utf8() <= at).count() + 1;
        Place { line, column }
    }

    /// The byte at which the line that the text's byte `at` is in begins.
    pub(crate) fn line_start(&self, at: usize) -> usize {
        self.line(at).checked_sub(1).and_then(|index| self.line_starts.get(index)).copied().unwrap_or(0)
    }

    /// The sequences that are not UTF-8: where each stands in the text, and its first byte.
    pub(crate) fn not_utf8(&self) -> &[(usize, u8)] {
        &self.not_utf8
    }
}

/// A stretch of a source's text, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Span {
    /// Where it begins.
    pub start: usize,
    /// Where it ends: the byte behind it.
    pub end: usize,
}

/// A single place, of no length.
impl From<usize> for Span {
    fn from(at: usize) -> Self {
        Self { start: at, end: at }
    }
}

/// A line and a column of a file, each counted from 1; columns count characters.
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

/// All the files of which a [`Registry`](crate::Registry) is made.
#[derive(Clone, Debug)]
pub struct Sources {
    /// IANA's file.
    pub iana: Source,
    /// The ranges of all numbers.
    pub ranges: Source,
    /// The properties of each code that IANA does not hold.
    pub properties: Source,
    /// A file a language, named by its tag. The others fall back to the first.
    pub translations: Vec<Source>,
}
