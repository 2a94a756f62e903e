//! The parts of a table on which other code may rely.

use std::collections::{BTreeMap, BTreeSet};

use close_codes_registry::{Band, Code, Column, Entry, Registry, Table, TypedCell, Value};

use crate::listing::{self, Codes, Role};

/// The API on which other code may rely, with the texts of the codes.
#[derive(Debug, Default)]
pub(crate) struct Api {
    /// The variants, by number.
    pub(super) variants: BTreeMap<u16, String>,
    /// The keys, by number.
    pub(super) keys: BTreeMap<u16, String>,
    /// The names of a table's codes.
    names: BTreeMap<u16, String>,
    /// The descriptions of a table's codes.
    descriptions: BTreeMap<u16, String>,
    /// The methods, and their return types: of typed columns, and `band_of`.
    pub(super) methods: BTreeMap<String, String>,
    /// The values of each typed column: of codes and of bands.
    pub(super) values: BTreeMap<String, BTreeMap<Codes, Option<Value>>>,
    pub(super) bands: BTreeSet<Codes>,
    /// The place for a variant that differs from the name.
    pub(super) pin: String,
    /// A note about new variants.
    pub(super) if_exhaustive: &'static str,
    /// `true` if the API shows every cell. The API of IANA's registry shows only names, references and registrants.
    pub(super) says_all: bool,
}

impl Api {
    /// Returns the API of IANA's registry. `properties` is the name of the file of properties.
    pub(crate) fn of_registry(registry: &Registry, properties: &str) -> Self {
        let of =
            |text: fn(&Code) -> &String| registry.codes.iter().map(|code| (code.number, text(code).clone())).collect();
        Self {
            variants: of(|code| &code.variant),
            keys: of(|code| &code.key),
            pin: format!("{properties}, column `Variant`"),
            ..Self::default()
        }
    }

    pub(crate) fn of_table(table: &Table) -> Self {
        let of =
            |text: fn(&Entry) -> &String| table.codes.iter().map(|entry| (entry.number, text(entry).clone())).collect();
        let gives = |(at, column): (usize, &Column)| {
            let kind = column.kind.name();
            let gives = if table.is_filled(at) { kind.to_owned() } else { format!("Option<{kind}>") };
            (column.name.clone(), gives)
        };
        let mut methods: BTreeMap<_, _> = table.columns.iter().enumerate().map(gives).collect();
        if !table.bands.is_empty() {
            methods.insert("band_of".to_owned(), "Option<&Band>".to_owned());
        }
        let bands = || table.bands.iter().map(|band| Codes::of_range(&band.codes));
        let of_bands = values_of(&table.bands);
        let values = table.columns.iter().enumerate().map(|(at, column)| {
            let value = |entry: &Entry| (Codes::of_code(entry.number), entry.values.get(at).cloned().flatten());
            let of_bands = of_bands.iter().map(|values| values.get(at).copied().flatten().cloned());
            (column.name.clone(), bands().zip(of_bands).chain(table.codes.iter().map(value)).collect())
        });
        Self {
            variants: of(|entry| &entry.variant),
            keys: of(|entry| &entry.key),
            names: of(|entry| &entry.name),
            descriptions: of(|entry| &entry.description),
            methods,
            values: values.collect(),
            bands: bands().collect(),
            pin: "a column `variant`".to_owned(),
            if_exhaustive: ": a major version if the enum is not `#[non_exhaustive]`",
            says_all: true,
        }
    }

    /// Returns `true` if a code of both tables has another variant in the other table.
    pub(super) fn has_other_variants(&self, other: &Self) -> bool {
        differ(&self.variants, &other.variants)
    }

    /// Returns `true` if a code of both tables has another key in the other table.
    pub(super) fn has_other_keys(&self, other: &Self) -> bool {
        differ(&self.keys, &other.keys)
    }

    /// Returns the name of a table's code.
    pub(super) fn name(&self, codes: Codes) -> Option<&String> {
        self.names.get(&codes.code()?)
    }

    /// Returns the text or the value in a column, even if the cell is empty because it follows from other cells or from the
    /// registry. `None` stands for a cell without such a meaning.
    pub(super) fn decision(&self, codes: Codes, column: &listing::Column) -> Option<Vec<String>> {
        let text = match column.role {
            // IANA's file does not have these columns.
            _ if !self.says_all => return None,
            Role::Description => self.descriptions.get(&codes.code()?)?,
            Role::Variant => self.variants.get(&codes.code()?)?,
            Role::Key => self.keys.get(&codes.code()?)?,
            Role::Typed(_) => {
                let (name, _) = column.heading.split_once(':')?;
                return Some(self.values.get(name)?.get(&codes)?.iter().map(Value::to_string).collect());
            }
            _ => return None,
        };
        Some(list(text))
    }
}

fn differ(old: &BTreeMap<u16, String>, new: &BTreeMap<u16, String>) -> bool {
    old.iter().any(|(number, was)| new.get(number).is_some_and(|now| now != was))
}

/// Returns the items of a cell with one text, or with nothing.
pub(super) fn list(text: &str) -> Vec<String> {
    if text.is_empty() { Vec::new() } else { vec![text.to_owned()] }
}

/// Returns the values of each band: its own, or else those of the narrowest band around it.
fn values_of(bands: &[Band]) -> Vec<Vec<Option<&Value>>> {
    let mut all: Vec<Vec<Option<&Value>>> = Vec::new();
    // The last number and the index of each band around the next one.
    let mut around: Vec<(u16, usize)> = Vec::new();
    for Band { codes, values, .. } in bands {
        while around.last().is_some_and(|(last, _)| last < codes.start()) {
            around.pop();
        }
        let outer = around.last().and_then(|&(_, at)| all.get(at));
        let value = |(at, cell)| match cell {
            &TypedCell::Empty => outer.and_then(|values| values.get(at).copied().flatten()),
            cell => cell.value(),
        };
        let values = values.iter().enumerate().map(value).collect();
        around.push((*codes.end(), all.len()));
        all.push(values);
    }
    all
}
