//! Finds the numbers for an argument.

use crate::document::{Document, Named};

/// The lowest similarity of a proposed name, from 0 (nothing in common) to 1 (the same).
const ALIKE: f64 = 0.7;

/// A number, and the documents that have it.
#[derive(Debug)]
pub(super) struct Meant<'d> {
    pub(super) number: u16,
    /// The documents that have the name; empty if the argument was a number.
    pub(super) by: Vec<&'d Document>,
}

/// Reads a number, a name in any language, a key, a variant, or a number with its name (`1012 Service Restart`). Case does not
/// matter. With several tables, a name may belong to several codes.
pub(super) fn meanings<'d>(text: &str, documents: &'d [Document]) -> Result<Vec<Meant<'d>>, String> {
    let text = text.trim();
    if is_number(text.trim_start_matches(['-', '+'])) {
        let number = if is_number(text) { text.parse().ok() } else { None };
        return number
            .map(|number| vec![Meant { number, by: Vec::new() }])
            .ok_or_else(|| format!("`{text}` is not a close code: use a number from 0 to 65535"));
    }
    if let Some(number) = number_and_name(text, documents) {
        return Ok(vec![Meant { number, by: Vec::new() }]);
    }
    let mut found: Vec<Meant<'_>> = Vec::new();
    for document in documents {
        for code in document.codes.iter().filter(|code| names_of(code).any(|name| is_same(name, text))) {
            match found.iter_mut().find(|meant| meant.number == code.number) {
                Some(meant) => meant.by.push(document),
                None => found.push(Meant { number: code.number, by: vec![document] }),
            }
        }
    }
    if !found.is_empty() {
        return Ok(found);
    }
    let numbered = text.split_once(char::is_whitespace).filter(|(number, _)| is_number(number));
    let proposal = nearest(numbered.map_or(text, |(_, name)| name), documents);
    let advice = match proposal {
        Some((name, number)) => format!("did you mean `{name}` ({number})?"),
        None => "use a number from 0 to 65535, a name or a key".to_owned(),
    };
    Err(format!("`{text}` is not a known close code: {advice}"))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_same(name: &str, text: &str) -> bool {
    alike(name) == alike(text)
}

/// Returns a name for comparison: in lower case, with spaces for hyphens and underscores.
fn alike(name: &str) -> String {
    name.to_lowercase().replace(['-', '_'], " ")
}

/// Returns the key and the variant of a code, and its name in each language.
fn names_of(code: &Named) -> impl Iterator<Item = &str> {
    [code.key.as_str(), code.variant.as_str()].into_iter().chain(code.texts.iter().map(|text| text.name.as_str()))
}

fn names(documents: &[Document]) -> impl Iterator<Item = (&str, u16)> {
    let codes = documents.iter().flat_map(|document| &document.codes);
    codes.flat_map(|code| names_of(code).map(|name| (name, code.number)))
}

/// Reads a number with its name, or with the name of its range (`4001 Application`).
fn number_and_name(text: &str, documents: &[Document]) -> Option<u16> {
    let (number, name) = text.split_once(char::is_whitespace)?;
    let number: u16 = if is_number(number) { number.parse().ok()? } else { return None };
    let names = documents.iter().flat_map(|document| {
        let code = document.code(number).map(names_of).into_iter().flatten();
        let range = document.range_of(number).map(|range| &range.texts).into_iter().flatten();
        code.chain(range.map(|text| text.name.as_str()))
    });
    names.into_iter().any(|other| is_same(other, name.trim())).then_some(number)
}

/// Returns the name that is most similar to a text, if one is similar enough.
fn nearest<'d>(text: &str, documents: &'d [Document]) -> Option<(&'d str, u16)> {
    let text = alike(text);
    let likeness = |name: &str| strsim::normalized_damerau_levenshtein(&alike(name), &text);
    let scored = names(documents).map(|(name, number)| (likeness(name), name, number));
    let best = scored.filter(|&(likeness, ..)| likeness >= ALIKE).max_by(|(one, ..), (other, ..)| one.total_cmp(other));
    best.map(|(_, name, number)| (name, number))
}
