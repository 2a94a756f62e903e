//! Numbers and identifiers that can be used only once.

use std::ops::RangeInclusive;

use super::cell::show;
use crate::name::{Reserved, key};
use crate::text::quote;

/// A map in the order of its keys.
///
/// A `BTreeMap` would add 0.35 s of CPU time to each clean build of this crate, which takes 3.5 s.
#[derive(Debug)]
pub(super) struct Sorted<K, V>(Vec<(K, V)>);

impl<K: Ord, V> Sorted<K, V> {
    pub(super) const fn new() -> Self {
        Self(Vec::new())
    }

    /// The number of keys before this one.
    fn before(&self, key: &K) -> usize {
        self.0.partition_point(|(other, _)| other < key)
    }

    pub(super) fn get(&self, key: &K) -> Option<&V> {
        self.0.get(self.before(key)).filter(|(other, _)| other == key).map(|(_, value)| value)
    }

    /// Inserts a key that the map does not have.
    pub(super) fn insert(&mut self, key: K, value: V) {
        self.0.insert(self.before(&key), (key, value));
    }

    pub(super) fn values(&self) -> impl Iterator<Item = &V> {
        self.0.iter().map(|(_, value)| value)
    }
}

/// The numbers that the rows of one file use.
#[derive(Default)]
pub(super) struct Numbers {
    /// The numbers and the line of each row, in ascending order.
    rows: Vec<(RangeInclusive<u16>, usize)>,
}

impl Numbers {
    /// Takes `codes` for a line.
    ///
    /// # Errors
    ///
    /// A message that names an earlier line with at least one of the same numbers.
    pub(super) fn claim(&mut self, codes: &RangeInclusive<u16>, line: usize) -> Result<(), String> {
        let at = self.rows.partition_point(|(others, _)| others.start() <= codes.end());
        let before_end = at.checked_sub(1).and_then(|at| self.rows.get(at));
        if let Some((others, other_line)) = before_end.filter(|(others, _)| others.end() >= codes.start()) {
            let (ours, theirs) = (show(codes), show(others));
            return Err(if ours == theirs {
                format!("{ours} is already on line {other_line}: use each number only once")
            } else {
                format!("{ours} overlaps {theirs} on line {other_line}: use each number only once")
            });
        }
        self.rows.insert(at, (codes.clone(), line));
        Ok(())
    }

    /// The numbers that no row uses.
    pub(super) fn free(&self) -> Vec<RangeInclusive<u16>> {
        let mut free = Vec::new();
        let mut next = Some(0);
        for (codes, _) in &self.rows {
            if let Some(next) = next.filter(|next| next < codes.start()) {
                free.push(next..=codes.start() - 1);
            }
            next = codes.end().checked_add(1);
        }
        free.extend(next.map(|next| next..=u16::MAX));
        free
    }
}

/// Inserts a row into rows in ascending order of `key`.
pub(super) fn insert_in_order<T>(rows: &mut Vec<T>, row: T, key: impl Fn(&T) -> u16) {
    let at = rows.partition_point(|other| key(other) <= key(&row));
    rows.insert(at, row);
}

/// The variants of one enum, or of several enums that must not share keys.
#[derive(Debug)]
pub(super) struct Variants {
    /// The names that a variant cannot have.
    reserved: Reserved,
    /// The owner of each variant, by its key: keys are unique too.
    taken: Sorted<String, String>,
}

impl Variants {
    /// Begins without variants. The `reserved` names cannot be taken.
    pub(super) const fn without(reserved: Reserved) -> Self {
        Self { reserved, taken: Sorted::new() }
    }

    /// Takes a variant for an owner and returns its key.
    ///
    /// # Errors
    ///
    /// The fault of the variant, as a predicate: `is a keyword`.
    pub(super) fn claim(&mut self, variant: &str, owner: &str) -> Result<String, String> {
        if let Some(fault) = self.reserved.variant_fault(variant) {
            return Err(fault);
        }
        let key = key(variant);
        if let Some(other) = self.taken.get(&key) {
            return Err(format!("has the same key, `{key}`, as {other}"));
        }
        self.taken.insert(key.clone(), owner.to_owned());
        Ok(key)
    }
}

/// Says what is wrong with a variant that somebody wrote. `fault` is a predicate.
pub(super) fn refuse_variant(variant: &str, fault: &str) -> String {
    if variant.is_empty() {
        "the variant is missing: write one".to_owned()
    } else {
        format!("the variant {} {fault}: rename it", quote(variant))
    }
}

/// Says what is wrong with the variant that a text makes, and what to do. `fault` is a predicate.
pub(super) fn refuse_made_variant(text: &str, variant: &str, fault: &str, cure: &str) -> String {
    if variant.is_empty() {
        format!("{text} does not make a variant: {cure}")
    } else {
        format!("{text} makes the variant {}, which {fault}: {cure}", quote(variant))
    }
}

/// The texts that parse as a code, compared in lower case: names, keys and variants.
#[derive(Debug)]
pub(super) struct Labels {
    /// The owner of each label.
    taken: Sorted<String, String>,
}

impl Labels {
    /// Begins without labels.
    pub(super) const fn new() -> Self {
        Self { taken: Sorted::new() }
    }

    /// Takes a name for an owner.
    ///
    /// # Errors
    ///
    /// The owner of the same label, as a predicate of the name.
    pub(super) fn claim_name(&mut self, name: &str, owner: &str) -> Result<(), String> {
        self.claim(name.to_lowercase(), owner)
    }

    /// Takes a variant and its key for an owner.
    ///
    /// # Errors
    ///
    /// The owner of the same label, as a predicate of the variant.
    pub(super) fn claim_variant(&mut self, variant: &str, key: &str, owner: &str) -> Result<(), String> {
        // Both are taken, even if the first cannot be.
        let claimed = self.claim(key.to_owned(), owner).map_err(|fault| format!("has the key `{key}`, which {fault}"));
        claimed.and(self.claim(variant.to_lowercase(), owner))
    }

    fn claim(&mut self, label: String, owner: &str) -> Result<(), String> {
        match self.taken.get(&label) {
            Some(other) if other != owner => return Err(format!("is also the name, key or variant of {other}")),
            Some(_) => {}
            None => self.taken.insert(label, owner.to_owned()),
        }
        Ok(())
    }
}
