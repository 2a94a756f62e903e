//! Checks the files of the registry: from rows to a [`Registry`], or to all problems at once.
//!
//! Each file has a module that checks this file alone. [`check`] joins them.

mod causes;
pub mod cell;
mod claims;
mod codes;
mod iana;
mod known;
mod properties;
mod ranges;
pub mod table;
mod translations;

/// The columns of each file of the registry, in any order.
pub mod headings {
    /// The columns of IANA's file that are used.
    pub const IANA: [&str; 4] = ["Status Code", "Meaning", "Contact", "Reference"];
    /// The columns of the project's ranges.
    pub const RANGES: [&str; 3] = ["Status Code", "Variant", "On The Wire"];
    /// The columns of the project's properties.
    pub const PROPERTIES: [&str; 5] = ["Status Code", "Variant", "Sender", "Reconnect", "HTTP Status"];
    /// The columns of the project's causes.
    pub const CAUSES: [&str; 3] = ["Status Code", "Cause", "Reference"];
    /// The columns of a translation.
    pub const TRANSLATION: [&str; 3] = ["Item", "Name", "Description"];
}

use self::claims::Variants;
use self::codes::Parts;
use self::known::KnownCodes;
use crate::model::Registry;
use crate::name::Reserved;
use crate::problem::{Checked, Problems};
use crate::source::Sources;

/// Reads, checks and joins all files. The problems are sorted by file and place.
///
/// The variants of codes, ranges and languages cannot have the `reserved` names.
pub fn check(sources: &Sources, reserved: &Reserved) -> Checked<Registry> {
    let mut problems = Problems::default();
    let assignments = iana::check(&sources.iana, &mut problems);
    let mut numbers = Vec::new();
    for assignment in &assignments.rows {
        numbers.push(assignment.number);
    }
    let mut variants = Variants::without(*reserved);
    let bands = ranges::check(&sources.ranges, &mut variants, &mut problems);
    let mut ranges = Vec::new();
    for band in &bands.rows {
        ranges.push(band.codes.clone());
    }
    let known = KnownCodes {
        registry: sources.iana.name(),
        codes: assignments.complete.then_some(numbers),
        ranges: bands.complete.then_some(ranges),
    };
    let properties = properties::check(&sources.properties, &known, &mut problems);
    let causes = causes::check(&sources.causes, &known, &mut problems);
    let mut languages = Variants::without(*reserved);
    let mut translations = Vec::new();
    for source in &sources.translations {
        translations.extend(translations::check(source, &known, &causes, &mut languages, &mut problems));
    }

    let mut missing = Vec::new();
    // Faulty ranges would cause further problems: codes outside all ranges.
    let sound_bands = if bands.complete { &*bands.rows } else { &[] };
    let parts =
        Parts { sources, bands: sound_bands, properties: &properties, causes: &causes, translations: &translations };
    let codes = codes::join(&parts, assignments.rows, variants, &mut missing, &mut problems);
    let ranges = ranges::join(&bands.rows, &translations, &mut missing);
    let mut languages = Vec::new();
    for file in translations {
        languages.push(file.language);
    }
    problems.sort();
    Checked { model: Registry { codes, ranges, languages, missing }, problems }
}
