//! What may be taken once only: numbers and identifiers.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use super::cell::show;
use crate::name::{key, variant_fault};

/// The numbers that the rows of one file have taken.
#[derive(Default)]
pub(super) struct Numbers {
    /// The numbers of each row, and its line.
    rows: Vec<(RangeInclusive<u16>, usize)>,
    /// Which row it is, by its first number.
    by_first: BTreeMap<u16, usize>,
}

impl Numbers {
    /// Takes `codes` for a line, or says which line has them, or some of them, already.
    pub(super) fn claim(&mut self, codes: &RangeInclusive<u16>, line: usize) -> Result<(), String> {
        let before_end = self.by_first.range(..=codes.end()).next_back();
        let before_end = before_end.and_then(|(_, &row)| self.rows.get(row));
        if let Some((others, other_line)) = before_end.filter(|(others, _)| others.end() >= codes.start()) {
            let (ours, theirs) = (show(codes), show(others));
            return Err(if ours == theirs {
                format!("{ours} is already on line {other_line}")
            } else {
                format!("{ours} overlaps {theirs} on line {other_line}: give each number to one row")
            });
        }
        self.by_first.insert(*codes.start(), self.rows.len());
        self.rows.push((codes.clone(), line));
        Ok(())
    }

    /// The numbers that no row has taken.
    pub(super) fn free(&self) -> Vec<RangeInclusive<u16>> {
        let mut free = Vec::new();
        let mut next = Some(0);
        for (codes, _) in self.by_first.values().filter_map(|&row| self.rows.get(row)) {
            if let Some(next) = next.filter(|next| next < codes.start()) {
                free.push(next..=codes.start() - 1);
            }
            next = codes.end().checked_add(1);
        }
        free.extend(next.map(|next| next..=u16::MAX));
        free
    }
}

/// Puts a row where it belongs among rows in ascending order of `key`.
pub(super) fn insert_in_order<T>(rows: &mut Vec<T>, row: T, key: impl Fn(&T) -> u16) {
    let at = rows.partition_point(|other| key(other) <= key(&row));
    rows.insert(at, row);
}

/// The variants of one enum, or of two whose keys must not be confused.
#[derive(Debug)]
pub(super) struct Variants {
    /// What cannot be the name of a variant.
    without: &'static [&'static str],
    /// By key, so that keys are unique too: whose it is.
    taken: BTreeMap<String, String>,
}

impl Variants {
    /// Begins with none, and will take none of these.
    pub(super) const fn without(without: &'static [&'static str]) -> Self {
        Self { without, taken: BTreeMap::new() }
    }

    /// Takes a variant for an owner and gives its key, or says why it cannot be had.
    pub(super) fn claim(&mut self, variant: &str, owner: &str) -> Result<String, String> {
        if let Some(fault) = variant_fault(variant, self.without) {
            return Err(fault);
        }
        let key = key(variant);
        if let Some(other) = self.taken.get(&key) {
            return Err(format!("`{variant}` with the key `{key}` is already that of {other}"));
        }
        self.taken.insert(key.clone(), owner.to_owned());
        Ok(key)
    }
}

/// The texts that name a code when they are parsed: names and keys, in capitals or not.
#[derive(Debug, Default)]
pub(super) struct Labels {
    /// By label: whose it is.
    taken: BTreeMap<String, String>,
}

impl Labels {
    /// Takes a name for an owner, or says whose it is already.
    pub(super) fn claim_name(&mut self, name: &str, owner: &str) -> Result<(), String> {
        self.claim(name.to_lowercase(), owner)
    }

    /// Takes a key for an owner, or says whose name it is already.
    pub(super) fn claim_key(&mut self, key: &str, owner: &str) -> Result<(), String> {
        self.claim(key.to_owned(), owner)
    }

    fn claim(&mut self, label: String, owner: &str) -> Result<(), String> {
        let other = self.taken.entry(label).or_insert_with(|| owner.to_owned());
        if other == owner { Ok(()) } else { Err(format!("{other} has the same name or key")) }
    }
}
