//! From rows to a [`Registry`], or to every problem at once.
//!
//! Each file has a module that checks what the file alone can tell. [`check`] brings them together.

pub mod cell;
mod claims;
mod codes;
mod iana;
mod known;
mod properties;
mod ranges;
pub mod table;
mod translations;

use self::claims::Variants;
use self::codes::Parts;
use self::known::Known;
use crate::model::Registry;
use crate::problem::Problems;
use crate::source::Sources;

impl Registry {
    /// The registry in this crate's `data/`.
    ///
    /// # Errors
    ///
    /// Every problem of those files; there is none in a released version.
    pub fn embedded() -> Result<Self, Problems> {
        check(&Sources::embedded())
    }
}

/// Reads and checks all files and joins them.
///
/// # Errors
///
/// Every problem of every file, as far as [`Problems`] keeps them, sorted by file and place.
pub fn check(sources: &Sources) -> Result<Registry, Problems> {
    let (registry, problems) = examine(sources);
    if problems.is_empty() { Ok(registry) } else { Err(problems) }
}

/// As [`check`]; but what could be read is given even if there are problems.
///
/// With this a macro can report them and go on, so that they are not buried under errors that only follow from them.
#[must_use]
pub fn examine(sources: &Sources) -> (Registry, Problems) {
    let mut problems = Problems::default();
    let assignments = iana::check(&sources.iana, &mut problems);
    let numbers = assignments.rows.iter().map(|assignment| assignment.number).collect();
    let mut variants = Variants::without(&["Unregistered", "ALL", "EACH", "REGISTERED"]);
    let bands = ranges::check(&sources.ranges, &mut variants, &mut problems);
    let ranges = bands.rows.iter().map(|band| band.codes.clone()).collect();
    let known = Known {
        registry: sources.iana.name(),
        codes: assignments.complete.then_some(numbers),
        ranges: bands.complete.then_some(ranges),
    };
    let properties = properties::check(&sources.properties, &known, &mut problems);
    let mut languages = Variants::without(&["ALL", "EACH"]);
    let translations: Vec<_> = sources
        .translations
        .iter()
        .filter_map(|source| translations::check(source, &known, &mut languages, &mut problems))
        .collect();

    let mut missing = Vec::new();
    // Ranges with a problem would make more of them: codes that are in none.
    let sound_bands = if bands.complete { &*bands.rows } else { &[] };
    let parts = Parts { sources, bands: sound_bands, properties: &properties, translations: &translations };
    let codes = codes::join(&parts, assignments.rows, variants, &mut missing, &mut problems);
    let ranges = ranges::join(&bands.rows, &translations, &mut missing);
    let languages = translations.into_iter().map(|file| file.language).collect();
    problems.sort();
    (Registry { codes, ranges, languages, missing }, problems)
}
