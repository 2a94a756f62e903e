//! Converts a table in Markdown or JSON to the CSV of our tables.

mod columns;
mod convert;
mod grid;
mod json;
mod markdown;
mod names;
mod words;

use std::io::Write;
use std::path::Path;

use close_codes_registry::check::table;
use close_codes_registry::read::MOST_COLUMNS;
use close_codes_registry::text::{count, quote};
use close_codes_registry::{Checked, Problems, Registry, Source};

use self::convert::{Converted, some};
use self::grid::{Found, Grid};
use crate::arguments::{Import, OPTIONS, Rule, Rules};
use crate::failure::{Failure, Verdict};
use crate::input::{self, Given};
use crate::{files, notes, output};

pub(crate) fn run(arguments: &Import) -> Result<Verdict, Failure> {
    let given = Given::read(&arguments.file)?;
    let output = arguments.output.as_deref().filter(|path| *path != Path::new("-"));
    if let Some(output) = output.filter(|path| files::identity(path) == files::identity(Path::new(&arguments.file))) {
        return Err(Failure::new(format!("{} is the input itself: choose another file", files::shown(output))));
    }
    let source = &given.source;
    let name = source.name();
    if std::str::from_utf8(&given.bytes).is_err() || given.bytes.contains(&0) {
        return Err(Failure::new(format!("{name} is not UTF-8: save it as UTF-8")));
    }
    let found = read(source)?;
    let (grid, code) = choose(&found.grids, source, arguments.line)?;
    let registry = input::built_in()?;
    let mut problems = Problems::default();
    found.report(grid, source, &mut problems);
    let Converted { csv, codes, bands, notes: on_columns } =
        convert::convert(grid, code, source, &registry, &mut problems);
    problems.sort();
    for note in &on_columns {
        output::note(&format!("{name}: {note}"));
    }
    output::problems(&problems);
    let written_to = output.map_or_else(|| "standard output".to_owned(), files::shown);
    if let Some(path) = output.filter(|path| !arguments.replace && path.is_file()) {
        if files::read(path)? != csv.as_bytes() {
            return Err(Failure::new(format!(
                "{written_to} exists with other content: add `--replace` to overwrite it, or choose another file"
            )));
        }
    }
    match output {
        Some(path) => files::replace(path, csv.as_bytes())?,
        None => output::raw_stdout().write_all(csv.as_bytes())?,
    }
    let and_bands = if bands > 0 { format!(" and {}", count(bands, "band")) } else { String::new() };
    output::progress(&format!("{}{and_bands} written to {written_to}", count(codes.len(), "code")));
    let written = Source::new(&written_to, csv.as_bytes());
    // Options allow each code that some option can allow.
    let rules = Rules { registered: Rule::Allow, unassigned: Rule::Allow, options: OPTIONS };
    let Checked { model: table, problems: of_table } = table::check(&written, rules.of(&registry));
    output::problems(&of_table);
    if of_table.is_empty() {
        output::notes(&notes::of(&written, &table, &registry));
    }
    for note in options(&codes, &registry) {
        output::note(&format!("{written_to}: {note}"));
    }
    Ok(Verdict::found(!problems.is_empty() || !of_table.is_empty()))
}

fn read(source: &Source) -> Result<Found, Failure> {
    if !json::is_json(source.name(), source.text()) {
        return Ok(markdown::read(source.text()));
    }
    json::read(source.name(), source.text()).map_err(Failure::new)
}

/// Returns the table to convert, and its column of close codes. If the file has several, the user chooses one by a line.
fn choose<'g>(grids: &'g [Grid], source: &Source, line: Option<usize>) -> Result<(&'g Grid, usize), Failure> {
    const MOST: usize = 8;
    let last_line = |grid: &Grid| source.line(grid.span.end.saturating_sub(1).max(grid.span.start));
    let name = source.name();
    let found: Vec<_> = grids.iter().filter_map(|grid| Some((grid, columns::code(grid)?))).collect();
    // A table whose heading says that it has codes comes before tables whose numbers only look like codes.
    let is_certain = found.iter().any(|(_, (_, by_heading))| *by_heading);
    let wanted = found.into_iter().filter(|(_, (_, by_heading))| *by_heading || !is_certain);
    let mut of_codes: Vec<_> = wanted.map(|(grid, (at, _))| (grid, at)).collect();
    if let Some(wide) = grids.iter().find(|grid| of_codes.is_empty() && grid.headings.len() > MOST_COLUMNS) {
        let (line, columns) = (source.line(wide.span.start), wide.headings.len());
        return Err(Failure::new(format!(
            "{name}:{line}: the table has {columns} columns: give at most {MOST_COLUMNS}"
        )));
    }
    if let Some(line) = line {
        of_codes.retain(|(grid, _)| line <= last_line(grid));
        of_codes.truncate(1);
    }
    match &of_codes[..] {
        [only] => Ok(*only),
        [] => Err(Failure::new(match line {
            Some(line) => format!("{name} has no table of close codes on line {line} or below"),
            None if grids.is_empty() => format!("{name} has no table: {FORMS}"),
            None => format!("{name} has no table of close codes: head the column of the numbers with `Code`"),
        })),
        several => {
            let show = |(grid, _): &(&Grid, usize)| {
                let line = source.line(grid.span.start);
                if grid.title.is_empty() { line.to_string() } else { format!("{line} ({})", quote(&grid.title)) }
            };
            let lines = several.iter().take(MOST).map(show).collect::<Vec<_>>().join(", ");
            let more = if several.len() > MOST { ", ..." } else { "" };
            let number = several.len();
            Err(Failure::new(format!(
                "{name} has {number} tables of close codes: choose one with `--line`: {lines}{more}"
            )))
        }
    }
}

const FORMS: &str = "give a Markdown table whose second line is `|---|---|`, or JSON";

/// Says which options the table needs.
fn options(codes: &[u16], registry: &Registry) -> Vec<String> {
    let is_registered = |number: &u16| registry.codes.iter().any(|code| code.number == *number);
    let (registered, others): (Vec<u16>, Vec<u16>) = codes.iter().partition(|number| is_registered(number));
    let unassigned: Vec<_> = others.into_iter().filter(|number| (1000..=2999).contains(number)).collect();
    let note = |numbers: &[u16], option: &str, what: &str| {
        let are = if numbers.len() == 1 { "is" } else { "are" };
        let cure = format!(
            "use the table with `--{option} allow`, or `{option} = \"allow\"` in Rust and in `close-codes.toml`"
        );
        (!numbers.is_empty()).then(|| format!("{} {are} {what}: {cure}", some(numbers)))
    };
    let notes =
        [note(&registered, "registered", "registered with IANA"), note(&unassigned, "unassigned", "unassigned")];
    notes.into_iter().flatten().collect()
}
