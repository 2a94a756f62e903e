//! Checks the names and descriptions: one file for each language.

use std::ops::RangeInclusive;

use super::causes::Causes;
use super::claims::{Numbers, Variants, refuse_made_variant};
use super::known::KnownCodes;
use super::{cell, headings};
use crate::model::{Language, Missing, Text};
use crate::name::variant;
use crate::problem::Problems;
use crate::read::{self, Cell};
use crate::source::Source;
use crate::text::on_one_line;

/// The texts of one language.
pub(super) struct Translation<'s> {
    pub(super) source: &'s Source,
    pub(super) language: Language,
    /// A code is a range with one number.
    entries: Vec<(RangeInclusive<u16>, Entry)>,
    causes: Vec<(u16, String, Entry)>,
}

/// The texts of a code that replace missing ones.
pub(super) struct Fallback<'a> {
    /// The name in the first language.
    pub(super) name: &'a str,
    /// `true` if the name is neither in a file nor IANA's Meaning.
    pub(super) is_derived: bool,
    /// The description, if there is a better one than that of the range.
    pub(super) description: Option<&'a str>,
}

/// A row. Each cell may be empty.
struct Entry {
    name: Cell,
    description: Cell,
}

impl Translation<'_> {
    /// The cell with the name of a code, unless it is empty.
    pub(super) fn name_of(&self, code: u16) -> Option<&Cell> {
        self.entry(&(code..=code))?.name.filled()
    }

    fn name(&self, codes: &RangeInclusive<u16>) -> Option<String> {
        self.entry(codes)?.name()
    }

    fn description(&self, codes: &RangeInclusive<u16>) -> Option<String> {
        self.entry(codes)?.description()
    }

    fn entry(&self, codes: &RangeInclusive<u16>) -> Option<&Entry> {
        self.entries.iter().find(|(others, _)| others == codes).map(|(_, entry)| entry)
    }

    fn cause(&self, code: u16, key: &str) -> Option<&Entry> {
        let found = self.causes.iter().find(|(other, name, _)| *other == code && name == key);
        found.map(|(.., entry)| entry)
    }
}

impl Entry {
    fn name(&self) -> Option<String> {
        self.name.filled().map(|cell| on_one_line(&cell.text))
    }

    fn description(&self) -> Option<String> {
        self.description.filled().map(|cell| on_one_line(&cell.text))
    }
}

/// Returns the texts of a language. Reports rows for unknown codes, causes and ranges. Reports a file without a language tag as its
/// name, or with the same tag as another file, and returns `None`.
pub(super) fn check<'s>(
    source: &'s Source,
    known: &KnownCodes<'_>,
    causes: &Causes<'_>,
    languages: &mut Variants,
    problems: &mut Problems,
) -> Option<Translation<'s>> {
    let table = read::rows(source, headings::TRANSLATION, problems);
    let mut language = None;
    let (mut entries, mut of_causes) = (Vec::new(), Vec::new());
    let (mut codes, mut ranges) = (Numbers::default(), Numbers::default());
    for [item, name, description] in table.rows {
        if item.text == "language" {
            if language.is_some() {
                problems.report(source, item.span, "the language already has a name: remove this row");
            }
            language = name.filled().map(|cell| on_one_line(&cell.text));
            continue;
        }
        let line = source.line(item.span.start);
        if let Some((code, key)) = item.text.split_once('/') {
            let of = |(code, key, _): &(u16, String, Entry)| format!("{code}/{key}") == item.text;
            let found = known.code(code).and_then(|code| causes.known(code, key).map(|()| code));
            match found {
                Ok(_) if of_causes.iter().any(of) => {
                    problems.report(source, item.span, "the cause already has texts: remove this row");
                }
                Ok(code) => of_causes.push((code, key.to_owned(), Entry { name, description })),
                Err(fault) => problems.report(source, item.span, fault),
            }
            continue;
        }
        let found = known.code_or_range(&item.text).and_then(|found| {
            // A code and the range around it each have a row.
            let claimed = if found.start() == found.end() { &mut codes } else { &mut ranges };
            claimed.claim(&found, line).map(|()| found)
        });
        match found {
            Ok(found) => entries.push((found, Entry { name, description })),
            Err(fault) => problems.report(source, item.span, fault),
        }
    }
    if table.complete && language.is_none() {
        problems.report(source, 0, "the language has no name: add a row such as `language,English,`");
    }
    let tag = source.stem().to_owned();
    let variant = variant(&tag);
    let claimed = languages.claim(&variant, source.name());
    if let Err(fault) = claimed {
        let cure = "name the file after its language, such as `es.csv`";
        problems.report(source, 0, refuse_made_variant("the file name", &variant, &fault, cure));
        return None;
    }
    let language = Language { tag, variant, name: language.unwrap_or_default() };
    Some(Translation { source, language, entries, causes: of_causes })
}

