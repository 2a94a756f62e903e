//! What a single cell can say.

use std::ops::RangeInclusive;

use crate::name::on_one_line;

/// Reads `1000` or `1016-2999`.
pub(super) fn codes(text: &str) -> Result<RangeInclusive<u16>, String> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    match (number(first), number(last)) {
        (Some(first), Some(last)) if first <= last => Ok(first..=last),
        (Some(first), Some(last)) => {
            Err(format!("the range {first}-{last} ends before it begins: write {last}-{first}"))
        }
        _ => {
            let fault = if text.is_empty() {
                "the status code is missing".to_owned()
            } else {
                format!("`{text}` is no status code")
            };
            Err(format!("{fault}: write a number from 0 to 65535, or a range such as 3001-3002"))
        }
    }
}

fn number(text: &str) -> Option<u16> {
    let digits = text.trim();
    if digits.bytes().all(|byte| byte.is_ascii_digit()) { digits.parse().ok() } else { None }
}

/// Writes a range as [`codes`] reads it.
pub(super) fn show(codes: &RangeInclusive<u16>) -> String {
    let (first, last) = (codes.start(), codes.end());
    if first == last { first.to_string() } else { format!("{first}-{last}") }
}

/// Reads one of a few words.
pub(super) fn word<T: Copy>(text: &str, words: &[(&str, T)]) -> Result<T, String> {
    words.iter().find(|(word, _)| *word == text).map(|&(_, value)| value).ok_or_else(|| {
        let words: Vec<_> = words.iter().map(|(word, _)| *word).collect();
        format!("`{text}` is none of {}", words.join(", "))
    })
}

/// Reads IANA's lists of people and documents: `[RFC6455][RFC Errata 3227]`, or without brackets
/// `RFC6455, RFC Errata 3227`.
///
/// Without brackets, an entry begins at the start, behind a semicolon or a line break, and at each word that looks like
/// the beginning of a reference; thus `RFC6455, Section 7.4` stays one.
pub(super) fn list(text: &str) -> Vec<String> {
    let entries: Vec<&str> = if text.contains('[') {
        text.split(['[', ']']).collect()
    } else {
        text.split([';', '\n']).flat_map(split_before_references).collect()
    };
    let entries = entries.iter().map(|entry| on_one_line(entry.trim_matches([' ', ','])));
    entries.filter(|entry| !entry.is_empty()).collect()
}

fn split_before_references(text: &str) -> Vec<&str> {
    let mut entries = Vec::new();
    let mut rest = text;
    let begins_reference = |at: usize| {
        let (before, here) = text.split_at(at);
        before.ends_with([' ', ',']) && ["RFC", "https://", "http://"].iter().any(|start| here.starts_with(start))
    };
    // Backwards, so that what is left of a split is still to be searched.
    for (at, _) in text.char_indices().rev() {
        if begins_reference(at) {
            let (before, entry) = rest.split_at(at);
            entries.push(entry);
            rest = before;
        }
    }
    entries.push(rest);
    entries.reverse();
    entries
}
