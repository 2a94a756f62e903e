//! Standard output and standard error, with colours.

use std::io::{self, IsTerminal, Write};

use anstyle::{AnsiColor, Style};
use clap::ColorChoice;
use close_codes_registry::Problems;
use close_codes_registry::text::escape;
use serde::Serialize;

pub(crate) const BOLD: Style = Style::new().bold();
pub(crate) const DIM: Style = Style::new().dimmed();
pub(crate) const GREEN: Style = AnsiColor::Green.on_default();
pub(crate) const RED: Style = AnsiColor::Red.on_default();
pub(crate) const YELLOW: Style = AnsiColor::Yellow.on_default();

pub(crate) fn choose_colors(choice: ColorChoice) {
    let choice = match choice {
        ColorChoice::Auto => anstream::ColorChoice::Auto,
        ColorChoice::Always => anstream::ColorChoice::Always,
        ColorChoice::Never => anstream::ColorChoice::Never,
    };
    choice.write_global();
}

/// Returns standard output. Colours are removed if it is not a terminal, or if the user does not want them.
pub(crate) fn stdout() -> IgnoreBrokenPipe<anstream::AutoStream<io::StdoutLock<'static>>> {
    IgnoreBrokenPipe(anstream::stdout().lock())
}

/// Returns standard output for bytes that must not change.
pub(crate) fn raw_stdout() -> IgnoreBrokenPipe<io::StdoutLock<'static>> {
    IgnoreBrokenPipe(io::stdout().lock())
}

/// A stream whose reader may stop early. The rest of the output is dropped, and the exit status stays the same.
pub(crate) struct IgnoreBrokenPipe<W>(W);

impl<W: Write> Write for IgnoreBrokenPipe<W> {
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

/// Writes an error to standard error.
pub(crate) fn error(message: &str) {
    to_stderr(&format!("{RED}error{RED:#}: {}", escape(message)));
}

/// Writes a note to standard error. A note does not change the exit status.
pub(crate) fn note(message: &str) {
    to_stderr(&format!("{YELLOW}note{YELLOW:#}: {}", escape(message)));
}

/// Reports progress on standard error.
pub(crate) fn progress(message: &str) {
    to_stderr(&format!("{DIM}{}{DIM:#}", escape(message)));
}

fn to_stderr(line: &str) {
    // An error of standard error cannot be reported anywhere.
    let _ = writeln!(anstream::stderr(), "{line}");
}

/// Returns the width for text: the terminal's, but at most 100. Without a terminal, lines are not wrapped.
pub(crate) fn text_width(without: usize) -> usize {
    if !io::stdout().is_terminal() {
        return usize::MAX;
    }
    textwrap::termwidth().min(100).saturating_sub(without).max(20)
}

/// Writes problems to standard error, each with the line of its file.
pub(crate) fn problems(problems: &Problems) {
    // An error of standard error cannot be reported anywhere.
    let _ = show_problems(problems, &mut anstream::stderr().lock());
}

/// Writes notes to standard error, each with the line of its file.
pub(crate) fn notes(notes: &Problems) {
    // An error of standard error cannot be reported anywhere.
    let _ = show_notes(notes, &mut anstream::stderr().lock());
}

/// Writes problems, each with the line of its file.
pub(crate) fn show_problems(problems: &Problems, out: &mut impl Write) -> io::Result<()> {
    for problem in problems {
        writeln!(out, "{RED}error{RED:#}: {problem:#}")?;
    }
    problems.unkept().try_for_each(|more| writeln!(out, "{RED}error{RED:#}: {more}"))
}

/// Writes notes, each with the line of its file.
pub(crate) fn show_notes(notes: &Problems, out: &mut impl Write) -> io::Result<()> {
    for note in notes {
        writeln!(out, "{YELLOW}note{YELLOW:#}: {note:#}")?;
    }
    notes.unkept().try_for_each(|more| writeln!(out, "{YELLOW}note{YELLOW:#}: {more}"))
}

/// Writes a value as JSON, with a line for each member.
pub(crate) fn json(value: &impl Serialize) -> io::Result<()> {
    let mut out = raw_stdout();
    serde_json::to_writer_pretty(&mut out, value)?;
    writeln!(out)
}
