//! What a single cell can say.

use std::ops::RangeInclusive;

use crate::text::{on_one_line, quote};

/// Reads `1000` or `1016-2999`. If it is neither, `form` tells what to write.
///
/// # Errors
///
/// What is wrong with the text, and `form`.
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

/// What text processing makes of a hyphen: en dash, em dash, minus.
const DASHES: [char; 3] = ['\u{2013}', '\u{2014}', '\u{2212}'];

/// What [`codes`] reads in IANA's file and beside it.
pub(super) const CODES: &str = "a number from 0 to 65535, or a range such as 3001-3002";

fn number(text: &str) -> Option<u16> {
    let digits = text.trim();
    if digits.bytes().all(|byte| byte.is_ascii_digit()) { digits.parse().ok() } else { None }
}

/// Writes a range as [`codes`] reads it.
#[must_use]
pub fn show(codes: &RangeInclusive<u16>) -> String {
    let (first, last) = (codes.start(), codes.end());
    if first == last { first.to_string() } else { format!("{first}-{last}") }
}

/// Reads one of a few words.
pub(super) fn word<T: Copy>(text: &str, words: &[(&str, T)]) -> Result<T, String> {
    words.iter().find(|(word, _)| *word == text).map(|&(_, value)| value).ok_or_else(|| {
        let words: Vec<_> = words.iter().map(|(word, _)| *word).collect();
        let fault = if text.is_empty() { "the cell is empty" } else { &format!("{} means nothing", quote(text)) };
        format!("{fault}: write one of {}", words.join(", "))
    })
}

/// Reads a list of people: `[Leo_Tietz][Ada_Young]`, or without brackets `Leo_Tietz, Ada_Young`.
#[must_use]
pub fn people(text: &str) -> Vec<String> {
    if let Some(entries) = bracketed(text) {
        return entries;
    }
    entries(text.split([',', ';', '\n']))
}

/// Reads a list of documents: `[RFC6455][RFC Errata 3227]`, or without brackets `RFC6455, RFC Errata 3227`.
///
/// Without brackets, an entry begins at the start, behind a semicolon or a line break, and at each word that looks like
/// the beginning of a reference; thus `RFC6455, Section 7.4` stays one.
#[must_use]
pub fn documents(text: &str) -> Vec<String> {
    if let Some(entries) = bracketed(text) {
        return entries;
    }
    entries(text.split([';', '\n']).flat_map(split_before_references))
}

/// What stands in brackets, if there are any. What stands between them is none of it.
fn bracketed(text: &str) -> Option<Vec<String>> {
    let (_, rest) = text.split_once('[')?;
    Some(entries(rest.split('[').map(|entry| entry.split(']').next().expect("a split has a first part"))))
}

fn entries<'a>(entries: impl Iterator<Item = &'a str>) -> Vec<String> {
    let is_around = |character: char| character == ',' || character.is_whitespace();
    entries.map(|entry| on_one_line(entry.trim_matches(is_around))).filter(|entry| !entry.is_empty()).collect()
}

fn split_before_references(text: &str) -> Vec<&str> {
    let begins = |&at: &usize| {
        let (before, here) = text.split_at(at);
        before.ends_with(|character: char| character == ',' || character.is_whitespace())
            && ["RFC", "https://", "http://"].iter().any(|start| here.starts_with(start))
    };
    let starts: Vec<_> = text.char_indices().map(|(at, _)| at).filter(begins).collect();
    let ends = starts.iter().copied().chain([text.len()]);
    [0].into_iter().chain(starts.iter().copied()).zip(ends).filter_map(|(start, end)| text.get(start..end)).collect()
}
