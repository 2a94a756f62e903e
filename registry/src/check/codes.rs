//! Joins the data of all files about each code.

use super::claims::{Labels, Variants, refuse_made_variant, refuse_variant};
use super::iana::Assignment;
use super::properties::{Properties, Property};
use super::ranges::RangeRow;
use super::translations::{self, Translation};
use crate::model::{Code, Missing, OnTheWire};
use crate::name::{name_fault, variant};
use crate::problem::Problems;
use crate::read::Cell;
use crate::source::{Source, Sources};
use crate::text::{on_one_line, quote};

/// The length of the longest Meaning that is used as a name, in characters. Longer ones are sentences, as for 1014.
const LONGEST_NAME: usize = 40;

/// The files, each checked on its own.
pub(super) struct Parts<'s> {
    pub(super) sources: &'s Sources,
    pub(super) bands: &'s [RangeRow],
    pub(super) properties: &'s Properties,
    pub(super) translations: &'s [Translation<'s>],
}

/// Joins the data about each code. Reports codes outside the ranges for codes, and names and variants that are not valid
/// or not unique. Such a code may be left out.
pub(super) fn join(
    parts: &Parts<'_>,
    assignments: Vec<Assignment>,
    variants: Variants,
    missing: &mut Vec<Missing>,
    problems: &mut Problems,
) -> Vec<Code> {
    let mut join = Join { parts, missing, problems, variants, labels: Labels::new() };
    let mut codes = Vec::new();
    for assignment in assignments {
        codes.extend(join.code(assignment));
    }
    codes
}

struct Join<'a> {
    parts: &'a Parts<'a>,
    missing: &'a mut Vec<Missing>,
    problems: &'a mut Problems,
    variants: Variants,
    labels: Labels,
}

impl<'a> Join<'a> {
    fn code(&mut self, assignment: Assignment) -> Option<Code> {
        let parts = self.parts;
        let number = assignment.number;
        let band = parts.bands.iter().find(|band| band.codes.contains(&number));
        if let Some(band) = band.filter(|band| band.on_the_wire == OnTheWire::Never) {
            let message = format!(
                "code {number} is in the range `{}`, which has no status codes: correct the number, or {}",
                band.variant,
                parts.sources.ranges.name()
            );
            self.problems.report(&parts.sources.iana, assignment.at, message);
            return None;
        }
        if parts.properties.of(number).is_none() {
            let file = parts.sources.properties.name().to_owned();
            self.missing.push(Missing { file, item: number.to_string(), what: "sender or reconnect hint" });
        }
        let no_property = Property::default();
        let property = parts.properties.of(number).unwrap_or(&no_property);
        let name = self.name(&assignment);
        let (variant, key) = self.variant(&assignment, property)?;
        let name = self.claim_name(&assignment, name, &variant, &key);
        Some(Code {
            number,
            texts: translations::of_code(parts.translations, number, &name, band.map(|band| &band.codes), self.missing),
            meaning: on_one_line(&assignment.meaning.text),
            name,
            variant,
            key,
            contacts: assignment.contacts,
            references: assignment.references,
            sender: property.sender,
            reconnect: property.reconnect,
            http_status: property.http_status,
        })
    }

    /// The file and the cell with the name of the code: in the first language, or else the Meaning.
    fn name<'b>(&mut self, assignment: &'b Assignment) -> (&'b Source, &'b Cell)
    where
        'a: 'b,
    {
        let parts = self.parts;
        if let Some(file) = parts.translations.first() {
            if let Some(cell) = file.name_of(assignment.number) {
                return (file.source, cell);
            }
            self.refuse_long(assignment, "name", file.source, file.complete);
        }
        (&parts.sources.iana, &assignment.meaning)
    }

    /// Takes name, variant and key for the code. Reports a name that the code cannot have.
    fn claim_name(
        &mut self,
        assignment: &Assignment,
        (source, cell): (&Source, &Cell),
        variant: &str,
        key: &str,
    ) -> String {
        let number = assignment.number;
        let name = on_one_line(&cell.text);
        let file = self.parts.translations.first().map_or("the translations", |file| file.source.name());
        // All labels are taken, even if the first cannot be.
        let owner = format!("code {number}");
        let claimed = self.labels.claim_name(&name, &owner);
        let claimed = claimed.map_err(|fault| format!("the name {} {fault}: rename one in {file}", quote(&name)));
        let labelled = self.labels.claim_variant(variant, key, &owner);
        let labelled = labelled.map_err(|fault| format!("the variant `{variant}` {fault}: rename one in {file}"));
        let malformed =
            name_fault(&name).map(|fault| format!("the name {} {fault}: write another in {file}", quote(&name)));
        if let Some(message) = malformed.or(claimed.and(labelled).err()) {
            self.problems.report(source, cell.span, message);
        }
        name
    }

    /// The variant and its key: from the properties, or else from the Meaning.
    fn variant(&mut self, assignment: &Assignment, property: &Property) -> Option<(String, String)> {
        let sources = self.parts.sources;
        let number = assignment.number;
        let given = property.variant.as_ref();
        if given.is_none()
            && self.refuse_long(assignment, "variant", &sources.properties, self.parts.properties.complete)
        {
            return None;
        }
        let variant = given.map_or_else(|| variant(&assignment.meaning.text), |cell| cell.text.clone());
        let fault = match self.variants.claim(&variant, &format!("code {number}")) {
            Ok(key) => return Some((variant, key)),
            Err(fault) => fault,
        };
        let (source, at, message) = if let Some(cell) = given {
            (&sources.properties, cell.span, refuse_variant(&variant, &fault))
        } else {
            let text = format!("the Meaning of code {number}");
            let cure = format!("write the variant in {}", sources.properties.name());
            (&sources.iana, assignment.meaning.span, refuse_made_variant(&text, &variant, &fault, &cure))
        };
        self.problems.report(source, at, message);
        None
    }

    /// Returns `true` if the Meaning is too long for a `what`, and reports it. If the `file` in which to write one could not
    /// be read completely, it may have one: then nothing is reported.
    fn refuse_long(&mut self, assignment: &Assignment, what: &str, file: &Source, complete: bool) -> bool {
        let length = on_one_line(&assignment.meaning.text).chars().count();
        let too_long = length > LONGEST_NAME;
        if too_long && complete {
            let message = format!(
                "the Meaning of code {} is too long for a {what} ({length} characters, at most {LONGEST_NAME}): \
                 write one in {}",
                assignment.number,
                file.name()
            );
            self.problems.report(&self.parts.sources.iana, assignment.meaning.span, message);
        }
        too_long
    }
}
