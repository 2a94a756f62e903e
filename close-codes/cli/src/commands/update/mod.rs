//! Replaces the registry's file with IANA's current one.

mod fetch;

use std::io::Write;
use std::path::Path;

use close_codes_registry::check::cell::show;
use close_codes_registry::text::escape;
use close_codes_registry::{Checked, Code, Problems, Registry, Source, Sources, check, generated};

use crate::arguments::Update;
use crate::commands::diff::{self, Api, Difference, Version};
use crate::failure::{Failure, Verdict};
use crate::files;
use crate::input::{Given, Kind};
use crate::listing::Listing;
use crate::output::{self, BOLD, GREEN, RED, YELLOW};
use crate::project::Data;
use crate::report::{self, Report};

pub(crate) fn run(arguments: &Update) -> Result<Verdict, Failure> {
    let data = Data::find(arguments.data.as_deref()).ok_or_else(|| {
        Failure::new("cannot find `registry/data` here or in a folder above: run this in a clone of close-codes, or give `--data`")
    })?;
    let (sources, old) = data.read()?;
    let new = read(arguments)?;
    let update = Plan::new(sources, &old, &new);
    let written = update.problems.is_empty() && !arguments.check && update.is_change();
    if written {
        files::replace(&data.iana(), &new.bytes)?;
    }
    if arguments.json {
        output::json(&Report {
            missing: Some(report::json_missing(&update.registry.missing)),
            stale: &update.stale,
            written: Some(written),
            ..Report::new(update.difference.as_ref().map(diff::members), std::iter::once(&update.problems))
        })?;
    } else {
        update.show(written, arguments.check, old.source.name(), &mut output::stdout())?;
        output::problems(&update.problems);
    }
    Ok(Verdict::found(!update.problems.is_empty() || (arguments.check && update.is_change())))
}

/// Reads the new file.
fn read(arguments: &Update) -> Result<Given, Failure> {
    let source = &arguments.source;
    let new = fetch::fetch(source, arguments.timeout).unwrap_or_else(|| Given::read(Path::new(source)))?;
    // A server may send a page with the content type of CSV.
    if new.source.text().trim_start().starts_with('<') {
        return Err(Failure::new(format!("{} is HTML or XML: give IANA's CSV", new.source.name())));
    }
    Ok(new)
}

/// The result of an update before anything is written.
struct Plan {
    /// `None` if the new file has problems: rows may be missing.
    difference: Option<(Difference, Version)>,
    registry: Registry,
    problems: Problems,
    /// Messages about names in the project's files that differ from IANA's new names.
    stale: Vec<String>,
}

impl Plan {
    fn new(sources: Sources, old: &Given, new: &Given) -> Self {
        let before = check(&sources, &generated::REGISTRY).model;
        let properties = sources.properties.name().to_owned();
        let english = sources.translations.first().map(|file| file.name().to_owned()).unwrap_or_default();
        let updated = Sources { iana: new.source.clone(), ..sources };
        let Checked { model: registry, mut problems } = check(&updated, &generated::REGISTRY);
        let is_sound = |problems: &Problems| problems.iter().all(|problem| problem.file != new.source.name());
        // Rows with problems are left out, so they would be reported as missing.
        if is_sound(&problems) {
            report_lacking(&old.source, &new.source, &mut problems);
        }
        problems.sort();
        let problems = problems.first_of(new.source.name());
        let difference = is_sound(&problems).then(|| {
            let (before, after) = (Api::of_registry(&before, &properties), Api::of_registry(&registry, &properties));
            let difference = Difference::between((old, &before), (new, &after), Kind::Iana);
            let version = Version::of(&difference, &before, &after);
            (difference, version)
        });
        let stale = stale(&before, &registry, &english);
        Self { difference, registry, problems, stale }
    }

    /// Returns `true` if the new file differs from the old one.
    fn is_change(&self) -> bool {
        self.difference.as_ref().is_none_or(|(difference, _)| !difference.is_nothing())
    }

    fn show(&self, written: bool, check: bool, file: &str, out: &mut impl Write) -> Result<(), Failure> {
        let file = escape(file);
        if let Some((difference, version)) = &self.difference {
            if difference.is_nothing() {
                writeln!(out, "{GREEN}{file} is up to date{GREEN:#}")?;
            } else {
                diff::show(difference, version, out)?;
            }
            let mut missing = report::missing(&self.registry.missing);
            missing.extend(self.stale.iter().cloned());
            if !missing.is_empty() {
                writeln!(out, "\n{BOLD}still to do by hand{BOLD:#}")?;
                missing.iter().try_for_each(|missing| writeln!(out, "  {}", escape(missing)))?;
            }
        }
        let (style, verdict) = if !self.problems.is_empty() {
            (RED, "nothing is written: fix the problems first".to_owned())
        } else if written {
            (GREEN, format!("{file} has been replaced"))
        } else if check && self.is_change() {
            (YELLOW, format!("{file} is out of date"))
        } else {
            return Ok(());
        };
        let gap = if self.difference.is_some() { "\n" } else { "" };
        writeln!(out, "{gap}{style}{verdict}{style:#}")?;
        Ok(())
    }
}

/// Reports the numbers for which only the old file has rows. IANA's file has a row for each number from 1000 to 4999, so a file
/// without some of them is incomplete.
fn report_lacking(old: &Source, new: &Source, problems: &mut Problems) {
    for codes in Listing::new(new).lacks(&Listing::new(old)) {
        let (codes, file) = (show(&codes), old.name());
        let message =
            format!("the rows for {codes} are missing, but {file} has them: check that this file is complete");
        problems.report(new, new.text().len(), message);
    }
}

/// Returns messages about names in the first language's file that differ from IANA's new names.
fn stale(before: &Registry, now: &Registry, file: &str) -> Vec<String> {
    let is_stale = |code: &&Code| {
        let old = before.codes.iter().find(|old| old.number == code.number);
        old.is_some_and(|old| old.meaning != code.meaning && old.name == old.meaning && code.name == old.meaning)
    };
    let tell = |code: &Code| {
        let Code { number, name, meaning, .. } = code;
        format!("{file}: the name of {number} is {name}, but IANA now says {meaning}; check the other languages, too")
    };
    now.codes.iter().filter(is_stale).map(tell).collect()
}
