//! The next version of the crate that has the codes.

use std::collections::{BTreeMap, BTreeSet};

use close_codes_registry::text::join;
use close_codes_registry::{Band, Code, Column, Entry, Registry, Table, TypedCell};
use serde::Serialize;

use super::model::{Difference, What};
use crate::listing::Codes;

/// The API on which other code may rely.
#[derive(Debug)]
pub(crate) struct Api {
    /// The variants, by number.
    variants: BTreeMap<u16, String>,
    /// The keys, by number.
    keys: BTreeMap<u16, String>,
    /// The methods, and their return types: of typed columns, and `band_of`.
    methods: BTreeMap<String, String>,
    /// The values of each typed column: of codes and, in the cells themselves, of bands.
    values: BTreeMap<String, BTreeMap<Codes, TypedCell>>,
    bands: BTreeSet<Codes>,
    /// The place for a variant that differs from the name.
    pin: String,
    /// A note about new variants.
    if_exhaustive: &'static str,
    /// `true` if the API shows every cell. The API of IANA's registry shows only names, references and registrants.
    says_all: bool,
}

impl Api {
    /// Returns the API of IANA's registry. `properties` is the name of the file of properties.
    pub(crate) fn of_registry(registry: &Registry, properties: &str) -> Self {
        let variant = |code: &Code| (code.number, code.variant.clone());
        let variants = registry.codes.iter().map(variant).collect();
        let keys = registry.codes.iter().map(|code| (code.number, code.key.clone())).collect();
        let pin = format!("{properties}, column `Variant`");
        Self {
            variants,
            keys,
            methods: BTreeMap::new(),
            values: BTreeMap::new(),
            bands: BTreeSet::new(),
            pin,
            if_exhaustive: "",
            says_all: false,
        }
    }

    pub(crate) fn of_table(table: &Table) -> Self {
        let variant = |entry: &Entry| (entry.number, entry.variant.clone());
        let gives = |(at, column): (usize, &Column)| {
            let kind = column.kind.name();
            let gives = if table.is_filled(at) { kind.to_owned() } else { format!("Option<{kind}>") };
            (column.name.clone(), gives)
        };
        let variants = table.codes.iter().map(variant).collect();
        let mut methods: BTreeMap<_, _> = table.columns.iter().enumerate().map(gives).collect();
        if !table.bands.is_empty() {
            methods.insert("band_of".to_owned(), "Option<&Band>".to_owned());
        }
        let numbers = |band: &Band| Codes::of_range(&band.codes);
        let values = table.columns.iter().enumerate().map(|(at, column)| {
            let of_code = |entry: &Entry| match entry.values.get(at) {
                Some(Some(value)) => TypedCell::Value(value.clone()),
                _ => TypedCell::NoValue,
            };
            let of_codes = table.codes.iter().map(|entry| (Codes::of_code(entry.number), of_code(entry)));
            let of_bands = table.bands.iter().filter_map(|band| Some((numbers(band), band.values.get(at)?.clone())));
            (column.name.clone(), of_bands.chain(of_codes).collect())
        });
        Self {
            variants,
            keys: table.codes.iter().map(|entry| (entry.number, entry.key.clone())).collect(),
            methods,
            values: values.collect(),
            bands: table.bands.iter().map(numbers).collect(),
            pin: "a column `variant`".to_owned(),
            if_exhaustive: ": a major version if the enum is not `#[non_exhaustive]`",
            says_all: true,
        }
    }

    /// Returns `true` if a method with the same name returns another value.
    fn is_changed_by(&self, difference: &Difference) -> bool {
        if self.says_all {
            return !difference.says_the_same();
        }
        difference.changed.iter().any(|change| change.what != What::Other)
    }
}

/// The next version (Semantic Versioning), with the reasons.
#[derive(Debug, Serialize)]
pub(crate) struct Version {
    pub(crate) step: Step,
    pub(crate) because: Vec<String>,
}

/// The part of the version that increases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Step {
    /// None: nothing changes for users of the codes.
    None,
    /// The last number: texts or references change.
    Patch,
    /// The middle number: something is new, or the same method returns another value.
    Minor,
    /// The first number: a name that other code may use is removed.
    Major,
}

impl Version {
    pub(crate) fn of(difference: &Difference, before: &Api, after: &Api) -> Self {
        let mut reasons = Vec::new();
        for (number, variant) in &before.variants {
            match after.variants.get(number) {
                None => reasons.push((Step::Major, format!("the variant `{variant}` ({number}) is removed"))),
                Some(now) if now != variant => {
                    let keep = format!("to keep it, write `{variant}` into {}", after.pin);
                    reasons.push((Step::Major, format!("the variant `{variant}` ({number}) becomes `{now}`; {keep}")));
                }
                Some(_) => {}
            }
        }
        // The key of another variant is another one, too.
        let has_variant = |number: &u16| before.variants.get(number) == after.variants.get(number);
        for (number, key) in before.keys.iter().filter(|(number, _)| has_variant(number)) {
            if let Some(now) = after.keys.get(number).filter(|now| *now != key) {
                let reason = format!(
                    "the key `{key}` ({number}) becomes `{now}`: metrics and translations may have the old one"
                );
                reasons.push((Step::Minor, reason));
            }
        }
        for (method, gave) in &before.methods {
            match after.methods.get(method) {
                None => reasons.push((Step::Major, format!("the method `{method}` is removed"))),
                Some(gives) if gives != gave => {
                    reasons.push((Step::Major, format!("the method `{method}` returns `{gives}` instead of `{gave}`")));
                }
                Some(_) => {}
            }
        }
        for (number, variant) in after.variants.iter().filter(|(number, _)| !before.variants.contains_key(number)) {
            reasons.push((Step::Minor, format!("the variant `{variant}` ({number}) is new{}", after.if_exhaustive)));
        }
        for method in after.methods.keys().filter(|method| !before.methods.contains_key(*method)) {
            reasons.push((Step::Minor, format!("the method `{method}` is new")));
        }
        for (column, values) in &after.values {
            let Some(old) = before.values.get(column) else { continue };
            let is_changed = |(codes, now): &(&Codes, &TypedCell)| old.get(codes).is_some_and(|was| was != *now);
            let changed = values.iter().filter(is_changed).map(|(codes, _)| codes.to_string());
            let changed = join(changed, ", ");
            if !changed.is_empty() {
                let reason = format!(
                    "the method `{column}` returns another value for {changed}: programs may behave differently"
                );
                reasons.push((Step::Minor, reason));
            }
        }
        for (one, other, what) in [(&after.bands, &before.bands, "new"), (&before.bands, &after.bands, "removed")] {
            for band in one.difference(other) {
                reasons.push((Step::Minor, format!("the band {band} is {what}")));
            }
        }
        if reasons.is_empty() && after.is_changed_by(difference) {
            reasons.push((Step::Patch, "only texts or references change".to_owned()));
        }
        let step = reasons.iter().map(|&(step, _)| step).max().unwrap_or(Step::None);
        let because = reasons.into_iter().filter(|&(one, _)| one == step).map(|(_, reason)| reason).collect();
        Self { step, because }
    }
}
