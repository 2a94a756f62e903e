//! Which column of a table is which.

use crate::name::Reserved;
use crate::problem::Problems;
use crate::read::{Cell, show_headings};
use crate::source::Source;
use crate::table::{Column, Kind};
use crate::text::quote;

/// What a column that is not typed says, by its heading and by IANA's heading for the same.
const CODE: [&str; 2] = ["code", "Status Code"];
const NAME: [&str; 2] = ["name", "Meaning"];
const VARIANT: [&str; 1] = ["variant"];
const DESCRIPTION: [&str; 1] = ["description"];
const REFERENCE: [&str; 2] = ["reference", "Reference"];

/// Where each column stands.
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

/// A typed column, and where it stands.
pub(super) struct Typed {
    pub(super) at: usize,
    pub(super) column: Column,
}

/// Finds the columns; reports each that is missing, there twice or misspelt. A misspelt column is taken for what it was to
/// be. Gives nothing if the column of the codes or of the names is missing.
///
/// Other columns are passed over: a table may hold more than is asked for here.
pub(super) fn find(source: &Source, cells: &[Cell], reserved: &Reserved, problems: &mut Problems) -> Option<Heading> {
    if let [only] = cells {
        if let Some(separator) = only.text.chars().find(|character| matches!(character, ';' | '\t' | '|')) {
            let separator = separator.escape_debug();
            let message =
                format!("the heading has no comma, but `{separator}`: save the file with commas between the cells");
            problems.report(source, only.span, message);
            return None;
        }
    }
    let mut search = Search { source, cells, problems, claimed: vec![false; cells.len()] };
    let [code, name] = [search.field(&CODE), search.field(&NAME)];
    let [variant, description, reference] =
        [search.field(&VARIANT), search.field(&DESCRIPTION), search.field(&REFERENCE)];
    let typed = search.typed(reserved);
    // Only what has not been found as it should be written can have been misspelt.
    let [code, name] = [(code, &CODE), (name, &NAME)].map(|(found, labels)| found.or_else(|| search.misspelt(labels)));
    let variant = variant.or_else(|| search.misspelt(&VARIANT));
    let description = description.or_else(|| search.misspelt(&DESCRIPTION));
    let reference = reference.or_else(|| search.misspelt(&REFERENCE));
    let missing = [(code, "`code`"), (name, "`name`")].into_iter().filter(|(found, _)| found.is_none());
    let missing: Vec<_> = missing.map(|(_, label)| label).collect();
    if !missing.is_empty() {
        let there = show_headings(cells);
        problems.report(source, 0, format!("the heading lacks {}: it has {there}", missing.join(", ")));
    }
    let is_nameless = |&(_, cell): &(usize, &Cell)| cell.text.is_empty();
    let nameless = cells.iter().enumerate().filter(is_nameless).map(|(at, _)| at).collect();
    Some(Heading { code: code?, name: name?, variant, description, reference, typed, nameless })
}

struct Search<'a> {
    source: &'a Source,
    cells: &'a [Cell],
    problems: &'a mut Problems,
    /// For each column, whether it is known what it says.
    claimed: Vec<bool>,
}

