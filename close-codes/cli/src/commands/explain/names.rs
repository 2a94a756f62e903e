//! The names of codes, by their words.

use std::collections::{HashMap, HashSet};
use std::ops::RangeInclusive;

use heck::ToSnakeCase;

use crate::document::{Document, Named};

/// The names of codes in all documents and in other libraries.
///
/// A name is found by its words: `GoingAway`, `GOING_AWAY` and `going away` are the same.
#[derive(Debug)]
pub(super) struct Names<'d> {
    of: HashMap<String, Vec<Owner<'d>>>,
    /// The names of the ranges of numbers, and of the bands.
    ranges: Vec<(String, RangeInclusive<u16>)>,
    /// The first word of each name, so that most words of a text need one look-up.
    firsts: HashSet<String>,
}

/// A code that has a name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Owner<'d> {
    pub(super) number: u16,
    /// `None` for a name that only other libraries use.
    pub(super) document: Option<&'d Document>,
}

/// The most words of a name that is looked for in a text.
pub(super) const MOST_WORDS: usize = 8;

/// The most codes with one name that are found in a text.
const MOST_CODES: usize = 20;

/// The names that other libraries give to the registered codes.
const OF_OTHERS: &str = include_str!("names.csv");

impl<'d> Names<'d> {
    pub(super) fn of(documents: &'d [Document]) -> Self {
        let mut names = Self { of: HashMap::new(), ranges: Vec::new(), firsts: HashSet::new() };
        for range in documents.iter().take(1).flat_map(|registry| &registry.ranges) {
            names.ranges.extend(range.texts.iter().map(|text| (key(&text.name), range.codes.clone())));
        }
        for document in documents {
            names.ranges.extend(
                document
                    .bands
                    .iter()
                    .filter(|band| !band.name.is_empty())
                    .map(|band| (key(&band.name), band.codes.clone())),
            );
            for code in &document.codes {
                let owner = Owner { number: code.number, document: Some(document) };
                all_of(code).for_each(|name| names.add(name, owner));
            }
        }
        for (number, name) in of_others() {
            // A name of a document wins.
            if !names.of.contains_key(&key(name)) {
                names.add(name, Owner { number, document: None });
            }
        }
        names
    }

    fn add(&mut self, name: &str, owner: Owner<'d>) {
        let words = words(name);
        let Some(first) = words.first().filter(|_| words.len() <= MOST_WORDS) else { return };
        self.firsts.insert(first.clone());
        let owners = self.of.entry(words.join(" ")).or_default();
        let is_there = |other: &Owner<'_>| other.number == owner.number && is_same(other.document, owner.document);
        // A code's key, variant and names are often the same words.
        if owners.len() < MOST_CODES && !owners.last().is_some_and(is_there) {
            owners.push(owner);
        }
    }

    /// Returns the codes with a name of these words.
    pub(super) fn find(&self, words: &str) -> &[Owner<'d>] {
        self.of.get(words).map(Vec::as_slice).unwrap_or_default()
    }

    /// Returns `true` if these words are a name of the code, or of its range.
    pub(super) fn is_of(&self, words: &str, number: u16) -> bool {
        self.find(words).iter().any(|owner| owner.number == number)
            || self.ranges.iter().any(|(name, codes)| codes.contains(&number) && name == words)
    }

    /// Returns `true` if a name begins with this word.
    pub(super) fn has_first(&self, word: &str) -> bool {
        self.firsts.contains(word)
    }
}

fn is_same(one: Option<&Document>, other: Option<&Document>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => std::ptr::eq(one, other),
        (one, other) => one.is_none() && other.is_none(),
    }
}

/// Returns the key and the variant of a code, and its name in each language.
pub(super) fn all_of(code: &Named) -> impl Iterator<Item = &str> {
    [code.key.as_str(), code.variant.as_str()].into_iter().chain(code.texts.iter().map(|text| text.name.as_str()))
}

/// Reads the rows of `names.csv`: the number, and the name up to the next comma.
fn of_others() -> impl Iterator<Item = (u16, &'static str)> {
    OF_OTHERS.lines().skip(1).filter_map(|row| {
        let (number, rest) = row.split_once(',')?;
        let (name, _) = rest.split_once(',')?;
        Some((number.parse().ok()?, name))
    })
}

/// Splits a name into its words, in lower case: at spaces, hyphens and underscores, and before capitals.
pub(super) fn words(name: &str) -> Vec<String> {
    if !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return vec![name.to_owned()];
    }
    let words = name.to_snake_case();
    words.split('_').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Returns the words of a name, joined by spaces.
pub(super) fn key(name: &str) -> String {
    words(name).join(" ")
}
