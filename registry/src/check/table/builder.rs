//! Rules for each set of codes, from a file or from an enum.

use std::ops::RangeInclusive;

use crate::check::cell::show;
use crate::check::claims::{Labels, Sorted, Variants, refuse_made_variant, refuse_variant};
use crate::model::{OnTheWire, Range, Reference, Registry};
use crate::name::{self, Reserved};
use crate::table::{Band, Column, Entry, Table, Value};
use crate::text::{join, on_one_line, quote};

/// The rules for the codes of a table.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'r> {
    /// The ranges and the registered codes.
    pub registry: &'r Registry,
    /// The rule for codes that are registered with IANA.
    pub registered: Registered,
    /// The option that allows registered codes, for messages.
    pub to_allow: &'r str,
    /// The names that variants and columns cannot have.
    pub reserved: Reserved,
}

/// The rule for codes that are registered with IANA, with another meaning.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Registered {
    /// A table cannot use them.
    #[default]
    Refuse,
    /// A table can use them.
    Allow,
}

/// A code as written in a file or an enum.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// The number on the wire.
    pub number: u16,
    /// A few words. `None`: the words of the variant.
    pub name: Option<String>,
    /// The variant. `None`: the variant that the name makes.
    pub variant: Option<String>,
    /// One sentence or more; may be empty.
    pub description: String,
    /// The documents that define the code.
    pub references: Vec<Reference>,
    /// The values of the typed columns.
    pub values: Vec<Option<Value>>,
    /// The line in the file, for messages about other codes.
    pub line: Option<usize>,
}

/// A fault of a [`Draft`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The faulty part.
    pub part: Part,
    /// The message: the fault and the cure.
    pub message: String,
}

/// A part of a [`Draft`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The number.
    Code,
    /// The name.
    Name,
    /// The variant.
    Variant,
}

/// A number in use, perhaps by a draft that could not become an entry.
#[derive(Debug)]
struct Row {
    /// The variant and its place.
    owner: String,
    entry: Option<Entry>,
}

/// Builds a [`Table`], code by code.
#[derive(Debug)]
pub struct Builder<'r> {
    rules: Rules<'r>,
    rows: Vec<Row>,
    /// The index of each row, by its number.
    by_number: Sorted<u16, usize>,
    variants: Variants,
    labels: Labels,
}

impl<'r> Builder<'r> {
    /// Begins without codes.
    #[must_use]
    pub const fn new(rules: Rules<'r>) -> Self {
        Self {
            rules,
            rows: Vec::new(),
            by_number: Sorted::new(),
            variants: Variants::without(rules.reserved),
            labels: Labels::new(),
        }
    }

    /// Adds a code, and returns its faults.
    ///
    /// A faulty code is added too, if possible, so that uses of its variant do not cause further errors. It is left out if
    /// the number is outside the ranges for private codes, or if the variant is not valid or not unique.
    pub fn add(&mut self, draft: Draft) -> Vec<Fault> {
        let Draft { number, name, variant, description, references, values, line } = draft;
        let line = line.map(|line| format!(" (line {line})")).unwrap_or_default();
        let code = format!("code {number}{line}");
        let mut faults = Vec::new();
        if let Some(message) = self.refuse(number) {
            faults.push(Fault { part: Part::Code, message });
        }
        if let Some(other) = self.by_number.get(&number).and_then(|&row| self.rows.get(row)) {
            let message = format!("code {number} is already {}: remove it, or use another number", other.owner);
            faults.push(Fault { part: Part::Code, message });
            return faults;
        }
        let name = name.map(|name| on_one_line(&name));
        let name_fault = name.as_ref().and_then(|name| self.refuse_name(number, name, &code));
        let has_name = name_fault.is_none();
        if let Some(message) = name_fault {
            faults.push(Fault { part: Part::Name, message });
        }

        let is_given = variant.is_some();
        let variant = match (variant, &name) {
            (Some(variant), _) => variant,
            (None, Some(name)) => name::variant(name),
            (None, None) => String::new(),
        };
        let mut row = Row { owner: format!("{}{line}", quote(&variant)), entry: None };
        let claimed = self.variants.claim(&variant, &code);
        let labelled = claimed.and_then(|key| {
            self.labels.claim_variant(&variant, &key, &code)?;
            Ok(key)
        });
        match labelled {
            // With these numbers, a table could become very long.
            Ok(_) if !self.is_in_free_range(number) => {}
            Ok(key) => {
                let name = name.unwrap_or_else(|| name::words(&variant));
                let description = on_one_line(&description);
                row.entry = Some(Entry { number, name, variant, key, description, references, values });
            }
            Err(fault) if is_given => {
                let message = refuse_variant(&variant, &fault);
                faults.push(Fault { part: Part::Variant, message });
            }
            Err(fault) if has_name => {
                let text = format!("the name of code {number}");
                let message = refuse_made_variant(&text, &variant, &fault, "write the variant in a column `variant`");
                faults.push(Fault { part: Part::Name, message });
            }
            // The fault of the name has been reported.
            Err(_) => {}
        }
        self.by_number.insert(number, self.rows.len());
        self.rows.push(row);
        faults
    }

