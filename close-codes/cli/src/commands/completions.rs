//! Scripts that let a shell complete the arguments.

use std::io::Write;

use clap::CommandFactory;
use clap_complete::Shell;

use crate::arguments::Arguments;
use crate::failure::{Failure, Verdict};
use crate::output::raw_stdout;

/// Writes what lets a shell complete the arguments.
pub(crate) fn run(shell: Shell) -> Result<Verdict, Failure> {
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
