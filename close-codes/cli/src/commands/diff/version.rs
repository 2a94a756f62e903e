//! The next version of the crate that has the codes.

use close_codes_registry::Value;
use close_codes_registry::text::join;
use serde::Serialize;

use super::api::Api;
use super::model::{Difference, What};
use crate::listing::Codes;

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
            let is_changed = |(codes, now): &(&Codes, &Option<Value>)| old.get(codes).is_some_and(|was| was != *now);
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
        let says_more = if after.says_all {
            !difference.says_the_same()
        } else {
            difference.changed.iter().any(|change| change.what != What::Other)
        };
        if reasons.is_empty() && says_more {
            reasons.push((Step::Patch, "only texts or references change".to_owned()));
        }
        let step = reasons.iter().map(|&(step, _)| step).max().unwrap_or(Step::None);
        let because = reasons.into_iter().filter(|&(one, _)| one == step).map(|(_, reason)| reason).collect();
        Self { step, because }
    }
}
