//! Makes names from sentences, and variants from names.

use std::collections::BTreeSet;

use close_codes_registry::generated;
use heck::{ToSnakeCase, ToUpperCamelCase};

/// The most characters of a name that is not long.
const LONGEST: usize = 60;

/// Returns `true` if a name has more characters than a reader wants.
pub(super) fn is_long(name: &str) -> bool {
    name.chars().count() > LONGEST
}

/// Returns the part of a sentence that can be a name: the whole sentence without its full stop, or its first part.
pub(super) fn of_sentence(text: &str) -> &str {
    const SHORT: usize = 40;
    const ENDS: [&str; 8] = [". ", "! ", "? ", ": ", "; ", " - ", " \u{2013} ", " \u{2014} "];
    let is_short = text.chars().count() <= SHORT;
    // A short text is kept, unless it is more than one sentence.
    let ends = if is_short { ENDS.get(..3).unwrap_or_default() } else { &ENDS };
    let mut depth = 0_usize;
    let is_end = |(at, character): &(usize, char)| {
        match character {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let (before, rest) = text.split_at(*at);
        let is_end = depth == 0 && ends.iter().any(|end| rest.starts_with(end));
        is_end && !(*character == '.' && is_abbreviated(before))
    };
    let end = text.char_indices().find(is_end).map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or(text).trim().trim_end_matches('.')
}

/// Returns `true` if the last word of a text, before its full stop, is an abbreviation such as `e.g`.
fn is_abbreviated(text: &str) -> bool {
    const SHORT: [&str; 10] = ["approx", "bzw", "cf", "etc", "excl", "incl", "max", "min", "resp", "vs"];
    let word = text.rsplit(|before: char| before.is_whitespace() || before == '(').next().unwrap_or_default();
    let is_letter = |part: &str| part.chars().count() == 1 && part.chars().all(char::is_alphabetic);
    SHORT.contains(&&*word.to_lowercase()) || word.split('.').all(is_letter)
}

/// The texts that a set reads as a code, in lower case: the names, and the variants and keys, which belong to one code each.
#[derive(Debug, Default)]
pub(super) struct Variants {
    taken: BTreeSet<String>,
}

impl Variants {
    /// Takes the variant of a code: the given one, or the one that the name makes. Returns a new one if the name does not make
    /// a variant, or if another code has the same.
    pub(super) fn take(&mut self, name: &str, given: &str, number: u16) -> Option<String> {
        if !given.is_empty() {
            self.taken.insert(given.to_snake_case());
            return None;
        }
        // The name of a registered code may come from the registry.
        if name.is_empty() {
            return None;
        }
        let of_name = name.to_upper_camel_case();
        let variant = of_name.as_str();
        let reserved = &generated::SET;
        let sound = if variant.is_empty() || !variant.chars().all(|character| character.is_ascii_alphanumeric()) {
            format!("Code{number}")
        } else if variant.starts_with(|first: char| first.is_ascii_digit()) {
            format!("Code{variant}")
        } else if reserved.keywords.contains(&variant) || reserved.variants.contains(&variant) {
            format!("{variant}Code")
        } else {
            of_name.clone()
        };
        let unique = if self.taken.contains(&sound.to_snake_case()) { format!("{sound}{number}") } else { sound };
        self.taken.insert(unique.to_snake_case());
        (unique != of_name).then_some(unique)
    }
}
