//! Finds the columns of a table.

use crate::name::{Reserved, key};
use crate::problem::Problems;
use crate::read::{Cell, report_lacking};
use crate::source::Source;
use crate::table::{Column, Kind};
use crate::text::{join, on_one_line, quote};

// The headings of the columns without a type: ours, and IANA's. Uppercase and lowercase letters are the same.
const CODE: &[&str] = &["code", "Status Code"];
const NAME: &[&str] = &["name"];
const MEANING: &[&str] = &["Meaning"];
const VARIANT: &[&str] = &["variant"];
const KEY: &[&str] = &["key"];
const DESCRIPTION: &[&str] = &["description"];
const REFERENCE: &[&str] = &["reference"];

/// The columns without a type, in the order of their positions in [`Heading::find`].
const FIELDS: [&[&str]; 7] = [CODE, NAME, MEANING, VARIANT, KEY, DESCRIPTION, REFERENCE];

// Other words for the required columns, without spaces and in lowercase.
const LIKE_CODE: &[&str] =
    &["closecode", "errorcode", "reasoncode", "codenumber", "closestatus", "closingcode", "value", "number", "id"];
const LIKE_NAME: &[&str] = &["message", "label", "title", "reason", "text", "codename", "shortname", "errorname"];

/// The position of each column.
#[derive(Debug)]
pub struct Heading {
    /// The numbers of the codes.
    pub code: usize,
    /// The names.
    pub name: usize,
    /// The variants.
    pub variant: Option<usize>,
    /// The keys.
    pub key: Option<usize>,
    /// The descriptions.
    pub description: Option<usize>,
    /// The references.
    pub reference: Option<usize>,
    /// The columns with a type.
    pub typed: Vec<Typed>,
    /// The columns without a heading.
    pub nameless: Vec<usize>,
}

/// A typed column and its position.
#[derive(Debug)]
pub struct Typed {
    /// The position.
    pub at: usize,
    /// The column.
    pub column: Column,
}

impl Heading {
    /// Finds the columns. Reports missing, duplicate and misspelt headings. A misspelt heading counts as the one that is
    /// meant. Returns `None` if the column of the codes or of the names is missing.
    ///
    /// Other columns are ignored: a table may contain notes. `reserved` has the names that a column cannot have.
    pub fn find(source: &Source, cells: &[Cell], reserved: &Reserved, problems: &mut Problems) -> Option<Self> {
        if let Some(first) = cells.first().filter(|first| is_markdown(&first.text, cells.len())) {
            let message = "the cells are separated by `|`, as in Markdown: convert the table with `close-codes import`";
            problems.report(source, first.span, message);
            return None;
        }
        let mut search = Search { source, cells, problems, claimed: vec![false; cells.len()] };
        let mut found = FIELDS.map(|labels| search.field(labels));
        let typed = search.typed(reserved, &mut found);
        let [mut code, mut name, meaning, mut variant, mut key, mut description, mut reference] = found;
        match name {
            None => name = meaning,
            Some(_) => description = description.or(meaning),
        }
        // Only a missing column can be misspelt.
        search.misspelt(&mut code, CODE);
        search.misspelt(&mut name, NAME);
        search.misspelt(&mut name, MEANING);
        search.misspelt(&mut variant, VARIANT);
        search.misspelt(&mut key, KEY);
        search.misspelt(&mut description, DESCRIPTION);
        search.misspelt(&mut reference, REFERENCE);
        search.similar(&mut code, "code", LIKE_CODE);
        search.similar(&mut name, "name", LIKE_NAME);
        let missing = match (code, name) {
            (None, None) => "`code`, `name`",
            (None, Some(_)) => "`code`",
            (Some(_), None) => "`name`",
            (Some(_), Some(_)) => "",
        };
        if !missing.is_empty() {
            report_lacking(source, cells, missing, problems);
        }
        let mut nameless = Vec::new();
        for (at, cell) in cells.iter().enumerate() {
            if cell.text.is_empty() {
                nameless.push(at);
            }
        }
        Some(Self { code: code?, name: name?, variant, key, description, reference, typed, nameless })
    }
}

/// Returns `true` if a heading that begins with this cell is a line of Markdown.
fn is_markdown(first: &str, cells: usize) -> bool {
    first.starts_with('|') || (cells == 1 && first.contains('|'))
}

