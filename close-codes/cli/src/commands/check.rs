//! Reports all problems in all files.

use std::collections::BTreeMap;
use std::io::Write;

use close_codes_registry::check::table;
use close_codes_registry::text::{count, escape, quote};
use close_codes_registry::{Checked, Entry, Problems, Registry, Source, Sources, Table, check, generated};

use crate::arguments::Check;
use crate::failure::{Failure, Verdict};
use crate::input::{self, Given, Kind};
use crate::listing::{Codes, Listing};
use crate::output::{self, GREEN, RED, YELLOW};
use crate::project::Data;
use crate::report::{self, Report};
use crate::{notes, words};

pub(crate) fn run(arguments: &Check) -> Result<Verdict, Failure> {
    let (given, failures) = input::read_all(&arguments.files);
    let files = if arguments.files.is_empty() { Files::of_project()? } else { Files::new(given)? };
    let Examined { registry: Registry { mut missing, languages, .. }, problems: mut all, notes } =
        files.examine(arguments);
    missing.extend(words::missing(&languages));
    if files.parts == 0 {
        // Missing texts are reported only with files of the registry.
        missing.clear();
    }
    all.retain(|problems| !problems.is_empty());
    if arguments.json {
        let missing = Some(report::json_missing(&missing));
        let notes = Some(report::json_problems(notes.iter()));
        output::json(&Report { notes, missing, ..Report::new(None, all.iter()) })?;
    } else {
        let mut out = output::stdout();
        all.iter().try_for_each(|problems| output::show_problems(problems, &mut out))?;
        notes.iter().try_for_each(|notes| output::show_notes(notes, &mut out))?;
        let mut lacking = report::missing(&missing).into_iter();
        lacking.try_for_each(|note| writeln!(out, "{YELLOW}note{YELLOW:#}: {}", escape(&note)))?;
        let (style, problems) = match all.iter().map(Problems::len).sum() {
            0 => (GREEN, "no problems".to_owned()),
            number => (RED, count(number, "problem")),
        };
        let more = |number: usize, what: &str| match number {
            0 => String::new(),
            number => format!(", {}", count(number, what)),
        };
        let left = more(notes.iter().map(Problems::len).sum(), "note") + &more(missing.len(), "missing cell");
        let checked = files.parts + files.tables.len();
        if checked > 0 {
            writeln!(out, "{style}{}: {problems}{left}{style:#}", count(checked, "file"))?;
        }
    }
    Failure::all(failures, Verdict::found(!all.is_empty()))
}

/// The result of a check.
struct Examined {
    registry: Registry,
    /// The problems of the registry and of each table.
    problems: Vec<Problems>,
    /// The notes on each table without problems.
    notes: Vec<Problems>,
}

/// The files to check.
struct Files {
    /// The registry: the given files, and the built-in ones for the rest.
    registry: Sources,
    /// The number of given files of the registry.
    parts: usize,
    tables: Vec<Source>,
}

impl Files {
    /// Reads all files in `registry/data`, or else takes the built-in registry.
    fn of_project() -> Result<Self, Failure> {
        let registry = match Data::find(None) {
            Some(data) => data.read()?.0,
            None => Sources::embedded(),
        };
        let parts = 4 + registry.translations.len();
        Ok(Self { registry, parts, tables: Vec::new() })
    }

    fn new(given: Vec<Given>) -> Result<Self, Failure> {
        let mut files = Self { registry: Sources::embedded(), parts: 0, tables: Vec::new() };
        let mut seen: Vec<(Kind, String)> = Vec::new();
        for Given { source, .. } in given {
            let kind = Kind::of(&source);
            let which = if kind == Kind::Translation { source.stem().to_owned() } else { String::new() };
            if kind != Kind::Table {
                if seen.contains(&(kind, which.clone())) {
                    return Err(Failure::new(format!("more than one file is {}: check one at a time", kind.name())));
                }
                seen.push((kind, which));
                files.parts += 1;
            }
            files.take(kind, source);
        }
        Ok(files)
    }

    fn take(&mut self, kind: Kind, source: Source) {
        let Sources { iana, ranges, properties, causes, translations } = &mut self.registry;
        match kind {
            Kind::Iana => *iana = source,
            Kind::Ranges => *ranges = source,
            Kind::Properties => *properties = source,
            Kind::Causes => *causes = source,
            Kind::Translation => match translations.iter_mut().find(|there| there.stem() == source.stem()) {
                Some(there) => *there = source,
                None => translations.push(source),
            },
            Kind::Table => self.tables.push(source),
        }
    }

    fn examine(&self, arguments: &Check) -> Examined {
        let Checked { model: registry, problems: of_registry } = check(&self.registry, &generated::REGISTRY);
        let rules = arguments.rules.of(&registry);
        let (mut all, mut notes, mut checked) = (Vec::new(), Vec::new(), Vec::new());
        for source in &self.tables {
            let Checked { model, problems } = table::check(source, rules);
            // A fault may be the cause of a note.
            if problems.is_empty() {
                notes.push(notes::of(source, &model, &registry));
            }
            checked.push(model);
            all.push(problems);
        }
        if !arguments.separate {
            self.report_collisions(&checked, &mut all);
        }
        all.insert(0, of_registry);
        Examined { registry, problems: all, notes }
    }

    /// Reports each code that has a different name in an earlier table.
    fn report_collisions(&self, tables: &[Table], problems: &mut [Problems]) {
        let mut firsts: BTreeMap<u16, (usize, &Entry)> = BTreeMap::new();
        let mut collisions = Vec::new();
        for (at, table) in tables.iter().enumerate() {
            for entry in &table.codes {
                let first = *firsts.entry(entry.number).or_insert((at, entry));
                if first.1.name != entry.name {
                    collisions.push((first, (at, entry)));
                }
            }
        }
        if collisions.is_empty() {
            return;
        }
        let listings: Vec<_> = self.tables.iter().map(Listing::new).collect();
        let place = |at: usize, number| {
            let row = listings.get(at)?.row(Codes::of_code(number))?;
            Some((self.tables.get(at)?, row.span))
        };
        for ((first, Entry { name: other, .. }), (at, Entry { number, name, .. })) in collisions {
            let (Some((source, span)), Some((elsewhere, its))) = (place(at, *number), place(first, *number)) else {
                continue;
            };
            let message = format!(
                "code {number} is {} here and {} in {}:{}: use another number, or check with `--separate`",
                quote(name),
                quote(other),
                elsewhere.name(),
                elsewhere.place(its.start)
            );
            if let Some(problems) = problems.get_mut(at) {
                problems.report(source, span, message);
            }
        }
        problems.iter_mut().for_each(Problems::sort);
    }
}
