//! Finds the columns of a table.

use crate::name::Reserved;
use crate::problem::Problems;
use crate::read::{Cell, show_headings};
use crate::source::Source;
use crate::table::{Column, Kind};
use crate::text::{escape, join, quote};

// The headings of the columns without a type: ours, and IANA's.
const CODE: [&str; 2] = ["code", "Status Code"];
const NAME: [&str; 2] = ["name", "Meaning"];
const VARIANT: [&str; 1] = ["variant"];
const DESCRIPTION: [&str; 1] = ["description"];
const REFERENCE: [&str; 2] = ["reference", "Reference"];

/// The position of each column.
pub(super) struct Heading {
    pub(super) code: usize,
    pub(super) name: usize,
    pub(super) variant: Option<usize>,
    pub(super) description: Option<usize>,
    pub(super) reference: Option<usize>,
    pub(super) typed: Vec<Typed>,
    /// The columns without a heading.
    pub(super) nameless: Vec<usize>,
}

/// A typed column and its position.
pub(super) struct Typed {
    pub(super) at: usize,
    pub(super) column: Column,
}

/// Finds the columns. Reports missing, duplicate and misspelt headings. A misspelt heading counts as the one that is meant.
/// Returns `None` if the column of the codes or of the names is missing.
///
/// Other columns are ignored: a table may contain notes.
pub(super) fn find(source: &Source, cells: &[Cell], reserved: &Reserved, problems: &mut Problems) -> Option<Heading> {
    if let [only] = cells {
        if let Some(at) = only.text.find(&[';', '\t', '|'][..]) {
            let separator = escape(only.text.get(at..=at).unwrap_or_default());
            let message = format!("the cells are separated by `{separator}`: save the file with commas");
            problems.report(source, only.span, message);
            return None;
        }
    }
    let mut search = Search { source, cells, problems, claimed: vec![false; cells.len()] };
    let (mut code, mut name) = (search.field(&CODE), search.field(&NAME));
    let (mut variant, mut description) = (search.field(&VARIANT), search.field(&DESCRIPTION));
    let mut reference = search.field(&REFERENCE);
    let typed = search.typed(reserved);
    // Only a missing column can be misspelt.
    search.misspelt(&mut code, &CODE);
    search.misspelt(&mut name, &NAME);
    search.misspelt(&mut variant, &VARIANT);
    search.misspelt(&mut description, &DESCRIPTION);
    search.misspelt(&mut reference, &REFERENCE);
    let missing = match (code, name) {
        (None, None) => "`code`, `name`",
        (None, Some(_)) => "`code`",
        (Some(_), None) => "`name`",
        (Some(_), Some(_)) => "",
    };
    if !missing.is_empty() {
        let there = show_headings(cells);
        problems.report(source, 0, format!("the heading lacks {missing}: rename or add columns (it has {there})"));
    }
    let mut nameless = Vec::new();
    for (at, cell) in cells.iter().enumerate() {
        if cell.text.is_empty() {
            nameless.push(at);
        }
    }
    Some(Heading { code: code?, name: name?, variant, description, reference, typed, nameless })
}

struct Search<'a> {
    source: &'a Source,
    cells: &'a [Cell],
    problems: &'a mut Problems,
    /// `true` for each column that has been found.
    claimed: Vec<bool>,
}

impl Search<'_> {
    /// Finds the first column with one of these headings. Reports all others.
    fn field(&mut self, labels: &[&str]) -> Option<usize> {
        let mut first: Option<(usize, &Cell)> = None;
        for ((at, cell), claimed) in self.cells.iter().enumerate().zip(&mut self.claimed) {
            if !labels.contains(&cell.text.as_str()) {
                continue;
            }
            *claimed = true;
            let Some((_, first)) = first else {
                first = Some((at, cell));
                continue;
            };
            let (again, first) = (quote(&cell.text), quote(&first.text));
            let fault = if again == first {
                format!("the column {again} appears twice")
            } else {
                format!("the columns {first} and {again} mean the same")
            };
            self.problems.report(self.source, cell.span, format!("{fault}: remove one"));
        }
        first.map(|(at, _)| at)
    }

    /// Finds the columns with a colon in their heading. Reports names and types that are not valid.
    fn typed(&mut self, reserved: &Reserved) -> Vec<Typed> {
        let mut typed: Vec<Typed> = Vec::new();
        for ((at, cell), claimed) in self.cells.iter().enumerate().zip(&mut self.claimed) {
            let Some((name, kind)) = cell.text.split_once(':') else { continue };
            *claimed = true;
            let (name, kind) = (name.trim(), kind.trim());
            let taken = typed.iter().find(|other| are_alike(&other.column.name, name));
            let fault = reserved
                .method_fault(name)
                .or_else(|| taken.map(|other| format!("clashes with the methods of `{}`", other.column.name)));
            if let Some(fault) = &fault {
                let message = format!("the column name {} {fault}: rename it", quote(name));
                self.problems.report(self.source, cell.span, message);
            }
            let known = Kind::ALL.into_iter().find(|other| other.name() == kind);
            let found = known.or_else(|| {
                let (near, message) = nearest_kind(name, kind);
                self.problems.report(self.source, cell.span, message);
                near
            });
            if let (Some(kind), None) = (found, fault) {
                typed.push(Typed { at, column: Column { name: name.to_owned(), kind, description: String::new() } });
            }
        }
        typed
    }

    /// Finds and reports a column with a heading similar to these, unless one has been `found`.
    fn misspelt(&mut self, found: &mut Option<usize>, labels: &[&str]) {
        if found.is_some() {
            return;
        }
        for ((at, cell), claimed) in self.cells.iter().enumerate().zip(&mut self.claimed) {
            if *claimed {
                continue;
            }
            if let Some(label) = nearest(&cell.text, labels) {
                let message = format!("the column {} is unknown: write `{label}`", quote(&cell.text));
                self.problems.report(self.source, cell.span, message);
                *claimed = true;
                *found = Some(at);
                return;
            }
        }
    }
}

