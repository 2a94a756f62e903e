//! Reads the text of single cells.

use std::ops::RangeInclusive;

use close_codes_registry::check::cell;
use close_codes_registry::text::is_invisible;

use crate::table_csv::NO_VALUE;

/// The codes and ranges in a cell.
pub(super) struct Codes {
    /// At least one. `true` for a range.
    pub(super) all: Vec<(RangeInclusive<u16>, bool)>,
    /// The text after a single code, such as `Bad Gateway` in `1014 (Bad Gateway)`.
    pub(super) rest: String,
}

/// Reads codes and ranges with any dash: `4001`, `4000–4499`, `4000..4499`, `4001, 4002`.
pub(super) fn codes(text: &str) -> Option<Codes> {
    // Each code gets a copy of the row.
    const MOST: usize = 20;
    let mut clean = String::new();
    for character in text.chars() {
        match character {
            // Hyphens, dashes, the minus, and the tildes of East Asia.
            '\u{2010}'..='\u{2015}' | '\u{2212}' | '~' | '\u{301C}' | '\u{FF5E}' => clean.push('-'),
            '\u{2026}' => clean.push_str(".."),
            '\n' | ';' | '/' | '&' => clean.push(','),
            _ if character.is_whitespace() => clean.push(' '),
            _ if is_invisible(character) => {}
            _ => clean.push(character),
        }
    }
    let clean = ["...", "..=", "..", " to "].iter().fold(clean, |clean, dots| clean.replace(dots, "-"));
    let parts = clean.replace(" and ", ",").replace(" or ", ",");
    let parts: Option<Vec<_>> = parts.split(',').take(MOST + 1).map(single).collect();
    if let Some(all) = parts {
        return (all.len() <= MOST).then(|| Codes { all, rest: String::new() });
    }
    let end = clean.find(|character: char| !matches!(character, '0'..='9' | '-' | ' '))?;
    let (start, rest) = clean.split_at(end);
    // `4xxx` does not begin with a code.
    if !start.ends_with(' ') && !rest.starts_with(['(', ':'])
        || !rest.starts_with(|c: char| matches!(c, '(' | ':') || c.is_alphabetic())
    {
        return None;
    }
    let code = single(start.trim_end_matches([' ', '-']))?;
    let rest = rest.trim_start_matches(':').trim();
    let inside = rest.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    Some(Codes { all: vec![code], rest: inside.unwrap_or(rest).trim().to_owned() })
}

fn single(text: &str) -> Option<(RangeInclusive<u16>, bool)> {
    cell::codes(text.trim(), "").ok().map(|codes| (codes, text.contains('-')))
}

/// Returns `true` for a code from 1000 to 4999, or for a range that contains one.
pub(super) fn is_code(text: &str) -> bool {
    let is_near = |(codes, _): &(RangeInclusive<u16>, bool)| *codes.start() <= 4999 && *codes.end() >= 1000;
    codes(text).is_some_and(|codes| codes.all.iter().any(is_near))
}

/// Returns `true` for an empty cell, or for a mark that says the same.
pub(super) fn is_nothing(text: &str) -> bool {
    matches!(text, "" | "-" | "--" | "\u{2013}" | "\u{2014}" | "\u{2212}") || text.eq_ignore_ascii_case("n/a")
}

/// Returns `true` for the mark that says "no value" in a table of ours.
pub(super) fn is_no_value(text: &str) -> bool {
    text.eq_ignore_ascii_case(NO_VALUE)
}

/// Reads a word, in a language of the registry, or a mark for yes and no.
pub(super) fn bool(text: &str) -> Option<bool> {
    const YES: &[&str] = &[
        "y",
        "ja",
        "sí",
        "sim",
        "oui",
        "はい",
        "是",
        "✓",
        "✔",
        "✅",
        "☑",
        ":white_check_mark:",
        ":heavy_check_mark:",
        ":ballot_box_with_check:",
    ];
    const NO: &[&str] =
        &["n", "nein", "não", "non", "いいえ", "否", "✗", "✘", "❌", "✖", "×", ":x:", ":heavy_multiplication_x:"];
    // A variation selector chooses between text and emoji.
    let word = text.trim_end_matches(['\u{FE0E}', '\u{FE0F}']).to_lowercase();
    let is_yes = YES.contains(&&*word);
    cell::truth(&word).or_else(|| (is_yes || NO.contains(&&*word)).then_some(is_yes))
}

/// Reads a whole number, as a column has it: without a plus and without zeros at its start.
pub(super) fn whole(text: &str) -> Option<i64> {
    let number: i64 = text.parse().ok()?;
    (number.to_string() == text).then_some(number)
}
