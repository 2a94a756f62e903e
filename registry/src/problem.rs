//! What is wrong with a file, and where.

use std::fmt;

use crate::source::{Place, Source};

/// One thing that is wrong with a file, shown as `file:line:column: message`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The name of the file.
    pub file: String,
    /// Where in the file the culprit begins.
    pub place: Place,
    /// What is wrong and what to do about it.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.place, self.message)
    }
}

impl std::error::Error for Problem {}

/// A text from a file as messages show it: in backticks, on one line, and not too long, whatever the file is.
pub(crate) fn quote(text: &str) -> String {
    const LONGEST: usize = 40;
    let (start, rest) = match text.char_indices().nth(LONGEST) {
        Some((end, _)) => (text.get(..end).unwrap_or_default(), "..."),
        None => (text, ""),
    };
    format!("`{}{rest}`", start.escape_debug())
}

/// Every problem of a set of files, shown a line each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems(Vec<Problem>);

impl Problems {
    /// Adds a problem with what stands at the byte `at` of the source's text.
    pub(crate) fn report(&mut self, source: &Source, at: usize, message: impl Into<String>) {
        let (file, place) = (source.name().to_owned(), source.place(at));
        self.0.push(Problem { file, place, message: message.into() });
    }

    /// Sorts by file and place.
    pub(crate) fn sort(&mut self) {
        self.0.sort_by(|one, other| (&one.file, one.place).cmp(&(&other.file, other.place)));
    }

    /// Whether nothing has been found wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many problems there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The problems, one by one.
    pub fn iter(&self) -> std::slice::Iter<'_, Problem> {
        self.0.iter()
    }
}

impl<'a> IntoIterator for &'a Problems {
    type Item = &'a Problem;
    type IntoIter = std::slice::Iter<'a, Problem>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{problem}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}