/// The name and description of a code in each language. Missing texts come from the first language. A description that is
/// missing there comes from the fallback, or else from the code's range.
pub(super) fn of_code(
    texts: &[Translation<'_>],
    code: u16,
    fallback: &Fallback<'_>,
    range: Option<&RangeInclusive<u16>>,
    missing: &mut Vec<Missing>,
) -> Vec<Text> {
    let item = code..=code;
    let first = texts.first();
    let name_used = fallback.is_derived.then_some(fallback.name);
    let mut found = Vec::new();
    for file in texts {
        note_missing(file, file.entry(&item), &cell::show(&item), name_used, missing);
        let name = file.name(&item).unwrap_or_else(|| fallback.name.to_owned());
        let mut description = description(file, first, &item).or_else(|| fallback.description.map(str::to_owned));
        if let (None, Some(range)) = (&description, range) {
            description = self::description(file, first, range);
        }
        found.push(Text { name, description: description.unwrap_or_default() });
    }
    found
}

/// The name and description of a cause in each language. Missing texts come from the first language; a name that is missing
/// there is the key.
pub(super) fn of_cause(texts: &[Translation<'_>], code: u16, key: &str, missing: &mut Vec<Missing>) -> Vec<Text> {
    let first = texts.first().and_then(|first| first.cause(code, key));
    let mut found = Vec::new();
    for file in texts {
        let entry = file.cause(code, key);
        note_missing(file, entry, &format!("{code}/{key}"), None, missing);
        let name = entry.and_then(Entry::name).or_else(|| first?.name());
        let description = entry.and_then(Entry::description).or_else(|| first?.description());
        found.push(Text { name: name.unwrap_or_else(|| key.to_owned()), description: description.unwrap_or_default() });
    }
    found
}

/// The name and description of a range in each language. Missing texts come from the first language; a name that is
/// missing there comes from the variant.
pub(super) fn of_range(
    texts: &[Translation<'_>],
    codes: &RangeInclusive<u16>,
    variant: &str,
    missing: &mut Vec<Missing>,
) -> Vec<Text> {
    let first = texts.first();
    let mut found = Vec::new();
    for file in texts {
        note_missing(file, file.entry(codes), &cell::show(codes), None, missing);
        let name = file.name(codes).or_else(|| first?.name(codes));
        let description = description(file, first, codes).unwrap_or_default();
        found.push(Text { name: name.unwrap_or_else(|| variant.to_owned()), description });
    }
    found
}

/// The description in this file, or else in the first file.
fn description(file: &Translation<'_>, first: Option<&Translation<'_>>, item: &RangeInclusive<u16>) -> Option<String> {
    file.description(item).or_else(|| first?.description(item))
}

fn note_missing(
    file: &Translation<'_>,
    entry: Option<&Entry>,
    item: &str,
    name_used: Option<&str>,
    missing: &mut Vec<Missing>,
) {
    let name = entry.and_then(|entry| entry.name.filled());
    let description = entry.and_then(|entry| entry.description.filled());
    for (cell, what, derived) in [(name, "name", name_used), (description, "description", None)] {
        if cell.is_none() {
            let (file, derived) = (file.source.name().to_owned(), derived.map(str::to_owned));
            missing.push(Missing { file, item: item.to_owned(), what, derived });
        }
    }
}
