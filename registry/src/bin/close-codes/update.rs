//! IANA's present file in place of the one that is here.

use std::io::Write;

use close_codes_registry::{Code, Problems, Registry, Source, Sources, examine};

use crate::arguments::Update;
use crate::diff::{self, Difference, Promises, Version};
use crate::document;
use crate::failure::{Failure, Verdict};
use crate::input::Given;
use crate::listing::Listing;
use crate::output::{self, BOLD, GREEN, RED, YELLOW};
use crate::project::Data;
use crate::{fetch, files};

pub(crate) fn run(arguments: &Update) -> Result<Verdict, Failure> {
    let data = Data::find(arguments.data.as_deref()).ok_or_else(|| {
        Failure::new("there is no `registry/data` here or above: run this in a clone of close-codes, or give `--data`")
    })?;
    let (sources, old) = data.read()?;
    let new = read(arguments)?;
    let update = Prospect::new(sources, &old, &new);
    let written = update.problems.is_empty() && !arguments.check && !update.difference.is_nothing();
    if written {
        files::replace(&data.iana(), &new.bytes)?;
    }
    if arguments.json {
        output::json(&output::Report {
            difference: Some(&update.difference),
            version: Some(&update.version),
            problems: update.problems.iter().map(Into::into).collect(),
            missing: Some(update.registry.missing.iter().map(Into::into).collect()),
            written: Some(written),
        })?;
    } else {
        update.show(written, arguments.check, old.source.name(), &mut output::stdout())?;
        output::problems(&update.problems);
    }
    Ok(Verdict::found(!update.problems.is_empty() || (arguments.check && !update.difference.is_nothing())))
}

/// Reads what is to be IANA's file.
fn read(arguments: &Update) -> Result<Given, Failure> {
    let source = &arguments.source;
    let new = if fetch::is_address(source) {
        Given::new(source, fetch::fetch(source, arguments.timeout)?)
    } else if source.contains("://") {
        return Err(Failure::new(format!(
            "`{}` is no address that can be fetched: only http and https are",
            source.escape_debug()
        )));
    } else {
        Given::read(source)?
    };
    if is_page(new.source.text()) {
        return Err(Failure::new(format!("{} is a page of HTML or XML, and no CSV", new.source.name())));
    }
    Ok(new)
}

/// Whether a text is a page, whatever a server says of it.
fn is_page(text: &str) -> bool {
    text.trim_start().starts_with('<')
}

/// What an update comes to.
struct Prospect {
    difference: Difference,
    version: Version,
    registry: Registry,
    problems: Problems,
    /// What the project's files still say, and IANA no longer does.
    stale: Vec<String>,
}

impl Prospect {
    fn new(sources: Sources, old: &Given, new: &Given) -> Self {
        let (before, _) = examine(&sources);
        let facts = sources.facts.name().to_owned();
        let texts = sources.texts.first().map(|texts| texts.name().to_owned()).unwrap_or_default();
        let (registry, mut problems) = examine(&Sources { iana: new.source.clone(), ..sources });
        report_lacking(&old.source, &new.source, &mut problems);
        problems.sort();
        let difference = Difference::between(old, new);
        let version = Version::of(
            &difference,
            &Promises::of_registry(&before, &facts),
            &Promises::of_registry(&registry, &facts),
        );
        let stale = stale(&before, &registry, &texts);
        Self { difference, version, registry, problems, stale }
    }

    fn show(&self, written: bool, check: bool, file: &str, out: &mut impl Write) -> Result<(), Failure> {
        if self.difference.is_nothing() {
            writeln!(out, "{GREEN}{file} is what IANA has{GREEN:#}")?;
        } else {
            diff::show(&self.difference, &self.version, out)?;
        }
        let mut missing = output::missing(&self.registry.missing);
        missing.extend(self.stale.iter().cloned());
        if !missing.is_empty() {
            writeln!(out, "\n{BOLD}still to be written by hand{BOLD:#}")?;
            missing.iter().try_for_each(|missing| writeln!(out, "  {missing}"))?;
        }
        if !self.problems.is_empty() {
            writeln!(out, "\n{RED}nothing has been written{RED:#}, since something is wrong")?;
        } else if written {
            writeln!(out, "\n{GREEN}{file} has been replaced{GREEN:#}")?;
        } else if check && !self.difference.is_nothing() {
            writeln!(out, "\n{YELLOW}{file} is not what IANA has{YELLOW:#}")?;
        }
        Ok(())
    }
}

/// Reports the numbers that only the old file speaks of: IANA's registry has a row for each number from 1000 to 4999, so
/// that a file that lacks some is not whole.
fn report_lacking(old: &Source, new: &Source, problems: &mut Problems) {
    for codes in Listing::new(new).lacks(&Listing::new(old)) {
        let (codes, file) = (document::show(&codes), old.name());
        let message = format!("there is nothing about {codes}, of which {file} has a row: is this file whole?");
        problems.report(new, new.text().len(), message);
    }
}

/// The names in the file of the first language that were IANA's before, and are not now.
fn stale(before: &Registry, now: &Registry, file: &str) -> Vec<String> {
    let is_stale = |code: &&Code| {
        let old = before.codes.iter().find(|old| old.number == code.number);
        old.is_some_and(|old| old.meaning != code.meaning && old.name == old.meaning && code.name == old.meaning)
    };
    let tell = |code: &Code| {
        let Code { number, name, meaning, .. } = code;
        format!("{file}: {number} is called {name}, and IANA now says {meaning}; see the other languages, too")
    };
    now.codes.iter().filter(is_stale).map(tell).collect()
}
