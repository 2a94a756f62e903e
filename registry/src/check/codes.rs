//! Joins the data of all files about each code.

use super::causes::Causes;
use super::claims::{Labels, Variants, refuse_variant};
use super::iana::Assignment;
use super::properties::{Properties, Property};
use super::ranges::RangeRow;
use super::translations::{self, Fallback, Translation};
use crate::model::{Code, Missing, OnTheWire, Sender};
use crate::name::{key, name_fault, variant};
use crate::problem::Problems;
use crate::source::Sources;
use crate::text::{is_invisible, on_one_line, quote};

/// The length of the longest Meaning that is used as a name, in characters. Longer ones are sentences, as for 1014.
const LONGEST_NAME: usize = 40;

/// Words that the end of a shortened name does not have.
const NOT_LAST: &[&str] = &[
    "a", "after", "an", "and", "are", "as", "at", "because", "been", "before", "but", "by", "do", "does", "for",
    "from", "had", "has", "have", "if", "in", "into", "is", "it", "its", "no", "not", "of", "on", "or", "that", "the",
    "their", "this", "to", "until", "was", "were", "when", "which", "while", "with",
];

/// Punctuation and spaces that the end of a shortened name does not have. A slice, as [`LINE_ENDS`](crate::text::LINE_ENDS).
const STOPS: &[char] = &[' ', ',', ';', ':', '.'];

/// The files, each checked on its own.
pub(super) struct Parts<'s> {
    pub(super) sources: &'s Sources,
    pub(super) bands: &'s [RangeRow],
    pub(super) properties: &'s Properties,
    pub(super) causes: &'s Causes<'s>,
    pub(super) translations: &'s [Translation<'s>],
}

