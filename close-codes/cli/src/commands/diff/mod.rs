//! Compares two tables.
//!
//! `api` holds what a table decides. `model` finds the difference, `version` the next version of the crate, and `show` writes both
//! as text.

mod api;
mod model;
mod show;
mod version;

use std::path::Path;

use close_codes_registry::{Checked, Problems, Registry, check, generated};
use serde::Serialize;
use serde_json::{Value, json};

pub(crate) use self::api::Api;
pub(crate) use self::model::Difference;
pub(crate) use self::show::show;
pub(crate) use self::version::Version;
use crate::arguments::{Diff, Rules};
use crate::failure::{Failure, Verdict};
use crate::input::{self, Given, Kind};
use crate::output;
use crate::report::Report;

pub(crate) fn run(arguments: &Diff) -> Result<Verdict, Failure> {
    if [&arguments.old, &arguments.new].into_iter().all(|path| path == Path::new(input::STDIN)) {
        return Err(Failure::new("standard input can be only one of the two tables: give a file for the other"));
    }
    let (old, new) = (Given::csv(&arguments.old)?, Given::csv(&arguments.new)?);
    let kind = kind_of_both(&old, &new)?;
    let registry = input::built_in()?;
    let (before, old_problems) = api(&old, kind, &arguments.rules, &registry);
    let (after, new_problems) = api(&new, kind, &arguments.rules, &registry);
    // Rows with problems are missing from the model.
    let is_sound = old_problems.is_empty() && new_problems.is_empty();
    let difference = is_sound.then(|| {
        let difference = Difference::between((&old, &before), (&new, &after), kind);
        let version = Version::of(&difference, &before, &after);
        (difference, version)
    });
    if arguments.json {
        output::json(&Report::new(difference.as_ref().map(members), [&old_problems, &new_problems].into_iter()))?;
    } else {
        if let Some((difference, version)) = &difference {
            show(difference, version, &mut output::stdout())?;
        }
        output::problems(&old_problems);
        output::problems(&new_problems);
    }
    Ok(Verdict::found(difference.is_none_or(|(difference, _)| !difference.is_nothing())))
}

/// Returns a difference and its version as members of a report.
pub(crate) fn members((difference, version): &(Difference, Version)) -> Value {
    #[derive(Serialize)]
    struct Members<'a> {
        #[serde(flatten)]
        difference: &'a Difference,
        version: &'a Version,
    }
    json!(Members { difference, version })
}

fn kind_of_both(old: &Given, new: &Given) -> Result<Kind, Failure> {
    let [old, new] = [old, new].map(|given| (given.source.name(), Kind::of(&given.source)));
    for (name, kind) in [old, new] {
        if !matches!(kind, Kind::Iana | Kind::Table) {
            return Err(Failure::new(format!("{name} is {}: give a table of codes", kind.name())));
        }
    }
    let ((old, old_kind), (new, new_kind)) = (old, new);
    if old_kind != new_kind {
        let (old_kind, new_kind) = (old_kind.name(), new_kind.name());
        return Err(Failure::new(format!(
            "{old} is {old_kind}, and {new} is {new_kind}: give two files of the same kind"
        )));
    }
    Ok(old_kind)
}

fn api(given: &Given, kind: Kind, rules: &Rules, registry: &Registry) -> (Api, Problems) {
    if kind == Kind::Iana {
        let sources = input::with_iana(given.source.clone());
        let Checked { model: registry, problems } = check(&sources, &generated::REGISTRY);
        (Api::of_registry(&registry, sources.properties.name()), problems)
    } else {
        let Checked { model: table, problems } = check::table::check(&given.source, rules.of(registry));
        (Api::of_table(&table), problems)
    }
}
