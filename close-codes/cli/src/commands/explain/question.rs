//! Finds the numbers for an argument: for its exact meaning, or else for the codes in its text.

use std::ops::RangeInclusive;
use std::path::Path;

use close_codes_registry::Band;
use close_codes_registry::check::cell;

use super::names::{self, Names, Owner};
use super::pasted::{self, Found};
use crate::document::Document;
use crate::explanation::{Answer, Place};

/// The lowest similarity of a proposed name, from 0 (nothing in common) to 1 (the same).
const ALIKE: f64 = 0.7;

/// The most characters of a text that is compared with all names.
const MOST_COMPARED: usize = 60;

/// A number or a band, and the documents that have it.
#[derive(Debug)]
pub(super) struct Meant<'d> {
    /// The number, or the first number of the band.
    pub(super) number: u16,
    /// The index of a band in the first document of `by`.
    pub(super) band: Option<usize>,
    /// The documents that have the name; empty if the argument was a number.
    pub(super) by: Vec<&'d Document>,
    /// The part of the argument that was understood; `None` for the whole argument.
    pub(super) place: Option<Place>,
}

impl<'d> Meant<'d> {
    const fn number(number: u16) -> Self {
        Self { number, band: None, by: Vec::new(), place: None }
    }

    /// Returns an answer from each document that has the name, or the answers about the number.
    pub(super) fn answers(&'d self, documents: &'d [Document]) -> Vec<Answer<'d>> {
        let Some(registry) = documents.first() else { return Vec::new() };
        let place = self.place.as_ref();
        match (self.band, &*self.by) {
            (Some(index), [document, ..]) => vec![Answer::of_band(index, self.number, document, registry)],
            (_, []) => Answer::of_number(self.number, documents, place),
            (None, by) => by.iter().map(|document| Answer::of(self.number, document, registry, place)).collect(),
        }
    }
}

/// Reads a number, a name in any language, a key, a variant, a number with its name (`1012 Service Restart`), or any text
/// that contains one of these. Case does not matter. A text and a name may belong to several codes.
pub(super) fn meanings<'d>(text: &str, names: &Names<'d>, documents: &'d [Document]) -> Result<Vec<Meant<'d>>, String> {
    let whole = text;
    let text = text.trim();
    if is_number(text.trim_start_matches(['-', '+'])) {
        let number = if is_number(text) { text.parse().ok() } else { None };
        return number
            .map(|number| vec![Meant::number(number)])
            .ok_or_else(|| format!("`{text}` is not a close code: use a number from 0 to 65535"));
    }
    let exact = by_name(text, names, documents);
    if !exact.is_empty() {
        return Ok(exact);
    }
    let numbered = text.split_once(char::is_whitespace).filter(|(number, _)| is_number(number));
    if let Some((number, name)) = numbered {
        let own = number.parse().ok().filter(|&number| names.is_of(&names::key(name), number));
        if let Some(number) = own {
            return Ok(vec![Meant::number(number)]);
        }
        if is_of_another(number, name, documents) {
            return Err(unknown(text, name, documents));
        }
    }
    let found = pasted::find(whole, names, documents);
    of_text(found, || unknown(text, numbered.map_or(text, |(_, name)| name), documents))
}

