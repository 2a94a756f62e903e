//! What is written, and in which colours.

use std::io::{self, IsTerminal, Write};
use std::path::Path;

use anstyle::{AnsiColor, Style};
use clap::CommandFactory;
use clap_complete::Shell;
use close_codes_registry::{Missing, Problem, Problems};
use serde::Serialize;

use crate::arguments::{Arguments, Color};
use crate::diff::{Difference, Version};
use crate::failure::{Failure, Verdict};
use crate::files;

pub(crate) const BOLD: Style = Style::new().bold();
pub(crate) const DIM: Style = Style::new().dimmed();
pub(crate) const GREEN: Style = AnsiColor::Green.on_default();
pub(crate) const RED: Style = AnsiColor::Red.on_default();
pub(crate) const YELLOW: Style = AnsiColor::Yellow.on_default();

pub(crate) fn choose_colors(color: Color) {
    let choice = match color {
        Color::Auto => anstream::ColorChoice::Auto,
        Color::Always => anstream::ColorChoice::Always,
        Color::Never => anstream::ColorChoice::Never,
    };
    choice.write_global();
}

/// Standard output. Colours that nobody can see are dropped.
pub(crate) fn stdout() -> Patient<anstream::AutoStream<io::StdoutLock<'static>>> {
    Patient(anstream::stdout().lock())
}

/// Standard output for what is the same whoever reads it.
pub(crate) fn raw_stdout() -> Patient<io::StdoutLock<'static>> {
    Patient(io::stdout().lock())
}

/// A stream whose reader may stop when it has seen enough: what it does not take is dropped, and the run goes on to its
/// verdict.
pub(crate) struct Patient<W>(W);

impl<W: Write> Write for Patient<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.0.write(bytes) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(bytes.len()),
            result => result,
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self.0.flush() {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            result => result,
        }
    }
}

pub(crate) fn error(message: &impl std::fmt::Display) {
    anstream::eprintln!("{RED}error{RED:#}: {message}");
}

/// Says on standard error what is going on, for somebody who waits.
pub(crate) fn note(message: &str) {
    anstream::eprintln!("{DIM}{message}{DIM:#}");
}

/// As wide as the terminal, up to what can be read well. No line is broken when it is a program that reads.
pub(crate) fn text_width(without: usize) -> usize {
    if !io::stdout().is_terminal() {
        return usize::MAX;
    }
    textwrap::termwidth().min(100).saturating_sub(without).max(20)
}

/// A text from a file as a terminal can show it: nothing in it moves the cursor, or does worse.
pub(crate) fn visible(text: &str) -> String {
    text.chars().map(|char| if char.is_control() { char::REPLACEMENT_CHARACTER } else { char }).collect()
}

/// Shows problems on standard error, each with the line of its file.
pub(crate) fn problems(problems: &Problems) {
    // Nobody can be told that this fails.
    let _ = show_problems(problems, &mut anstream::stderr().lock());
}

/// Writes problems, each with the line of its file.
pub(crate) fn show_problems(problems: &Problems, out: &mut impl Write) -> io::Result<()> {
    for problem in problems {
        writeln!(out, "{RED}error{RED:#}: {problem:#}")?;
    }
    problems.unkept().try_for_each(|more| writeln!(out, "{RED}error{RED:#}: {more}"))
}

/// What is still to be written, a line for each file and kind of text.
pub(crate) fn missing(missing: &[Missing]) -> Vec<String> {
    let mut groups: Vec<(&str, &str, Vec<&str>)> = Vec::new();
    for Missing { file, item, what } in missing {
        match groups.iter_mut().find(|(other_file, other_what, _)| other_file == file && other_what == what) {
            Some((.., items)) => items.push(item),
            None => groups.push((file, what, vec![item])),
        }
    }
    groups.into_iter().map(|(file, what, items)| format!("{file}: no {what} for {}", items.join(", "))).collect()
}

/// What `update`, `diff` and `check` tell a machine; a member that has nothing to say is left out.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Report<'a> {
    #[serde(skip_serializing_if = "Option::is_none", flatten)]
    pub(crate) difference: Option<&'a Difference>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) version: Option<&'a Version>,
    pub(crate) problems: Vec<Fault<'a>>,
    /// How many problems of a file are not among them, in words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) unkept: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) missing: Option<Vec<ToWrite<'a>>>,
    /// The names that are no longer IANA's, in words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) stale: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) written: Option<bool>,
}

impl<'a> Report<'a> {
    /// A report of problems alone.
    pub(crate) fn of(problems: &[&'a Problems]) -> Self {
        Self {
            problems: problems.iter().flat_map(|problems| problems.iter()).map(Into::into).collect(),
            unkept: problems.iter().flat_map(|problems| problems.unkept()).collect(),
            ..Self::default()
        }
    }
}

/// A problem, as JSON.
#[derive(Debug, Serialize)]
pub(crate) struct Fault<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    message: &'a str,
}

impl<'a> From<&'a Problem> for Fault<'a> {
    fn from(problem: &'a Problem) -> Self {
        let Problem { file, place, message, .. } = problem;
        Self { file, line: place.line, column: place.column, message }
    }
}

/// Something that is still to be written, as JSON.
#[derive(Debug, Serialize)]
pub(crate) struct ToWrite<'a> {
    file: &'a str,
    item: &'a str,
    what: &'a str,
}

impl<'a> From<&'a Missing> for ToWrite<'a> {
    fn from(missing: &'a Missing) -> Self {
        Self { file: &missing.file, item: &missing.item, what: missing.what }
    }
}

/// Writes a value as JSON, with a line of its own for each member.
pub(crate) fn json(value: &impl Serialize) -> Result<(), Failure> {
    let mut out = raw_stdout();
    serde_json::to_writer_pretty(&mut out, value).map_err(io::Error::from)?;
    writeln!(out)?;
    Ok(())
}

/// Writes the manual: the page of the command itself, or every page to a folder.
pub(crate) fn man(folder: Option<&Path>) -> Result<Verdict, Failure> {
    // `help` needs no page, and gets none.
    let command = Arguments::command().disable_help_subcommand(true);
    match folder {
        None => clap_mangen::Man::new(command).render(&mut raw_stdout())?,
        Some(folder) => {
            clap_mangen::generate_to(command, folder).map_err(|error| files::cannot("write to", folder, &error))?;
        }
    }
    Ok(Verdict::Well)
}

/// Writes what lets a shell complete the arguments.
pub(crate) fn completions(shell: Shell) -> Result<Verdict, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), NAME, &mut script);
    // For bash, a name with a hyphen is written in one way where the subcommand is found, and in another where it is
    // looked up: with that, nothing behind the subcommand would be completed.
    let script = String::from_utf8_lossy(&script).replace("close__subcmd__codes", "close__codes");
    raw_stdout().write_all(script.as_bytes())?;
    Ok(Verdict::Well)
}

/// What the command is called.
const NAME: &str = "close-codes";