/// The type that was probably meant by `kind`, and the message.
fn nearest_kind(name: &str, kind: &str) -> (Option<Kind>, String) {
    let option = kind.strip_prefix("Option<").and_then(|kind| kind.strip_suffix('>'));
    let inside = option.unwrap_or(kind).to_lowercase();
    let other = OTHER_KINDS.iter().find(|(other, _)| *other == inside).map(|&(_, kind)| kind);
    let near = other.or_else(|| Kind::ALL.into_iter().find(|kind| is_near(&inside, kind.name())));
    let cure = match near {
        Some(near) if option.is_some() => format!("write `{name}:{}`, whose cells may be empty", near.name()),
        Some(near) => format!("write `{name}:{}`", near.name()),
        None => format!("use one of {}", join(Kind::ALL.map(|kind| quote(kind.name())), ", ")),
    };
    (near, format!("{} is not a column type: {cure}", quote(kind)))
}

/// Types of Rust and of other languages, with the column types for their values.
const OTHER_KINDS: [(&str, Kind); 17] = [
    ("boolean", Kind::Bool),
    ("integer", Kind::I64),
    ("character", Kind::Char),
    ("string", Kind::Str),
    ("i8", Kind::I64),
    ("i16", Kind::I64),
    ("i32", Kind::I64),
    ("isize", Kind::I64),
    ("u64", Kind::I64),
    ("usize", Kind::U32),
    ("int", Kind::I64),
    ("f32", Kind::F64),
    ("float", Kind::F64),
    ("double", Kind::F64),
    ("&str", Kind::Str),
    ("&'static str", Kind::Str),
    ("text", Kind::Str),
];

/// Returns `true` if the methods of two columns have the same name: `retry` has the methods `retry` and `retry_of`.
fn are_alike(one: &str, other: &str) -> bool {
    let of = |name: &str, base: &str| name.strip_suffix("_of") == Some(base);
    one == other || of(one, other) || of(other, one)
}

/// The word that was probably meant by `text`: in other case, shorter or longer, with one letter missing, wrong or
/// added, or with two letters in the wrong order.
fn nearest<'w>(text: &str, words: &[&'w str]) -> Option<&'w str> {
    words.iter().copied().find(|word| is_near(text, word))
}

fn is_near(text: &str, word: &str) -> bool {
    // The shortest abbreviation, and the most additional letters.
    const SHORTEST: usize = 3;
    const MORE: usize = 2;
    let (text, word) = (text.to_lowercase(), word.to_lowercase());
    let abbreviates = |short: &str, long: &str| short.len() >= SHORTEST && long.starts_with(short);
    let is_too_long = text.len() <= word.len() + MORE && abbreviates(&word, &text);
    abbreviates(&text, &word) || is_too_long || is_mistyped(&text, &word)
}

/// Returns `true` if at most one letter differs, or if two letters are swapped.
fn is_mistyped(text: &str, word: &str) -> bool {
    let (mut text, mut word): (Vec<_>, Vec<_>) = (text.chars().collect(), word.chars().collect());
    // Removes what is equal at the end, and then what is equal at the beginning.
    for _ in 0..2 {
        while text.last().is_some_and(|last| word.last() == Some(last)) {
            text.pop();
            word.pop();
        }
        text.reverse();
        word.reverse();
    }
    let swapped = text.len() == 2 && text.iter().rev().eq(word.iter());
    swapped || text.len().max(word.len()) <= 1
}
