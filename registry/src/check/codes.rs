//! What the files say together about each code.

use std::collections::BTreeMap;

use super::claims::Variants;
use super::facts::Fact;
use super::iana::Assignment;
use super::ranges::Band;
use super::texts::{self, Texts};
use crate::model::{Code, Missing, OnTheWire};
use crate::name::{on_one_line, variant};
use crate::problem::Problems;
use crate::source::{Source, Sources};

/// The longest Meaning that is taken for a name, in characters. Longer ones are sentences, such as that of 1014.
const LONGEST_NAME: usize = 40;

/// The files, checked each by itself.
pub(super) struct Parts<'s> {
    pub(super) sources: &'s Sources,
    pub(super) bands: &'s [Band],
    pub(super) facts: &'s BTreeMap<u16, Fact>,
    pub(super) texts: &'s [Texts<'s>],
    /// Whether no row of the facts or the texts was lost to a problem.
    pub(super) all_read: bool,
}

/// Joins all that is known about each code; reports a code outside the ranges for codes, and names that cannot be had. A
/// code without a variant is left out.
pub(super) fn join(
    parts: &Parts<'_>,
    assignments: Vec<Assignment>,
    variants: Variants,
    missing: &mut Vec<Missing>,
    problems: &mut Problems,
) -> Vec<Code> {
    let mut join = Join { parts, missing, problems, variants, names: BTreeMap::new() };
    assignments.into_iter().filter_map(|assignment| join.code(assignment)).collect()
}

struct Join<'a> {
    parts: &'a Parts<'a>,
    missing: &'a mut Vec<Missing>,
    problems: &'a mut Problems,
    variants: Variants,
    /// The code of each name.
    names: BTreeMap<String, u16>,
}

impl Join<'_> {
    fn code(&mut self, assignment: Assignment) -> Option<Code> {
        let parts = self.parts;
        let number = assignment.number;
        let band = parts.bands.iter().find(|band| band.codes.contains(&number));
        if let Some(band) = band.filter(|band| band.on_the_wire == OnTheWire::Never) {
            let message = format!("code {number} is in the range {}, which holds no status codes", band.variant);
            self.problems.report(&parts.sources.iana, assignment.at, message);
        }
        if !parts.facts.contains_key(&number) {
            let file = parts.sources.facts.name().to_owned();
            self.missing.push(Missing { file, item: number.to_string(), what: "sender and reconnect hint" });
        }
        let no_fact = Fact::default();
        let fact = parts.facts.get(&number).unwrap_or(&no_fact);
        let name = self.name(&assignment);
        let (variant, key) = self.variant(&assignment, fact)?;
        Some(Code {
            number,
            texts: texts::of_code(parts.texts, number, &name, band, self.missing),
            meaning: on_one_line(&assignment.meaning.text),
            name,
            variant,
            key,
            contacts: assignment.contacts,
            references: assignment.references,
            sender: fact.sender,
            reconnect: fact.reconnect,
        })
    }

    /// The name in the first language, or else the Meaning.
    fn name(&mut self, assignment: &Assignment) -> String {
        let parts = self.parts;
        let number = assignment.number;
        let written = parts.texts.first().and_then(|file| Some((file.source, file.name_of(number)?)));
        let (source, cell) = written.unwrap_or((&parts.sources.iana, &assignment.meaning));
        let name = on_one_line(&cell.text);
        if written.is_none() {
            self.refuse_long(assignment, "name", parts.texts.first().map_or(&parts.sources.iana, |file| file.source));
        }
        if let Some(other) = self.names.insert(name.to_lowercase(), number) {
            self.problems.report(source, cell.at, format!("code {number} cannot be called `{name}`: {other} is"));
        }
        name
    }

    /// The variant that the project gives, or else the one that the Meaning makes; and its key.
    fn variant(&mut self, assignment: &Assignment, fact: &Fact) -> Option<(String, String)> {
        let sources = self.parts.sources;
        let number = assignment.number;
        let claimed = if let Some(cell) = &fact.variant {
            let claimed = self.variants.claim(&cell.text, &format!("code {number}"));
            let claimed = claimed.map(|key| (cell.text.clone(), key));
            claimed.map_err(|fault| (&sources.facts, cell.at, format!("code {number} cannot be this variant: {fault}")))
        } else if self.refuse_long(assignment, "variant", &sources.facts) {
            return None;
        } else {
            let variant = variant(&assignment.meaning.text);
            let claimed = self.variants.claim(&variant, &format!("code {number}"));
            claimed.map(|key| (variant, key)).map_err(|fault| {
                let facts = sources.facts.name();
                let message = format!("the Meaning of code {number} makes no variant: {fault}; give it one in {facts}");
                (&sources.iana, assignment.meaning.at, message)
            })
        };
        claimed.map_err(|(source, at, message)| self.problems.report(source, at, message)).ok()
    }

    /// Reports a Meaning that is too long to serve as a `what`, and in which file to write one.
    fn refuse_long(&mut self, assignment: &Assignment, what: &str, file: &Source) -> bool {
        let length = on_one_line(&assignment.meaning.text).chars().count();
        let too_long = length > LONGEST_NAME;
        if too_long && self.parts.all_read {
            let message = format!(
                "the Meaning of code {} has {length} characters, too many for a {what} (at most {LONGEST_NAME}): \
                 give it one in {}",
                assignment.number,
                file.name()
            );
            self.problems.report(&self.parts.sources.iana, assignment.meaning.at, message);
        }
        too_long
    }
}