/// Returns the label that is this text, in uppercase or lowercase.
fn label_of(text: &str, labels: &[&'static str]) -> Option<&'static str> {
    labels.iter().copied().find(|label| label.eq_ignore_ascii_case(text))
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
    fn field(&mut self, labels: &[&'static str]) -> Option<usize> {
        let mut first: Option<(usize, &Cell)> = None;
        for ((at, cell), claimed) in self.cells.iter().enumerate().zip(&mut self.claimed) {
            if label_of(&cell.text, labels).is_none() {
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
    ///
    /// A column of `fields` cannot have a type. It counts as found.
    fn typed(&mut self, reserved: &Reserved, fields: &mut [Option<usize>; FIELDS.len()]) -> Vec<Typed> {
        let mut typed: Vec<Typed> = Vec::new();
        for ((at, cell), claimed) in self.cells.iter().enumerate().zip(&mut self.claimed) {
            let Some((name, rest)) = cell.text.split_once(':') else { continue };
            let (kind, description) = rest.split_once(':').unwrap_or((rest, ""));
            *claimed = true;
            let (name, kind) = (name.trim(), kind.trim());
            let field =
                FIELDS.iter().zip(&mut *fields).find_map(|(labels, found)| Some((label_of(name, labels)?, found)));
            if let Some((label, found)) = field {
                let message = format!("the column {} cannot have a type: write `{label}`", quote(name));
                self.problems.report(self.source, cell.span, message);
                found.get_or_insert(at);
                continue;
            }
            let fault_of = |name: &str| column_fault(name, &typed, reserved);
            let fault = fault_of(name);
            let proposal = Some(key(name)).filter(|proposal| fault.is_some() && fault_of(proposal).is_none());
            let meant = proposal.as_deref().unwrap_or(name);
            let known = Kind::ALL.into_iter().find(|other| other.name().eq_ignore_ascii_case(kind));
            let found = known.or_else(|| {
                let (near, message) = nearest_kind(meant, kind);
                self.problems.report(self.source, cell.span, message);
                near
            });
            if let Some(fault) = &fault {
                let cure = match (&proposal, found) {
                    (None, _) => "rename it".to_owned(),
                    (Some(name), None) => format!("rename it to `{name}`"),
                    (Some(name), Some(kind)) => format!("write `{name}:{}`", kind.name()),
                };
                let message = format!("the column name {} {fault}: {cure}", quote(name));
                self.problems.report(self.source, cell.span, message);
            }
            if let (Some(kind), true) = (found, fault.is_none() || proposal.is_some()) {
                let column = Column { name: meant.to_owned(), kind, description: on_one_line(description) };
                typed.push(Typed { at, column });
            }
        }
        typed
    }

    /// Finds and reports a column with a heading similar to these, unless one has been `found`.
    fn misspelt(&mut self, found: &mut Option<usize>, labels: &[&'static str]) {
        self.unknown(found, |text| nearest(text, labels));
    }

    /// Finds and reports a column with one of these `words` as its heading, unless one has been `found`.
    fn similar(&mut self, found: &mut Option<usize>, label: &'static str, words: &[&str]) {
        self.unknown(found, |text| {
            let mut word = text.to_lowercase();
            word.retain(char::is_alphanumeric);
            words.contains(&word.as_str()).then_some(label)
        });
    }

    /// Finds and reports the first column for which `meant` returns a heading, unless one has been `found`.
    fn unknown(&mut self, found: &mut Option<usize>, meant: impl Fn(&str) -> Option<&'static str>) {
        if found.is_some() {
            return;
        }
        for ((at, cell), claimed) in self.cells.iter().enumerate().zip(&mut self.claimed) {
            if *claimed {
                continue;
            }
            if let Some(label) = meant(&cell.text) {
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
    let fault = if kind.is_empty() {
        format!("the column {} has a colon, but no type", quote(name))
    } else {
        format!("{} is not a column type", quote(kind))
    };
    (near, format!("{fault}: {cure}"))
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

/// Returns the fault in the name of a typed column, as a predicate: `is a keyword`. `others` are the typed columns before it.
#[must_use]
pub fn column_fault(name: &str, others: &[Typed], reserved: &Reserved) -> Option<String> {
    if FIELDS.iter().any(|labels| label_of(name, labels).is_some()) {
        return Some("is the heading of a column without a type".to_owned());
    }
    let other = || others.iter().find(|other| are_alike(&other.column.name, name));
    let clash = |other: &Typed| format!("clashes with the methods of `{}`", other.column.name);
    reserved.method_fault(name).or_else(|| other().map(clash))
}

/// Returns `true` if the methods of two columns have the same name: `retry` has the methods `retry` and `retry_of`.
fn are_alike(one: &str, other: &str) -> bool {
    let of = |name: &str, base: &str| name.strip_suffix("_of") == Some(base);
    one == other || of(one, other) || of(other, one)
}

/// The word that was probably meant by `text`: in other case, shorter or longer, with one letter missing, wrong or
/// added, or with two letters in the wrong order.
fn nearest(text: &str, words: &[&'static str]) -> Option<&'static str> {
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
