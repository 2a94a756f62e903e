//! Rules for each set of codes, from a file or from an enum.

use std::ops::RangeInclusive;

use crate::check::cell::show;
use crate::check::claims::{Labels, Sorted, refuse_made_variant, refuse_variant};
use crate::model::{Code, OnTheWire, Range, Reference, Registry, Text};
use crate::name::{self, Reserved};
use crate::table::{Band, Column, Entry, Table, TypedCell, ValuesIn};
use crate::text::{join, on_one_line, quote};

/// The rules for the codes of a table.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'r> {
    /// The ranges and the registered codes.
    pub registry: &'r Registry,
    /// The codes of IANA's registry that the table can use.
    pub allowed: Allowed,
    /// The words for messages.
    pub options: Options<'r>,
    /// The names that variants and columns cannot have.
    pub reserved: Reserved,
}

/// The codes of IANA's registry to which a table can give a meaning of its own. Without these, it can use unregistered codes from
/// 3000 to 4999.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Allowed {
    /// Registered codes, even those that may not be sent.
    pub registered: bool,
    /// Codes of the protocol that are not registered: 1016 to 2999 (RFC 6455, section 7.4.2).
    pub unassigned: bool,
}

/// The options that allow codes of IANA's registry, as a user writes them.
#[derive(Clone, Copy, Debug)]
pub struct Options<'r> {
    /// The option for [`Allowed::registered`].
    pub registered: &'r str,
    /// The option for [`Allowed::unassigned`].
    pub unassigned: &'r str,
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
    /// The key. `None`: the key that the variant makes.
    pub key: Option<String>,
    /// One sentence or more; may be empty.
    pub description: String,
    /// The documents that define the code.
    pub references: Vec<Reference>,
    /// The cells of the typed columns.
    pub values: Vec<TypedCell>,
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
    /// The key.
    Key,
}

/// A number in use, perhaps by a draft that could not become an entry.
#[derive(Debug)]
struct Row {
    /// The variant and its place.
    owner: String,
    entry: Option<(Entry, Vec<TypedCell>)>,
}

/// Builds a [`Table`], code by code.
#[derive(Debug)]
pub struct Builder<'r> {
    rules: Rules<'r>,
    rows: Vec<Row>,
    /// The index of each row, by its number.
    by_number: Sorted<u16, usize>,
    labels: Labels,
}

impl<'r> Builder<'r> {
    /// Begins without codes.
    #[must_use]
    pub const fn new(rules: Rules<'r>) -> Self {
        Self { rules, rows: Vec::new(), by_number: Sorted::new(), labels: Labels::new() }
    }

    /// Adds a code, and returns its faults.
    ///
    /// A faulty code is added too, if possible, so that uses of its variant do not cause further errors. It is left out if
    /// the number is not a close code, or if the variant is not valid or not unique.
    ///
    /// An empty name or description of a registered code is that of the registry. A code from 3000 to 3999 with another name means
    /// something else, so its description stays empty.
    pub fn add(&mut self, draft: Draft) -> Vec<Fault> {
        let number = draft.number;
        let line = draft.line.map(|line| format!(" (line {line})")).unwrap_or_default();
        let mut faults = Vec::new();
        if let Some(message) = self.refuse(number, draft.line.is_some()) {
            faults.push(Fault { part: Part::Code, message });
        }
        if let Some(other) = self.by_number.get(&number).and_then(|&row| self.rows.get(row)) {
            let message = format!("code {number} is already {}: remove it, or use another number", other.owner);
            faults.push(Fault { part: Part::Code, message });
            return faults;
        }
        let mut entry = self.complete(&draft);
        let is_sound = self.claim(&draft, &entry, &format!("code {number}{line}"), &mut faults);
        let owner = format!("{}{line}", quote(&entry.variant));
        entry.references = draft.references;
        // With numbers that are not close codes, a table could become very long.
        let is_kept = is_sound && self.range(number).is_some_and(|range| range.on_the_wire != OnTheWire::Never);
        self.by_number.insert(number, self.rows.len());
        self.rows.push(Row { owner, entry: is_kept.then_some((entry, draft.values)) });
        faults
    }

    /// Returns the texts of a code. Missing ones come from the registry, or follow from each other.
    fn complete(&self, draft: &Draft) -> Entry {
        let number = draft.number;
        let mut name = draft.name.as_ref().map(|name| on_one_line(name));
        let mut variant = draft.variant.clone().unwrap_or_default();
        let mut description = on_one_line(&draft.description);
        if let Some(registered) = self.registered(number) {
            // An enum has no names: the registry's variant stands for the registry's name.
            let is_unnamed = match &name {
                Some(name) => name.is_empty() || name.eq_ignore_ascii_case(&registered.name),
                None => variant == registered.variant,
            };
            if is_unnamed {
                name = name.filter(|name| !name.is_empty()).or_else(|| Some(registered.name.clone()));
                if variant.is_empty() {
                    variant.clone_from(&registered.variant);
                }
            }
            let is_free = self.range(number).is_some_and(|range| range.on_the_wire == OnTheWire::Any);
            if (is_unnamed || !is_free) && description.is_empty() {
                description = registered.texts.first().map(|text: &Text| text.description.clone()).unwrap_or_default();
            }
        }
        let name = name.unwrap_or_else(|| name::words(&variant));
        if variant.is_empty() {
            variant = name::variant(&name);
        }
        let key = draft.key.clone().unwrap_or_else(|| name::key(&variant));
        Entry { number, name, variant, key, description, references: Vec::new(), values: Vec::new() }
    }

