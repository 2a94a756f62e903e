//! The input files of the command.

use std::path::Path;

use close_codes_registry::check::table::{self, Registered};
use close_codes_registry::{Problems, Registry, Source, Sources, Table, check, generated, read};

use crate::arguments::{self, Rules};
use crate::document::Document;
use crate::failure::Failure;
use crate::files;

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

    /// Reads a file, or standard input for `-`.
    pub(crate) fn read(path: &str) -> Result<Self, Failure> {
        if path == "-" {
            return Ok(Self::new("standard input", files::read_stdin()?));
        }
        Ok(Self::new(path, files::read(Path::new(path))?))
    }
}

/// Reads several files. A file that cannot be read becomes a failure.
pub(crate) fn read_all(paths: &[String]) -> (Vec<Given>, Vec<Failure>) {
    let (mut all, mut failures) = (Vec::new(), Vec::new());
    for (index, path) in paths.iter().enumerate() {
        let is_again = path == "-" && paths.iter().take(index).any(|other| other == "-");
        let again = || Failure::new("standard input is given more than once: give `-` only once");
        match if is_again { Err(again()) } else { Given::read(path) } {
            Ok(given) => all.push(given),
            Err(failure) => failures.push(failure),
        }
    }
    (all, failures)
}

/// The kind of a file, found by its heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// IANA's registry.
    Iana,
    /// The project's ranges.
    Ranges,
    /// The project's properties of codes.
    Properties,
    /// The project's translation into one language.
    Translation,
    /// An application's own codes.
    Table,
}

impl Kind {
    /// Finds the kind by columns that no other kind has. A file without such columns is a table, perhaps with problems.
    pub(crate) fn of(source: &Source) -> Self {
        let sheet = read::open(source, &mut Problems::default());
        let heading = sheet.as_ref().map(read::Sheet::heading).unwrap_or_default();
        let has = |name: &str| heading.iter().any(|cell| cell.text == name);
        if has("code") {
            Self::Table
        } else if has("On The Wire") {
            Self::Ranges
        } else if has("Sender") || has("Reconnect") {
            Self::Properties
        } else if has("Item") {
            Self::Translation
        } else if has("Contact") || has("Change Controller") {
            Self::Iana
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
    pub(crate) const fn of<'r>(&self, registry: &'r Registry) -> table::Rules<'r> {
        let registered = match self.registered {
            arguments::Registered::Refuse => Registered::Refuse,
            arguments::Registered::Allow => Registered::Allow,
        };
        table::Rules { to_allow: "--registered allow", ..generated::rules(registry, registered) }
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
