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
use crate::name::Reserved;
use crate::problem::{Checked, Problems};
use crate::source::Sources;

/// Reads and checks all files and joins them. The problems are sorted by file and place.
///
/// `reserved` are the names that no variant of a code, range or language may have.
pub fn check(sources: &Sources, reserved: &Reserved) -> Checked<Registry> {
    let mut problems = Problems::default();
    let assignments = iana::check(&sources.iana, &mut problems);
    let numbers = assignments.rows.iter().map(|assignment| assignment.number).collect();
    let mut variants = Variants::without(*reserved);
    let bands = ranges::check(&sources.ranges, &mut variants, &mut problems);
    let ranges = bands.rows.iter().map(|band| band.codes.clone()).collect();
    let known = Known {
        registry: sources.iana.name(),
        codes: assignments.complete.then_some(numbers),
        ranges: bands.complete.then_some(ranges),
    };
    let properties = properties::check(&sources.properties, &known, &mut problems);
    let mut languages = Variants::without(*reserved);
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
    Checked { model: Registry { codes, ranges, languages, missing }, problems }
}
