//! Readers for the text of a single cell.

use std::ops::RangeInclusive;

use crate::text::{join, on_one_line, quote};

/// Reads `1000` or `1016-2999`.
///
/// # Errors
///
/// A message that says what is wrong with the text, and names the expected `form`.
pub fn codes(text: &str, form: &str) -> Result<RangeInclusive<u16>, String> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    match (number(first), number(last)) {
        (Some(first), Some(last)) if first <= last => Ok(first..=last),
        (Some(first), Some(last)) => {
            Err(format!("the range {first}-{last} ends before it begins: write {last}-{first}"))
        }
        _ if text.is_empty() => Err(format!("the status code is missing: write {form}")),
        _ if text.contains(DASHES) => Err(format!("the dash in {} is not a hyphen: write {form}", quote(text))),
        _ => Err(format!("{} is not a status code: write {form}", quote(text))),
    }
}

/// Characters that text processors put in place of a hyphen: en dash, em dash, minus.
const DASHES: &[char] = &['\u{2013}', '\u{2014}', '\u{2212}'];

/// The form of [`codes`] in IANA's file and in the project's files.
pub(super) const CODES: &str = "a number from 0 to 65535, or a range such as 3001-3002";

/// Reads a number that is written in digits.
pub(super) fn number(text: &str) -> Option<u16> {
    let digits = text.trim();
    if digits.bytes().all(|byte| byte.is_ascii_digit()) { digits.parse::<u32>().ok()?.try_into().ok() } else { None }
}

/// Writes a range as [`codes`] reads it.
#[must_use]
pub fn show(codes: &RangeInclusive<u16>) -> String {
    let (first, last) = (codes.start(), codes.end());
    if first == last { first.to_string() } else { format!("{first}-{last}") }
}

/// Reads one of a few words.
pub(super) fn word<T: Copy>(text: &str, words: &[(&str, T)]) -> Result<T, String> {
    for &(word, value) in words {
        if word == text {
            return Ok(value);
        }
    }
    let fault = if text.is_empty() { "the cell is empty" } else { &format!("{} is not allowed here", quote(text)) };
    Err(format!("{fault}: write one of {}", join(words.iter().map(|(word, _)| quote(word)), ", ")))
}

/// Reads a truth value as documents and spreadsheets write it.
#[must_use]
pub fn truth(text: &str) -> Option<bool> {
    const WORDS: [(&str, bool); 6] =
        [("true", true), ("yes", true), ("1", true), ("false", false), ("no", false), ("0", false)];
    WORDS.iter().find(|(word, _)| word.eq_ignore_ascii_case(text)).map(|&(_, value)| value)
}

/// Reads a list of people: `[Leo_Tietz][Ada_Young]`, or without brackets `Leo_Tietz, Ada_Young`.
#[must_use]
pub fn people(text: &str) -> Vec<String> {
    let mut entries = Entries::default();
    if !entries.add_bracketed(text) {
        text.split(&[',', ';', '\n'][..]).for_each(|entry| entries.add(entry));
    }
    entries.0
}

/// Reads a list of documents: `[RFC6455][RFC Errata 3227]`, or without brackets `RFC6455, RFC Errata 3227`.
///
/// Without brackets, an entry begins at the start, after a semicolon or a line break, and at each word that looks like the
/// beginning of a reference. So `RFC6455, Section 7.4` is one entry.
#[must_use]
pub fn documents(text: &str) -> Vec<String> {
    let mut entries = Entries::default();
    if entries.add_bracketed(text) {
        return entries.0;
    }
    for part in text.split(&[';', '\n'][..]) {
        let mut start = 0;
        for (at, _) in part.char_indices() {
            let (before, here) = part.split_at(at);
            let is_reference = ["RFC", "https://", "http://"].iter().any(|start| here.starts_with(start));
            if is_reference && before.ends_with(is_between) {
                entries.add(&part[start..at]);
                start = at;
            }
        }
        entries.add(&part[start..]);
    }
    entries.0
}

/// The entries of a list that are not empty.
#[derive(Default)]
struct Entries(Vec<String>);

impl Entries {
    fn add(&mut self, entry: &str) {
        let entry = on_one_line(entry.trim_matches(is_between));
        if !entry.is_empty() {
            self.0.push(entry);
        }
    }

    /// Adds the texts in brackets. Returns `false` if the text does not have brackets.
    fn add_bracketed(&mut self, text: &str) -> bool {
        let mut parts = text.split('[');
        parts.next();
        let mut found = false;
        for part in parts {
            found = true;
            self.add(part.split_once(']').map_or(part, |(entry, _)| entry));
        }
        found
    }
}

/// Returns `true` if the character separates entries.
fn is_between(character: char) -> bool {
    character == ',' || character.is_whitespace()
}
