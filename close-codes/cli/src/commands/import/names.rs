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
pub(super) struct Labels {
    names: BTreeSet<String>,
    identifiers: BTreeSet<String>,
}

impl Labels {
    /// Adds the name, the variant and the key that the table has for a code. Any of them may be empty.
    pub(super) fn add(&mut self, name: &str, variant: &str, key: &str) {
        self.names.insert(name.to_lowercase());
        if !variant.is_empty() {
            self.identifiers.extend(labels(variant, key));
        } else if !key.is_empty() {
            self.identifiers.insert(key.to_owned());
        }
    }

    /// Takes the variant that a name makes. Returns a new one if the name does not make a variant, or if another code has a label
    /// of this one.
    pub(super) fn propose(&mut self, name: &str, key: &str, number: u16) -> Option<String> {
        let of_name = name.to_upper_camel_case();
        let is_ascii = !of_name.is_empty() && of_name.chars().all(|character| character.is_ascii_alphanumeric());
        let sound = if !is_ascii {
            format!("Code{number}")
        } else if of_name.starts_with(|first: char| first.is_ascii_digit()) {
            format!("Code{of_name}")
        } else if generated::SET.variant_fault(&of_name).is_some() {
            format!("{of_name}Code")
        } else {
            of_name.clone()
        };
        let numbered = [format!("{sound}{number}"), format!("{sound}Code{number}")];
        let mut candidates = std::iter::once(sound.clone()).chain(numbered);
        let unique = candidates.find(|variant| self.is_free(variant, name, key)).unwrap_or(sound);
        self.identifiers.extend(labels(&unique, key));
        (unique != of_name).then_some(unique)
    }

    /// Returns `true` if a code with this name and this key can have a variant. The key may be empty.
    fn is_free(&self, variant: &str, name: &str, key: &str) -> bool {
        let name = name.to_lowercase();
        let is_of_other = |label: String| {
            (label != key && self.identifiers.contains(&label)) || (label != name && self.names.contains(&label))
        };
        !labels(variant, key).any(is_of_other)
    }
}

/// Returns the labels of a variant: the variant, and the key that it makes if no `key` is given.
fn labels(variant: &str, key: &str) -> impl Iterator<Item = String> + use<> {
    let made = key.is_empty().then(|| variant.to_snake_case());
    std::iter::once(variant.to_lowercase()).chain(made)
}