/// Joins the data about each code. Reports codes outside the ranges for codes, and leaves them out. Reports names and
/// variants in the project's files that are not valid or not unique.
///
/// A name or a variant that is not in the project's files is derived from the Meaning. Each Meaning makes a name and
/// a variant, so a new code works before somebody writes them.
pub(super) fn join(
    parts: &Parts<'_>,
    assignments: Vec<Assignment>,
    variants: Variants,
    missing: &mut Vec<Missing>,
    problems: &mut Problems,
) -> Vec<Code> {
    let mut join = Join { parts, missing, problems, variants, labels: Labels::new() };
    // The Meaning of a new code cannot take the name of another code.
    let mut all = Vec::new();
    for assignment in assignments {
        let written = join.written(assignment.number);
        all.push((assignment, written));
    }
    let mut codes = Vec::new();
    for (assignment, written) in all {
        codes.extend(join.code(assignment, written));
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

/// The name and the variant of a code in the project's files.
struct Written {
    name: Option<String>,
    variant: Option<String>,
}

impl Join<'_> {
    fn code(&mut self, assignment: Assignment, written: Written) -> Option<Code> {
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
        let meaning = on_one_line(&assignment.meaning.text);
        let mut no_property = Property::default();
        // A code that is only reserved is not sent, as 1004.
        if meaning.to_ascii_lowercase().starts_with("reserved") {
            no_property.sender = Sender::Nobody;
        }
        let property = parts.properties.of(number).unwrap_or_else(|| {
            self.report_missing(number, "sender or reconnect hint", None);
            &no_property
        });
        let words = first_words(&meaning);
        let variant = written.variant.unwrap_or_else(|| self.derive_variant(number, &meaning, &words));
        let is_derived = written.name.is_none();
        let name = written.name.unwrap_or_else(|| self.derive_name(number, words));
        let fallback = Fallback {
            name: &name,
            is_derived: is_derived && name != meaning,
            description: if meaning.chars().count() > LONGEST_NAME { Some(&meaning) } else { None },
        };
        Some(Code {
            number,
            texts: translations::of_code(
                parts.translations,
                number,
                &fallback,
                band.map(|band| &band.codes),
                self.missing,
            ),
            causes: parts.causes.of(number, parts.translations, self.missing),
            meaning,
            name,
            key: key(&variant),
            variant,
            contacts: assignment.contacts,
            references: assignment.references,
            sender: property.sender,
            reconnect: property.reconnect,
            http_status: property.http_status,
        })
    }

    /// Takes the name and the variant of the code in the project's files. Reports those that the code cannot have.
    fn written(&mut self, number: u16) -> Written {
        let Parts { sources, properties, translations, .. } = *self.parts;
        let mut written = Written { name: None, variant: None };
        if let Some(cell) = properties.of(number).and_then(|property| property.variant.as_ref()) {
            match self.claim_variant(number, &cell.text) {
                Ok(()) => written.variant = Some(cell.text.clone()),
                Err(fault) => {
                    self.problems.report(&sources.properties, cell.span, refuse_variant(&cell.text, &fault));
                }
            }
        }
        let Some(file) = translations.first() else { return written };
        let Some(cell) = file.name_of(number) else { return written };
        let name = on_one_line(&cell.text);
        let (owner, in_file) = (format!("code {number}"), file.source.name());
        // All labels are taken, even if the first cannot be.
        let claimed = self.labels.claim(&name, &owner);
        let mut claimed =
            claimed.map_err(|fault| format!("the name {} {fault}: rename one in {in_file}", quote(&name)));
        let made = variant(&name);
        if written.variant.is_none() && !made.is_empty() {
            let labelled = self.claim_labels(&made, &owner);
            let labelled = labelled.map_err(|fault| format!("the variant `{made}` {fault}: rename one in {in_file}"));
            claimed = claimed.and(labelled);
        }
        let malformed = name_fault(&name).map(|fault| format!("the name {} {fault} in {in_file}", quote(&name)));
        if let Some(message) = malformed.or(claimed.err()) {
            self.problems.report(file.source, cell.span, message);
        }
        written.name = Some(name);
        written
    }

    /// Takes a variant that the Meaning makes, or else one with the number of the code. Reports that the files do not have it,
    /// unless it is the Meaning in another form.
    fn derive_variant(&mut self, number: u16, meaning: &str, words: &str) -> String {
        // A variant begins with a letter.
        let mut derived =
            variant(words.trim_start_matches(|first: char| first.is_ascii() && !first.is_ascii_alphabetic()));
        if !derived.is_ascii() || !derived.as_bytes().first().is_some_and(u8::is_ascii_uppercase) {
            derived = format!("Code{number}");
        }
        while self.claim_variant(number, &derived).is_err() {
            derived = format!("{derived}{number}");
        }
        if derived != variant(meaning) {
            self.report_missing(number, "variant", Some(derived.clone()));
        }
        derived
    }

    /// Takes the name that the words make, or else one with the number of the code.
    fn derive_name(&mut self, number: u16, words: String) -> String {
        let owner = format!("code {number}");
        let mut derived = if words.is_empty() { format!("Code {number}") } else { words };
        while self.labels.claim(&derived, &owner).is_err() {
            derived = format!("{derived} {number}");
        }
        derived
    }

    fn claim_variant(&mut self, number: u16, variant: &str) -> Result<(), String> {
        let owner = format!("code {number}");
        self.claim_labels(variant, &owner)?;
        self.variants.claim(variant, &owner).map(|_| ())
    }

    /// Takes a variant and its key.
    fn claim_labels(&mut self, variant: &str, owner: &str) -> Result<(), String> {
        let key = key(variant);
        // Both are taken, even if the first cannot be.
        let claimed = self.labels.claim(&key, owner).map_err(|fault| format!("has the key `{key}`, which {fault}"));
        claimed.and(self.labels.claim(variant, owner))
    }

    /// Reports data that the properties do not have.
    fn report_missing(&mut self, number: u16, what: &'static str, derived: Option<String>) {
        let file = self.parts.sources.properties.name().to_owned();
        self.missing.push(Missing { file, item: number.to_string(), what, derived });
    }
}

/// Returns the Meaning as a name: the first sentence or the first words of a long Meaning. Numbers at the beginning are left
/// out, because the name would parse as the number. May be empty.
fn first_words(meaning: &str) -> String {
    let mut visible = String::new();
    for character in meaning.chars() {
        if !is_invisible(character) {
            visible.push(character);
        }
    }
    let (mut name, mut sentence, mut end) = (String::new(), None, 0);
    for word in visible.split_whitespace() {
        if name.is_empty() && word.trim_end_matches(STOPS).bytes().all(|byte| byte.is_ascii_digit()) {
            continue;
        }
        if !name.is_empty() {
            name.push(' ');
        }
        name.push_str(word);
        if name.chars().count() > LONGEST_NAME {
            name.truncate(sentence.unwrap_or(end));
            break;
        }
        if !NOT_LAST.contains(&word) {
            end = name.trim_end_matches(STOPS).len();
        }
        if sentence.is_none() && word.ends_with('.') {
            sentence = Some(end);
        }
    }
    name
}