impl Search<'_> {
    /// The first column with one of these headings. Reports each other one.
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
            let what = if again == first { "is there twice".to_owned() } else { format!("says the same as {first}") };
            self.problems.report(self.source, cell.span, format!("the column {again} {what}: remove one"));
        }
        first.map(|(at, _)| at)
    }

    /// The columns whose heading has a colon, with a name that can be had and a type that there is.
    fn typed(&mut self, reserved: &Reserved) -> Vec<Typed> {
        let mut typed: Vec<Typed> = Vec::new();
        for ((at, cell), claimed) in self.cells.iter().enumerate().zip(&mut self.claimed) {
            let Some((name, kind)) = cell.text.split_once(':') else { continue };
            *claimed = true;
            let (name, kind) = (name.trim(), kind.trim());
            let taken = typed.iter().find(|other| are_alike(&other.column.name, name));
            let fault = reserved
                .method_fault(name)
                .or_else(|| taken.map(|other| format!("its methods clash with those of `{}`", other.column.name)));
            if let Some(fault) = &fault {
                let message = format!("the column {} does not make a method: {fault}; rename it", quote(&cell.text));
                self.problems.report(self.source, cell.span, message);
            }
            let known = Kind::ALL.into_iter().find(|other| other.name() == kind);
            let found = known.or_else(|| {
                let (near, message) = nearest_kind(name, kind);
                self.problems.report(self.source, cell.span, message);
                near
            });
            if let (Some(kind), None) = (found, fault) {
                typed.push(Typed { at, column: Column { name: name.to_owned(), kind } });
            }
        }
        typed
    }

    /// The column whose heading is nearly one of these, which have not been found.
    fn misspelt(&mut self, labels: &[&str]) -> Option<usize> {
        let is = |cell: &Cell| nearest(&cell.text, labels).is_some();
        let at = self.cells.iter().zip(&self.claimed).position(|(cell, &claimed)| !claimed && is(cell))?;
        let cell = self.cells.get(at)?;
        let label = nearest(&cell.text, labels)?;
        self.problems.report(
            self.source,
            cell.span,
            format!("the column {} is not known: write `{label}`", quote(&cell.text)),
        );
        *self.claimed.get_mut(at)? = true;
        Some(at)
    }
}

/// The type that somebody who wrote `kind` is likely to have meant, and what to tell them.
fn nearest_kind(name: &str, kind: &str) -> (Option<Kind>, String) {
    let names = Kind::ALL.map(Kind::name);
    let option = kind.strip_suffix('>').and_then(|kind| kind.split_once('<')).filter(|(option, _)| *option == "Option");
    let inside = option.map_or(kind, |(_, inside)| inside).to_lowercase();
    let other = OTHER_KINDS.iter().find(|(other, _)| *other == inside).map(|&(_, kind)| kind);
    let mistyped = || nearest(&inside, &names).and_then(|near| Kind::ALL.into_iter().find(|kind| kind.name() == near));
    let near = other.or_else(mistyped);
    let hint = near.map(|near| format!("write `{name}:{}`; ", near.name())).unwrap_or_default();
    let option = if option.is_some() { "a cell may be empty without that; " } else { "" };
    let message = format!("{} is not a column type: {option}{hint}the types are {}", quote(kind), names.join(", "));
    (near, message)
}

/// Types of Rust, and of other languages, and what can hold their values.
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

/// Whether one of two names is that of a method of the other: `retry` has the methods `retry` and `retry_of`.
fn are_alike(one: &str, other: &str) -> bool {
    let of = |name: &str, base: &str| name.strip_suffix("_of") == Some(base);
    one == other || of(one, other) || of(other, one)
}

/// The word that somebody who wrote `text` is likely to have meant: the same in capitals, or cut short, or longer, or with a
/// letter missing, wrong or too many, or with two letters in the wrong order.
fn nearest<'w>(text: &str, words: &[&'w str]) -> Option<&'w str> {
    /// An abbreviation has at least as many letters, and what is too long at most so many more.
    const SHORTEST: usize = 3;
    const MORE: usize = 2;
    let text = text.to_lowercase();
    let is_near = |word: &&str| {
        let word = word.to_lowercase();
        let abbreviates = |short: &str, long: &str| short.len() >= SHORTEST && long.starts_with(short);
        let is_too_long = text.len() <= word.len() + MORE && abbreviates(&word, &text);
        abbreviates(&text, &word) || is_too_long || is_mistyped(&text, &word)
    };
    words.iter().copied().find(is_near)
}

/// Whether at most one letter differs, or two that have changed places.
fn is_mistyped(text: &str, word: &str) -> bool {
    let (mut text, mut word): (Vec<_>, Vec<_>) = (text.chars().collect(), word.chars().collect());
    // What is the same at the end, and then at the beginning, is of no interest.
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
