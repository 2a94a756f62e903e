//! Numbers and identifiers that can be used only once.

use std::ops::RangeInclusive;

use super::cell::show;
use crate::name::{Reserved, key};
use crate::source::Span;
use crate::table::Band;
use crate::text::quote;

/// The order of some items, by their indices. The indices are in chunks, so that each insertion moves only a few of them.
#[derive(Debug, Default)]
pub(super) struct Order(Vec<Vec<usize>>);

/// A chunk of an [`Order`], and a place in it.
type Place = (usize, usize);

impl Order {
    const LONGEST: usize = 256;

    /// Returns the place after all items that are `before` it.
    pub(super) fn place(&self, before: &dyn Fn(usize) -> bool) -> Place {
        let begins = self.0.partition_point(|chunk| chunk.first().is_some_and(|&first| before(first)));
        let chunk = begins.saturating_sub(1);
        (chunk, self.0.get(chunk).map_or(0, |indices| indices.partition_point(|&index| before(index))))
    }

    /// Returns the items before and after a place.
    fn around(&self, (chunk, at): Place) -> [Option<usize>; 2] {
        let index = |chunk: usize, at: usize| self.0.get(chunk)?.get(at).copied();
        // Only the first chunk can have a place before its first item.
        let before = at.checked_sub(1).and_then(|at| index(chunk, at));
        [before, index(chunk, at).or_else(|| index(chunk + 1, 0))]
    }

