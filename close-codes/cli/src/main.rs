//! The command `close-codes`: explains and tests how WebSockets close; checks, compares and exports tables; updates IANA's
//! registry.
//!
//! Each subcommand has a module in `commands`. `input` reads the files into a `Registry` or a `Table`. `export` and `explanation`
//! show a `Document`, which is made from either of them. `connect`, `serve` and `probe` stand on `net`, the WebSocket connections; the
//! last two play the `cases`.

#![forbid(unsafe_code)]

mod arguments;
mod cases;
mod commands;
mod document;
mod explanation;
mod failure;
mod files;
mod input;
mod lines;
mod listing;
mod net;
mod notes;
mod output;
mod page;
mod project;
mod report;
mod table_csv;
mod template;
mod unopened;
mod words;

use std::process::ExitCode;

use clap::Parser;
use close_codes_registry::text::escape;

use crate::arguments::{Arguments, Command};
use crate::failure::{Failure, Verdict};

fn main() -> ExitCode {
    let arguments = Arguments::try_parse().unwrap_or_else(|error| error_of_escaped(error).exit());
    output::choose_colors(arguments.color);
    match run(&arguments.command) {
        Ok(Verdict::Well) => ExitCode::SUCCESS,
        Ok(Verdict::Found) => ExitCode::from(1),
        Ok(Verdict::NotOpened) => ExitCode::from(2),
        Err(failure) => {
            failure.messages().iter().for_each(|message| output::error(message));
            ExitCode::from(2)
        }
    }
}

/// Returns the same error for escaped arguments. An error quotes arguments, and one of them may be the name of any file.
fn error_of_escaped(error: clap::Error) -> clap::Error {
    let escaped = std::env::args_os().map(|argument| escape(&argument.to_string_lossy()));
    Arguments::try_parse_from(escaped).err().unwrap_or(error)
}

fn run(command: &Command) -> Result<Verdict, Failure> {
    match command {
        Command::Connect(arguments) => commands::connect::run(arguments),
        Command::Serve(arguments) => commands::serve::run(arguments),
        Command::Probe(arguments) => commands::probe::run(arguments),
        Command::Update(arguments) => commands::update::run(arguments),
        Command::Diff(arguments) => commands::diff::run(arguments),
        Command::Check(arguments) => commands::check::run(arguments),
        Command::Explain(arguments) => commands::explain::run(arguments),
        Command::Export(arguments) => commands::export::run(arguments),
        Command::Import(arguments) => commands::import::run(arguments),
        Command::Completions { shell } => commands::completions::run(*shell),
        Command::Man { output } => commands::man::run(output.as_deref()),
    }
}