    /// Takes name, variant and key for a code, and adds their faults. Returns `true` if the variant is valid and unique.
    fn claim(&mut self, draft: &Draft, entry: &Entry, code: &str, faults: &mut Vec<Fault>) -> bool {
        let Entry { number, name, variant, key, .. } = entry;
        let mut fault = |part, message| faults.push(Fault { part, message });
        let mut has_name = true;
        let same_name = self.claim_name(*number, name, code).unwrap_or_else(|message| {
            fault(Part::Name, message);
            has_name = false;
            None
        });
        let of_variant = self.rules.reserved.variant_fault(variant);
        let mut of_variant = of_variant.or_else(|| self.labels.claim_identifier(variant, name, code).err());
        let of_key = name::key_fault(key).or_else(|| self.labels.claim_identifier(key, name, code).err());
        match of_key {
            Some(of_key) if draft.key.is_some() => {
                fault(Part::Key, format!("the key {} {of_key}: write another", quote(key)));
            }
            Some(of_key) if of_variant.is_none() => of_variant = Some(format!("has the key `{key}`, which {of_key}")),
            _ => {}
        }
        let Some(of_variant) = of_variant else { return true };
        if draft.variant.is_some() {
            fault(Part::Variant, refuse_variant(variant, &of_variant));
        } else if let Some(other) = same_name {
            let cure = "rename it, or write a variant in a column `variant`";
            fault(Part::Name, format!("the name {} is also the name of {other}: {cure}", quote(name)));
        } else if has_name {
            let (text, cure) = (format!("the name of code {number}"), "write the variant in a column `variant`");
            fault(Part::Name, refuse_made_variant(&text, variant, &of_variant, cure));
        }
        false
    }

    /// Returns `true` if the number is free and the table can use it.
    #[must_use]
    pub fn accepts(&self, number: u16) -> bool {
        self.refuse(number, false).is_none() && self.by_number.get(&number).is_none()
    }

    /// Takes the name for the code. Returns another code with the same name.
    ///
    /// # Errors
    ///
    /// A message if the code cannot have this name.
    fn claim_name(&mut self, number: u16, name: &str, code: &str) -> Result<Option<String>, String> {
        if name.is_empty() {
            return Err(format!("code {number} has no name: write one"));
        }
        if let Some(fault) = name::private_name_fault(name) {
            return Err(format!("the name {} {fault}", quote(name)));
        }
        self.labels.claim_name(name, code).map_err(|fault| format!("the name {} {fault}: rename it", quote(name)))
    }

    fn registered(&self, number: u16) -> Option<&'r Code> {
        self.rules.registry.codes.iter().find(|code| code.number == number)
    }

    fn range(&self, number: u16) -> Option<&'r Range> {
        self.rules.registry.ranges.iter().find(|range| range.codes.contains(&number))
    }

    /// Returns a message if the table cannot use this number. A `file` can have bands.
    fn refuse(&self, number: u16, is_file: bool) -> Option<String> {
        let Rules { registry: Registry { ranges, .. }, allowed, options, .. } = self.rules;
        let range = self.range(number)?;
        // The range for private use comes first.
        let free = ranges.iter().rev().filter(|range| range.on_the_wire == OnTheWire::Any);
        let free = join(free.map(|range| show(&range.codes)), " or ");
        let (fault, is_allowed, option) = match (range.on_the_wire, self.registered(number)) {
            (OnTheWire::Never, _) => return Some(format!("code {number} is not a close code: use {free}")),
            (_, Some(code)) => {
                let fault = format!("is registered with IANA as {}", quote(&code.name));
                (fault, allowed.registered, options.registered)
            }
            (OnTheWire::Any, None) => return None,
            (OnTheWire::Registered, None) => {
                let fault = format!("belongs to the protocol ({})", show(&around(range, ranges)));
                (fault, allowed.unassigned, options.unassigned)
            }
        };
        if is_allowed {
            return None;
        }
        let band = if is_file { format!(", or give it values in a band `{number}-{number}`") } else { String::new() };
        Some(format!("code {number} {fault}: use {free}, allow it with {option}{band}"))
    }

    /// Returns the table with these columns and bands. A code with an empty cell takes the value of its bands.
    #[must_use]
    pub fn finish(mut self, columns: Vec<Column>, bands: Vec<Band>) -> Table {
        let mut codes = Vec::new();
        let mut of_bands = ValuesIn::new(&bands, columns.len());
        for &row in self.by_number.values() {
            let Some((mut entry, cells)) = self.rows.get_mut(row).and_then(|row| row.entry.take()) else { continue };
            for (cell, of_band) in cells.into_iter().zip(of_bands.of(entry.number)) {
                entry.values.push(match cell {
                    TypedCell::Empty => of_band.cloned(),
                    TypedCell::NoValue => None,
                    TypedCell::Value(value) => Some(value),
                });
            }
            codes.push(entry);
        }
        Table { codes, bands, columns }
    }
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
