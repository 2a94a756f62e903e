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
#[derive(Default)]
pub(super) struct Variants {
    /// By key, so that keys are unique too: whose it is.
    taken: BTreeMap<String, String>,
}

impl Variants {
    /// Takes a variant for an owner and gives its key, or says why it cannot be had.
    pub(super) fn claim(&mut self, variant: &str, owner: &str) -> Result<String, String> {
        if let Some(fault) = variant_fault(variant) {
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