/// Returns the meanings of the codes in a text, or a message if it has none.
pub(super) fn of_text(found: Vec<Found<'_>>, unknown: impl FnOnce() -> String) -> Result<Vec<Meant<'_>>, String> {
    if found.is_empty() {
        return Err(unknown());
    }
    let meant = found.into_iter().map(|found| Meant {
        number: found.number,
        band: None,
        by: found.by,
        place: Some(found.place).filter(Place::has_more),
    });
    Ok(meant.collect())
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Finds the codes with a name, a key or a variant, and the bands with a name; or else the codes that another library calls so.
fn by_name<'d>(text: &str, names: &Names<'d>, documents: &'d [Document]) -> Vec<Meant<'d>> {
    let mut owners: Vec<Owner<'d>> = Vec::new();
    let wanted = alike(text);
    let mut found: Vec<Meant<'d>> = Vec::new();
    for document in documents {
        let is_named = |band: &Band| !band.name.is_empty() && alike(&band.name) == wanted;
        for (index, band) in document.bands.iter().enumerate().filter(|(_, band)| is_named(band)) {
            found.push(Meant { band: Some(index), by: vec![document], ..Meant::number(*band.codes.start()) });
        }
        let codes = document.codes.iter().filter(|code| names::all_of(code).any(|name| alike(name) == wanted));
        owners.extend(codes.map(|code| Owner { number: code.number, document: Some(document) }));
    }
    let owners = if owners.is_empty() && found.is_empty() { names.find(&names::key(text)) } else { &owners };
    for &Owner { number, document } in owners {
        match found.iter_mut().find(|meant| meant.number == number && meant.band.is_none()) {
            Some(meant) => meant.by.extend(document),
            None => found.push(Meant { by: document.into_iter().collect(), ..Meant::number(number) }),
        }
    }
    found
}

/// Returns a name for comparison: in lower case, with spaces for hyphens and underscores.
fn alike(name: &str) -> String {
    name.to_lowercase().replace(['-', '_'], " ")
}

/// Returns `true` if the number has a name, but this is the name of another code: `1012 Going Away`.
fn is_of_another(number: &str, name: &str, documents: &[Document]) -> bool {
    let is_named = |number| documents.iter().any(|document| document.code(number).is_some());
    let mut codes = documents.iter().flat_map(|document| &document.codes);
    let wanted = alike(name.trim());
    number.parse().is_ok_and(is_named) && codes.any(|code| names::all_of(code).any(|other| alike(other) == wanted))
}

/// Says that a text has no code, and what to do.
pub(super) fn unknown(text: &str, name: &str, documents: &[Document]) -> String {
    let shown = shortened(text);
    if Path::new(text).is_file() {
        return if text.to_lowercase().ends_with(".csv") {
            format!("`{shown}` is a file: to look in a table, write `--table {shown}` and a code")
        } else {
            format!("`{shown}` is a file: to explain the codes in it, write `-` and give the file as standard input")
        };
    }
    match nearest(name, documents) {
        Some((name, codes)) => {
            format!("`{shown}` is not a known close code: did you mean `{name}` ({})?", cell::show(&codes))
        }
        None if text.split_whitespace().nth(2).is_some() => {
            format!("no close code was found in `{shown}`: use a number from 0 to 65535, a name or a key")
        }
        None => format!("`{shown}` is not a known close code: use a number from 0 to 65535, a name or a key"),
    }
}

/// Returns the beginning of a text.
fn shortened(text: &str) -> String {
    let cut = text.char_indices().nth(MOST_COMPARED).map(|(at, _)| at);
    cut.and_then(|at| text.get(..at)).map_or_else(|| text.to_owned(), |start| format!("{start}…"))
}

/// Returns the name that is most similar to a text, if one is similar enough.
fn nearest<'d>(text: &str, documents: &'d [Document]) -> Option<(&'d str, RangeInclusive<u16>)> {
    if text.chars().nth(MOST_COMPARED).is_some() {
        return None;
    }
    let text = alike(text);
    let likeness = |name: &str| strsim::normalized_damerau_levenshtein(&alike(name), &text);
    let codes = documents.iter().flat_map(|document| &document.codes);
    let names = codes.flat_map(|code| names::all_of(code).map(|name| (name, code.number..=code.number)));
    let bands = documents.iter().flat_map(|document| &document.bands);
    let names = names.chain(bands.map(|band| (band.name.as_str(), band.codes.clone())));
    let names = names.filter(|(name, _)| !name.is_empty());
    let scored = names.map(|(name, codes)| (likeness(name), name, codes));
    let best = scored.filter(|&(likeness, ..)| likeness >= ALIKE).max_by(|(one, ..), (other, ..)| one.total_cmp(other));
    best.map(|(_, name, codes)| (name, codes))
}
