//! Completion scripts for shells.

use std::io::Write;

use clap::CommandFactory;
use clap_complete::Shell;

use crate::arguments::Arguments;
use crate::failure::{Failure, Verdict};
use crate::output::raw_stdout;

pub(crate) fn run(shell: Shell) -> Result<Verdict, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "close-codes", &mut script);
    // The bash script of clap_complete 4.6 has two spellings of a name with a hyphen, so it completes no subcommand.
    let script = String::from_utf8_lossy(&script).replace("close__subcmd__codes", "close__codes");
    raw_stdout().write_all(script.as_bytes())?;
    Ok(Verdict::Well)
}
