//! What is written, and in which colours.

use std::io::{self, IsTerminal, Write};

use anstyle::{AnsiColor, Style};
use close_codes_registry::Problems;
use serde::Serialize;

use crate::arguments::Color;
use crate::failure::Failure;

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
    to_stderr(&format!("{RED}error{RED:#}: {message}"));
}

/// Says on standard error what is going on, for somebody who waits.
pub(crate) fn note(message: &str) {
    to_stderr(&format!("{DIM}{message}{DIM:#}"));
}

fn to_stderr(line: &str) {
    // Nobody can be told that this fails.
    let _ = writeln!(anstream::stderr(), "{line}");
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

/// Writes a value as JSON, with a line of its own for each member.
pub(crate) fn json(value: &impl Serialize) -> Result<(), Failure> {
    let mut out = raw_stdout();
    serde_json::to_writer_pretty(&mut out, value).map_err(io::Error::from)?;
    writeln!(out)?;
    Ok(())
}
