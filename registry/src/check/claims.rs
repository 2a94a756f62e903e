//! What may be taken once only: numbers and identifiers.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use super::cell::show;
use crate::name::{key, variant_fault};

/// The numbers that the rows of one file have taken.
#[derive(Default)]
pub(super) struct Numbers {
    /// By first number: last number and line.
    taken: BTreeMap<u16, (u16, usize)>,
}

impl Numbers {
    /// Takes `codes` for a line, or says which line has them, or some of them, already.
    pub(super) fn claim(&mut self, codes: &RangeInclusive<u16>, line: usize) -> Result<(), String> {
        let before_end = self.taken.range(..=codes.end()).next_back();
        if let Some((&first, &(last, other_line))) = before_end.filter(|(_, (last, _))| last >= codes.start()) {
            let (ours, theirs) = (show(codes), show(&(first..=last)));
            return Err(if ours == theirs {
                format!("{ours} is already on line {other_line}")
            } else {
                format!("{ours} overlaps {theirs} on line {other_line}")
            });
        }
        self.taken.insert(*codes.start(), (*codes.end(), line));
        Ok(())
    }

    /// The numbers that no row has taken.
    pub(super) fn free(&self) -> Vec<RangeInclusive<u16>> {
        let mut free = Vec::new();
        let mut next = Some(0);
        for (&first, &(last, _)) in &self.taken {
            if let Some(next) = next.filter(|&next| next < first) {
                free.push(next..=first - 1);
            }
            next = last.checked_add(1);
        }
        free.extend(next.map(|next| next..=u16::MAX));
        free
    }
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
    taken: BTreeMap<String, u16>,
}

impl Labels {
    /// Takes a name for a code, or says which code has it already.
    pub(super) fn claim_name(&mut self, number: u16, name: &str) -> Result<(), String> {
        self.claim(number, name.to_lowercase())
    }

    /// Takes a key for a code, or says which code has it already for a name.
    pub(super) fn claim_key(&mut self, number: u16, key: &str) -> Result<(), String> {
        self.claim(number, key.to_owned())
    }

    fn claim(&mut self, number: u16, label: String) -> Result<(), String> {
        match self.taken.insert(label, number).filter(|&other| other != number) {
            Some(other) => Err(format!("code {other} has the same name or key")),
            None => Ok(()),
        }
    }
}