    /// Returns a message if the code cannot have this name.
    fn refuse_name(&mut self, number: u16, name: &str, code: &str) -> Option<String> {
        if name.is_empty() {
            return Some(format!("code {number} has no name: write one"));
        }
        let fault = name::name_fault(name).map(str::to_owned);
        let fault = fault.or_else(|| self.labels.claim_name(name, code).err())?;
        Some(format!("the name {} {fault}: rename it", quote(name)))
    }

    fn is_in_free_range(&self, number: u16) -> bool {
        self.rules.registry.ranges.iter().any(|range| is_free(range) && range.codes.contains(&number))
    }

    /// Returns a message if the table cannot use this number.
    fn refuse(&self, number: u16) -> Option<String> {
        let Registry { codes, ranges, .. } = self.rules.registry;
        let range = ranges.iter().find(|range| range.codes.contains(&number))?;
        if !is_free(range) {
            let free = join(ranges.iter().filter(|range| is_free(range)).map(|range| show(&range.codes)), " or ");
            let fault = if range.on_the_wire == OnTheWire::Registered {
                format!("belongs to the protocol ({})", show(&around(range, ranges)))
            } else {
                "is not a close code".to_owned()
            };
            return Some(format!("code {number} {fault}: use {free}"));
        }
        let code = codes.iter().find(|code| code.number == number)?;
        let by = if code.contacts.is_empty() { "" } else { &format!(" by {}", join(&code.contacts, ", ")) };
        let refused = format!(
            "code {number} is registered with IANA as `{}`{by}: use another, or allow it with `{}`",
            code.meaning, self.rules.to_allow
        );
        (self.rules.registered == Registered::Refuse).then_some(refused)
    }

    /// Returns the table with these columns and bands. A code without a value takes the value of its band.
    #[must_use]
    pub fn finish(mut self, columns: Vec<Column>, bands: Vec<Band>) -> Table {
        let mut codes = Vec::new();
        for &row in self.by_number.values() {
            let Some(mut entry) = self.rows.get_mut(row).and_then(|row| row.entry.take()) else { continue };
            if let Some(band) = bands.iter().find(|band| band.codes.contains(&entry.number)) {
                for (own, of_band) in entry.values.iter_mut().zip(&band.values) {
                    if own.is_none() {
                        own.clone_from(of_band);
                    }
                }
            }
            codes.push(entry);
        }
        Table { codes, bands, columns }
    }
}

/// Returns `true` if any number of the range may be used.
fn is_free(range: &Range) -> bool {
    range.on_the_wire == OnTheWire::Any
}

/// The protocol's ranges that adjoin its range `own`, joined with it: `1000-2999`.
fn around(own: &Range, ranges: &[Range]) -> RangeInclusive<u16> {
    let is_protocol = |range: &&Range| range.on_the_wire == OnTheWire::Registered;
    let (mut first, mut last) = (*own.codes.start(), *own.codes.end());
    for range in ranges.iter().filter(is_protocol) {
        if last.checked_add(1) == Some(*range.codes.start()) {
            last = *range.codes.end();
        }
    }
    for range in ranges.iter().rev().filter(is_protocol) {
        if range.codes.end().checked_add(1) == Some(first) {
            first = *range.codes.start();
        }
    }
    first..=last
}
