//! What shells and `man` know of the command.

use std::io::Write;
use std::path::Path;

use clap::CommandFactory;
use clap_complete::Shell;

use crate::arguments::Arguments;
use crate::failure::{Failure, Verdict};
use crate::files;
use crate::output::raw_stdout;

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