    pub(super) fn insert(&mut self, (chunk, at): Place, index: usize) {
        let Some(indices) = self.0.get_mut(chunk) else { return self.0.push(vec![index]) };
        indices.insert(at, index);
        if indices.len() > Self::LONGEST {
            let half = indices.split_off(Self::LONGEST / 2);
            self.0.insert(chunk + 1, half);
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = usize> {
        self.0.iter().flatten().copied()
    }
}

/// Puts rows into the order of their numbers.
pub(super) fn in_order<T>(rows: Vec<T>, number: impl Fn(&T) -> u16) -> Vec<T> {
    let mut order = Order::default();
    for (index, row) in rows.iter().enumerate() {
        let before = |other: usize| rows.get(other).is_some_and(|other| number(other) <= number(row));
        order.insert(order.place(&before), index);
    }
    let mut rows: Vec<_> = rows.into_iter().map(Some).collect();
    let mut sorted = Vec::new();
    for index in order.iter() {
        sorted.extend(rows.get_mut(index).and_then(Option::take));
    }
    sorted
}

/// A map in the order of its keys.
///
/// A `BTreeMap` would add 0.35 s of CPU time to each clean build of this crate, which takes 3.5 s.
#[derive(Debug)]
pub(super) struct Sorted<K, V> {
    entries: Vec<(K, V)>,
    order: Order,
}

impl<K: Ord, V> Sorted<K, V> {
    pub(super) const fn new() -> Self {
        Self { entries: Vec::new(), order: Order(Vec::new()) }
    }

    /// Returns the place of a key, and the index of its entry.
    fn find(&self, key: &K) -> (Place, Option<usize>) {
        let place = self.order.place(&|index| self.entries.get(index).is_some_and(|(other, _)| other < key));
        let [_, after] = self.order.around(place);
        (place, after.filter(|&index| self.entries.get(index).is_some_and(|(other, _)| other == key)))
    }

    pub(super) fn get(&self, key: &K) -> Option<&V> {
        let (_, index) = self.find(key);
        self.entries.get(index?).map(|(_, value)| value)
    }

    /// Inserts a key that the map does not have.
    pub(super) fn insert(&mut self, key: K, value: V) {
        let (place, _) = self.find(&key);
        self.order.insert(place, self.entries.len());
        self.entries.push((key, value));
    }

    /// Returns the value of a key. A new key gets the default.
    pub(super) fn entry(&mut self, key: K) -> &mut V
    where
        V: Default,
    {
        let (place, found) = self.find(&key);
        let index = found.unwrap_or(self.entries.len());
        if found.is_none() {
            self.order.insert(place, index);
            self.entries.push((key, V::default()));
        }
        &mut self.entries.get_mut(index).expect("the key is there").1
    }

    pub(super) fn values(&self) -> impl Iterator<Item = &V> {
        self.order.iter().filter_map(|index| self.entries.get(index)).map(|(_, value)| value)
    }
}

/// The numbers that the rows of one file use.
#[derive(Default)]
pub(super) struct Numbers {
    /// The numbers and the line of each row.
    rows: Vec<(RangeInclusive<u16>, usize)>,
    /// The rows in ascending order.
    order: Order,
}

impl Numbers {
    /// Takes `codes` for a line.
    ///
    /// # Errors
    ///
    /// A message that names an earlier line with at least one of the same numbers.
    pub(super) fn claim(&mut self, codes: &RangeInclusive<u16>, line: usize) -> Result<(), String> {
        let before = |row: usize| self.rows.get(row).is_some_and(|(others, _)| others.start() <= codes.end());
        let place = self.order.place(&before);
        let [last, _] = self.order.around(place);
        let before_end = last.and_then(|row| self.rows.get(row));
        if let Some((others, other_line)) = before_end.filter(|(others, _)| others.end() >= codes.start()) {
            let (ours, theirs) = (show(codes), show(others));
            return Err(if ours == theirs {
                format!("{ours} is already on line {other_line}: use each number only once")
            } else {
                format!("{ours} overlaps {theirs} on line {other_line}: use each number only once")
            });
        }
        self.order.insert(place, self.rows.len());
        self.rows.push((codes.clone(), line));
        Ok(())
    }

    /// The numbers that no row uses.
    pub(super) fn free(&self) -> Vec<RangeInclusive<u16>> {
        let mut free = Vec::new();
        let mut next = Some(0);
        for (codes, _) in self.order.iter().filter_map(|row| self.rows.get(row)) {
            if let Some(next) = next.filter(|next| next < codes.start()) {
                free.push(next..=codes.start() - 1);
            }
            next = codes.end().checked_add(1);
        }
        free.extend(next.map(|next| next..=u16::MAX));
        free
    }
}

/// Bands that may contain each other, but not overlap otherwise.
#[derive(Default)]
pub(super) struct Nested {
    /// Each band with the place of its range and its line, in the order of the file.
    bands: Vec<Option<(Band, Span, usize)>>,
    /// The bands in the order of [`Table::bands`](crate::Table::bands): by start, and the wider first.
    order: Order,
}

impl Nested {
    pub(super) fn add(&mut self, band: Band, place: Span, line: usize) {
        let key = |codes: &RangeInclusive<u16>| (*codes.start(), u16::MAX - codes.end());
        let is_before = |other: &(Band, Span, usize)| key(&other.0.codes) <= key(&band.codes);
        let before = |other: usize| self.bands.get(other).is_some_and(|other| other.as_ref().is_some_and(is_before));
        self.order.insert(self.order.place(&before), self.bands.len());
        self.bands.push(Some((band, place, line)));
    }

    /// Returns the bands in their order. Reports and leaves out each band that has the range of another one, or a part of it.
    pub(super) fn finish(mut self, mut report: impl FnMut(Span, String)) -> Vec<Band> {
        let mut bands: Vec<Band> = Vec::new();
        // The bands around the current one, from the widest to the narrowest.
        let mut around: Vec<(RangeInclusive<u16>, usize)> = Vec::new();
        for index in self.order.iter() {
            let Some((band, place, line)) = self.bands.get_mut(index).and_then(Option::take) else { continue };
            let codes = band.codes.clone();
            while around.last().is_some_and(|(other, _)| other.end() < codes.start()) {
                around.pop();
            }
            if let Some((other, other_line)) = around.last() {
                let (ours, theirs) = (show(&codes), show(other));
                if ours == theirs {
                    report(place, format!("{ours} is already on line {other_line}: use each range only once"));
                    continue;
                }
                if other.end() < codes.end() {
                    let message = format!(
                        "{ours} overlaps {theirs} on line {other_line}: separate them, or put one into the other"
                    );
                    report(place, message);
                    continue;
                }
            }
            around.push((codes, line));
            bands.push(band);
        }
        bands
    }
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
///
/// A key or a variant belongs to one code. Two codes can have the same name: a text is read as a key or a variant before it is
/// read as a name.
#[derive(Debug)]
pub(super) struct Labels {
    taken: Sorted<String, Label>,
}

/// The owners of a text.
#[derive(Debug, Default)]
struct Label {
    /// The first code with this name.
    named: Option<String>,
    /// The code with this key or variant.
    identified: Option<String>,
}

impl Labels {
    /// Begins without labels.
    pub(super) const fn new() -> Self {
        Self { taken: Sorted::new() }
    }

    /// Takes a text for an owner alone.
    ///
    /// # Errors
    ///
    /// The owner of the same label, as a predicate of the text.
    pub(super) fn claim(&mut self, text: &str, owner: &str) -> Result<(), String> {
        let label = self.label(text.to_lowercase());
        match label.named.get_or_insert_with(|| owner.to_owned()) {
            other if other == owner => Ok(()),
            other => Err(format!("is also the name, key or variant of {other}")),
        }
    }

    /// Takes a name for an owner. Returns another owner of the same name.
    ///
    /// # Errors
    ///
    /// Another owner of the same key or variant, without this name; as a predicate of the name.
    pub(super) fn claim_name(&mut self, name: &str, owner: &str) -> Result<Option<String>, String> {
        let label = self.label(name.to_lowercase());
        let of_other = |claimed: &Option<String>| claimed.clone().filter(|other| other != owner);
        let (named, identified) = (of_other(&label.named), of_other(&label.identified));
        label.named.get_or_insert_with(|| owner.to_owned());
        match identified {
            Some(other) if named.is_none() => Err(format!("is also the key or variant of {other}")),
            _ => Ok(named),
        }
    }

    /// Takes a variant or a key for an owner with this name.
    ///
    /// # Errors
    ///
    /// The owner of the same label, as a predicate of the identifier.
    pub(super) fn claim_identifier(&mut self, identifier: &str, name: &str, owner: &str) -> Result<(), String> {
        let text = identifier.to_lowercase();
        let is_name = text == name.to_lowercase();
        let label = self.label(text);
        if let Some(other) = label.identified.as_ref().filter(|other| *other != owner) {
            return Err(format!("is also the key or variant of {other}"));
        }
        label.identified = Some(owner.to_owned());
        match &label.named {
            Some(other) if other != owner && !is_name => Err(format!("is also the name of {other}")),
            _ => Ok(()),
        }
    }

    fn label(&mut self, text: String) -> &mut Label {
        self.taken.entry(text)
    }
}
