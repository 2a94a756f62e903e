//! Manual pages.

use std::path::Path;

use clap::CommandFactory;

use crate::arguments::Arguments;
use crate::failure::{Failure, Verdict};
use crate::files;
use crate::output::raw_stdout;

/// Writes the page of the command to standard output, or all pages to a folder.
pub(crate) fn run(folder: Option<&Path>) -> Result<Verdict, Failure> {
    // The subcommand `help` does not need a page.
    let command = Arguments::command().disable_help_subcommand(true);
    match folder {
        None => clap_mangen::Man::new(command).render(&mut raw_stdout())?,
        Some(folder) => {
            clap_mangen::generate_to(command, folder).map_err(|error| files::cannot("write to", folder, &error))?;
        }
    }
    Ok(Verdict::Well)
}
