//! The problems of a file, with their places.

use std::fmt;

use unicode_width::UnicodeWidthStr;

use crate::source::{Place, Source, Span};
use crate::text::{LINE_ENDS, count, escape, visible};

/// A problem of a file.
///
/// It is displayed as `file:line:column: message`. The alternate form (`{:#}`) adds the line of the file, and marks the
/// faulty part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The name of the file.
    pub file: String,
    /// The start of the faulty part.
    pub place: Place,
    /// The message: the fault and the cure.
    pub message: String,
    excerpt: Excerpt,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", escape(&self.file), self.place, escape(&self.message))?;
        if !f.alternate() || self.excerpt.line.is_empty() {
            return Ok(());
        }
        let number = self.place.line.to_string();
        let margin = number.len();
        let Excerpt { line, indent, width } = &self.excerpt;
        write!(f, "\n{:margin$} |\n{number} | {line}\n{:margin$} | {:indent$}{:^<width$}", "", "", "", "")
    }
}

impl std::error::Error for Problem {}

/// The displayed part of a line, and the marked part in columns of a terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Excerpt {
    line: String,
    indent: usize,
    width: usize,
}

impl Excerpt {
    fn new(source: &Source, span: Span) -> Self {
        // The maximum number of characters before the faulty part, and from there on.
        const BEFORE: usize = 40;
        const BEHIND: usize = 60;
        let text = |start: usize, end: usize| source.text().get(start..end).unwrap_or_default();
        let (start, rest) = (source.line_start(span.start), text(span.start, source.text().len()));
        let before = text(start, span.start);
        let behind = rest.split(LINE_ENDS).next().expect("a split has a first part");

        let begin = before.char_indices().rev().nth(BEFORE - 1).map_or(0, |(at, _)| at);
        let mut line = if begin > 0 { "...".to_owned() } else { String::new() };
        line += &visible(&before[begin..]);
        let indent = line.width();
        let first = |text: &str| visible(&text.chars().take(BEHIND).collect::<String>());
        line += &first(behind);
        let width = first(text(span.start, span.end.min(span.start + behind.len()))).width().max(1);
        if behind.chars().nth(BEHIND).is_some() {
            line.push_str("...");
        }
        Self { line: line.trim_end().to_owned(), indent, width }
    }
}

/// A model, and the problems of its files.
#[derive(Clone, Debug)]
#[must_use]
pub struct Checked<T> {
    /// The data that could be read. With problems, it may be incomplete. A macro still uses it, so that the compiler does not
    /// add errors that follow from the problems.
    pub model: T,
    /// The problems that [`Problems`] keeps.
    pub problems: Problems,
}

impl<T> Checked<T> {
    /// Returns the model if it has no problems.
    ///
    /// # Errors
    ///
    /// The problems, if there are any.
    pub fn into_result(self) -> Result<T, Problems> {
        if self.problems.is_empty() { Ok(self.model) } else { Err(self.problems) }
    }
}

/// The problems of a set of files.
///
/// Each is displayed on a line; the alternate form (`{:#}`) adds the lines of the files. The first 100 problems of each file
/// are kept. Further ones are counted, because a wrong file can have any number of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems {
    kept: Vec<Problem>,
    /// The number of problems of each file.
    numbers: Vec<(String, usize)>,
}

impl Problems {
    /// The maximum number of kept problems for each file.
    const MOST: usize = 100;

    /// Adds a problem of a part of the source's text.
    ///
    /// A part with bytes that are not UTF-8, or with a NUL byte, is skipped: these bytes are reported, and may be the cause.
    pub fn report(&mut self, source: &Source, culprit: impl Into<Span>, message: impl Into<String>) {
        self.add(source, culprit.into(), message.into());
    }

    fn add(&mut self, source: &Source, culprit: Span, message: String) {
        let stray = source.stray();
        let first = stray.get(stray.partition_point(|&(at, _)| at < culprit.start));
        if first.is_some_and(|&(at, _)| at < culprit.end) {
            return;
        }
        let known = self.numbers.iter().position(|(file, _)| file == source.name());
        let index = known.unwrap_or_else(|| {
            self.numbers.push((source.name().to_owned(), 0));
            self.numbers.len() - 1
        });
        let Some((file, number)) = self.numbers.get_mut(index) else { return };
        *number += 1;
        if *number <= Self::MOST {
            let (place, excerpt) = (source.place(culprit.start), Excerpt::new(source, culprit));
            self.kept.push(Problem { file: file.clone(), place, message, excerpt });
        }
    }

    /// Returns the problems of one file if it has any, or else all problems. The problems of other files may follow from
    /// those of the first.
    #[must_use]
    pub fn first_of(mut self, file: &str) -> Self {
        if self.numbers.iter().any(|(other, _)| other == file) {
            self.numbers.retain(|(other, _)| other == file);
            self.kept.retain(|problem| problem.file == file);
        }
        self
    }

    /// Sorts by file and place. The list is short, so this sort is chosen for its compile time.
    pub fn sort(&mut self) {
        for problem in std::mem::take(&mut self.kept) {
            let place = (&problem.file, problem.place);
            let at = self.kept.partition_point(|other| (&other.file, other.place) <= place);
            self.kept.insert(at, problem);
        }
    }

    /// Returns `true` if the list is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// The number of problems, kept or not.
    #[must_use]
    pub fn len(&self) -> usize {
        self.numbers.iter().map(|(_, number)| number).sum()
    }

    /// Iterates over the problems that are kept.
    pub fn iter(&self) -> std::slice::Iter<'_, Problem> {
        self.kept.iter()
    }

    /// A text for each file with more problems than are kept.
    pub fn unkept(&self) -> impl Iterator<Item = String> + '_ {
        let more = |(file, number): &(String, usize)| {
            let more = number.checked_sub(Self::MOST).filter(|&more| more > 0)?;
            Some(format!("{}: {}", escape(file), count(more, "more problem")))
        };
        self.numbers.iter().filter_map(more)
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
            fmt::Display::fmt(problem, f)?;
        }
        self.unkept().try_for_each(|more| write!(f, "\n{more}"))
    }
}

impl std::error::Error for Problems {}
