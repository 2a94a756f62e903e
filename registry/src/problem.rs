//! What is wrong with a file, and where.

use std::fmt;

use unicode_width::UnicodeWidthStr;

use crate::source::{Place, Source, Span};
use crate::text::{LINE_ENDS, count, escape, visible};

/// One thing that is wrong with a file, shown as `file:line:column: message`; in the alternate form (`{:#}`) with the line
/// of the file beneath it, and the culprit marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The name of the file.
    pub file: String,
    /// Where in the file the culprit begins.
    pub place: Place,
    /// What is wrong and what to do about it.
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

/// The line of a problem, as far as it can be shown, and what of it is to be marked, in columns of a terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Excerpt {
    line: String,
    indent: usize,
    width: usize,
}

impl Excerpt {
    fn new(source: &Source, span: Span) -> Self {
        // How many characters there are to be at most before the culprit, and from it on.
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

/// A model, and what is wrong with the files that it was read from.
#[derive(Clone, Debug)]
#[must_use]
pub struct Checked<T> {
    /// What could be read. It is sound if there are no problems. If there are, it serves to go on, so that they are not
    /// buried under errors that only follow from them.
    pub model: T,
    /// Every problem, as far as [`Problems`] keeps them.
    pub problems: Problems,
}

impl<T> Checked<T> {
    /// The model, if nothing is wrong.
    ///
    /// # Errors
    ///
    /// The problems, if there are any.
    pub fn into_result(self) -> Result<T, Problems> {
        if self.problems.is_empty() { Ok(self.model) } else { Err(self.problems) }
    }
}

/// The problems of a set of files, shown a line each; in the alternate form (`{:#}`) each with the line of its file.
///
/// A file that is not what it should be can have any number of them; of each file the first hundred are kept, and the
/// others counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems {
    kept: Vec<Problem>,
    /// How many there are of each file.
    numbers: Vec<(String, usize)>,
}

impl Problems {
    /// At most as many problems of a file are kept.
    const MOST: usize = 100;

    /// Adds a problem with what stands at a place of the source's text; but not if there are bytes in it that are not UTF-8:
    /// those are a problem of their own, and may be the cause of this one.
    pub fn report(&mut self, source: &Source, culprit: impl Into<Span>, message: impl Into<String>) {
        self.add(source, culprit.into(), message.into());
    }

    fn add(&mut self, source: &Source, culprit: Span, message: String) {
        let stray = source.not_utf8();
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

    /// The problems of one file alone, if it has any; or else all. For when those of the others may only follow from them.
    #[must_use]
    pub fn first_of(mut self, file: &str) -> Self {
        if self.numbers.iter().any(|(other, _)| other == file) {
            self.numbers.retain(|(other, _)| other == file);
            self.kept.retain(|problem| problem.file == file);
        }
        self
    }

    /// Sorts by file and place. There are few, so this takes the sort that is the quickest to compile.
    pub fn sort(&mut self) {
        for problem in std::mem::take(&mut self.kept) {
            let place = (&problem.file, problem.place);
            let at = self.kept.partition_point(|other| (&other.file, other.place) <= place);
            self.kept.insert(at, problem);
        }
    }

    /// Whether nothing has been found wrong.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// How many problems there are, kept or not.
    #[must_use]
    pub fn len(&self) -> usize {
        self.numbers.iter().map(|(_, number)| number).sum()
    }

    /// The problems that are kept, one by one.
    pub fn iter(&self) -> std::slice::Iter<'_, Problem> {
        self.kept.iter()
    }

    /// Says of each file how many problems of it are not kept, if so.
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
