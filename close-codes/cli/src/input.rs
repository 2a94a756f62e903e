//! The input files of the command.

use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use close_codes_registry::check::headings;
use close_codes_registry::check::table::{self, Allowed};
use close_codes_registry::{Problems, Registry, Source, Sources, Table, check, generated, read};

use crate::arguments::{Rule, Rules};
use crate::document::Document;
use crate::failure::Failure;
use crate::listing::{Listing, Row};
use crate::{files, output};

/// The argument for standard input.
pub(crate) const STDIN: &str = "-";

/// The text and the bytes of a file.
#[derive(Debug)]
pub(crate) struct Given {
    pub(crate) source: Source,
    pub(crate) bytes: Vec<u8>,
}

impl Given {
    pub(crate) fn new(name: &str, bytes: Vec<u8>) -> Self {
        Self { source: Source::new(name, &bytes), bytes }
    }

    /// Reads a table, or a file of the registry. Refuses a path that ends like a file in another form.
    pub(crate) fn csv(path: &Path) -> Result<Self, Failure> {
        read::refuse_form(&path.to_string_lossy())
            .map_or_else(|| Self::read(path), |message| Err(Failure::new(message)))
    }

    /// Reads a file, or standard input for `-`.
    pub(crate) fn read(path: &Path) -> Result<Self, Failure> {
        if path == Path::new(STDIN) {
            return Ok(Self::new("standard input", files::read_stdin()?));
        }
        Ok(Self::new(&path.to_string_lossy(), files::read_input(path)?))
    }
}

/// Reads several files. A file that cannot be read becomes a failure.
pub(crate) fn read_all(paths: &[PathBuf]) -> (Vec<Given>, Vec<Failure>) {
    let (mut all, mut failures) = (Vec::new(), Vec::new());
    for (index, path) in paths.iter().enumerate() {
        let is_again = path == Path::new(STDIN) && paths.iter().take(index).any(|other| other == path);
        let again = || Failure::new("standard input is given more than once: give `-` only once");
        match if is_again { Err(again()) } else { Given::csv(path) } {
            Ok(given) => all.push(given),
            Err(failure) => failures.push(failure),
        }
    }
    (all, failures)
}

/// The kind of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// IANA's registry.
    Iana,
    /// The project's ranges.
    Ranges,
    /// The project's properties of codes.
    Properties,
    /// The usual causes of codes.
    Causes,
    /// The project's translation into one language.
    Translation,
    /// An application's own codes.
    Table,
}

impl Kind {
    /// Finds the kind of a file. Any file that is not certainly a file of the registry is a table.
    ///
    /// A file of the project has exactly the columns of this file. IANA's file has IANA's columns, a row for the number 1000, and
    /// a range of unassigned codes. It has no row for a number from 4000 to 4999, which are never registered (RFC 6455, section
    /// 7.4.2).
    pub(crate) fn of(source: &Source) -> Self {
        let mut unreported = Problems::default();
        let Some(sheet) = read::open(source, &mut unreported) else { return Self::Table };
        let heading: Vec<_> = sheet.heading().iter().map(|cell| cell.text.clone()).collect();
        let is = |columns: &[&str]| {
            heading.len() == columns.len() && columns.iter().all(|column| heading.iter().any(|there| there == column))
        };
        if is(&headings::RANGES) {
            Self::Ranges
        } else if is(&headings::PROPERTIES) {
            Self::Properties
        } else if is(&headings::CAUSES) {
            Self::Causes
        } else if is(&headings::TRANSLATION) {
            Self::Translation
        } else if is(&headings::IANA) || is(&[&headings::IANA[..], &["Change Controller"]].concat()) {
            let rows = Listing::new(source).rows;
            let has = |codes: RangeInclusive<u16>| rows.iter().filter_map(Row::code).any(|code| codes.contains(&code));
            let has_unassigned = rows.iter().any(|row| row.code().is_none() && row.is_unassigned());
            if has(1000..=1000) && has_unassigned && !has(4000..=4999) { Self::Iana } else { Self::Table }
        } else {
            Self::Table
        }
    }

    /// Returns the name for messages.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Iana => "IANA's registry",
            Self::Ranges => "a file of ranges",
            Self::Properties => "a file of properties",
            Self::Causes => "a file of causes",
            Self::Translation => "a translation",
            Self::Table => "a table of private codes",
        }
    }
}

/// Returns the built-in registry.
pub(crate) fn built_in() -> Result<Registry, Failure> {
    Registry::embedded().map_err(|problems| Failure::new(format!("the built-in registry has problems:\n{problems}")))
}

/// Returns the files of the built-in registry, with another file of IANA.
pub(crate) fn with_iana(iana: Source) -> Sources {
    Sources { iana, ..Sources::embedded() }
}

impl Rules {
    pub(crate) fn of<'r>(&self, registry: &'r Registry) -> table::Rules<'r> {
        let allowed =
            Allowed { registered: self.registered == Rule::Allow, unassigned: self.unassigned == Rule::Allow };
        table::Rules { options: self.options, ..generated::rules(registry, allowed) }
    }
}

/// Reads a table or IANA's file into a document, or returns its problems.
pub(crate) fn document(
    source: &Source,
    rules: &Rules,
    registry: &Registry,
    language: usize,
) -> Result<Document, Problems> {
    if Kind::of(source) == Kind::Iana {
        let checked = check(&with_iana(source.clone()), &generated::REGISTRY);
        return checked.into_result().map(|registry| Document::of_registry(&registry, language));
    }
    let table: Table = table::check(source, rules.of(registry)).into_result()?;
    Ok(Document::of_table(source, &table, registry, language))
}

/// Reads the documents in which codes are looked up: the registry, then the tables.
///
/// Reports the problems of the tables. Returns `None` if there are problems.
pub(crate) fn documents(
    tables: &[PathBuf],
    rules: &Rules,
    registry: &Registry,
    language: usize,
) -> Result<Option<Vec<Document>>, Failure> {
    let mut documents = vec![Document::of_registry(registry, language)];
    let (tables, failures) = read_all(tables);
    let mut is_sound = true;
    for table in tables {
        match document(&table.source, rules, registry, language) {
            Ok(document) => documents.push(document),
            Err(problems) => {
                output::problems(&problems);
                is_sound = false;
            }
        }
    }
    Failure::all(failures, is_sound.then_some(documents))
}
