//! Reads the text of single cells.

use std::ops::RangeInclusive;

use close_codes_registry::check::cell;
use close_codes_registry::text::{is_invisible, on_one_line};

use crate::table_csv::NO_VALUE;

/// The codes and ranges in a cell.
pub(super) struct Codes {
    /// At least one. `true` for a range.
    pub(super) all: Vec<(RangeInclusive<u16>, bool)>,
    /// The text after the codes, such as `Bad Gateway` in `1014 (Bad Gateway)`.
    pub(super) rest: String,
}

/// Reads codes and ranges with any dash: `4001`, `4000–4499`, `4000..4499`, `4001, 4002`, `4001 (Kicked)`.
pub(super) fn codes(text: &str) -> Option<Codes> {
    if let Some(all) = list(text) {
        return Some(Codes { all, rest: String::new() });
    }
    let (start, rest) = text.split_at(end_of_codes(text));
    // `4xxx` does not begin with a code.
    let visible = start.trim_end_matches(|end: char| is_invisible(end) && !end.is_whitespace());
    let is_apart = visible.ends_with(char::is_whitespace) || rest.starts_with(['(', ':']);
    if !is_apart || !rest.starts_with(|first: char| matches!(first, '(' | ':') || first.is_alphabetic()) {
        return None;
    }
    let all = list(visible.trim_end_matches(|end: char| end.is_whitespace() || is_dash(end)))?;
    let rest = rest.trim_start_matches(':').trim();
    let inside = rest.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    // In `(a) or (b)`, the outer parentheses are not a pair.
    let inside = inside.filter(|inside| inside.find(')').is_none_or(|end| inside.find('(').is_some_and(|at| at < end)));
    Some(Codes { all, rest: on_one_line(inside.unwrap_or(rest)) })
}

/// Words between two numbers, and what they mean.
const BETWEEN: [(&str, char); 7] =
    [("...", '-'), ("..=", '-'), ("..", '-'), ("\u{2026}", '-'), (" to ", '-'), (" and ", ','), (" or ", ',')];

/// Reads a text that has only codes and ranges.
fn list(text: &str) -> Option<Vec<(RangeInclusive<u16>, bool)>> {
    // Each code gets a copy of the row.
    const MOST: usize = 20;
    let mut clean = String::new();
    for character in text.chars() {
        match character {
            _ if is_dash(character) => clean.push('-'),
            '\n' | ';' | '/' | '&' => clean.push(','),
            _ if character.is_whitespace() => clean.push(' '),
            _ if is_invisible(character) => {}
            _ => clean.push(character),
        }
    }
    for (word, meaning) in BETWEEN {
        clean = clean.replace(word, meaning.encode_utf8(&mut [0; 4]));
    }
    let all: Option<Vec<_>> = clean.split(',').take(MOST + 1).map(single).collect();
    all.filter(|all| all.len() <= MOST)
}

/// Returns the length of the part that has the codes: digits, and what can be between two numbers.
fn end_of_codes(text: &str) -> usize {
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        let is_part = next.is_ascii_digit()
            || next.is_whitespace()
            || is_dash(next)
            || is_invisible(next)
            || matches!(next, ',' | ';' | '/' | '&');
        let word = BETWEEN.iter().map(|(word, _)| word.trim()).find(|word| {
            let after = rest.strip_prefix(word).map(str::trim_start);
            after.is_some_and(|after| after.starts_with(|first: char| first.is_ascii_digit()))
        });
        let length = if is_part { next.len_utf8() } else { word.map_or(0, str::len) };
        if length == 0 {
            break;
        }
        rest = rest.get(length..).unwrap_or_default();
    }
    text.len() - rest.len()
}

/// Returns `true` for hyphens, dashes, the minus, and the tildes of East Asia.
const fn is_dash(character: char) -> bool {
    matches!(character, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '~' | '\u{301C}' | '\u{FF5E}')
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
