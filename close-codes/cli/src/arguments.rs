//! The command line.
#![allow(clippy::doc_markdown, reason = "they are the texts of `--help`")]

use std::path::PathBuf;

use clap::{Args, ColorChoice, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

/// WebSocket close codes: explain codes, check and compare tables, export them, and keep IANA's registry current
#[derive(Debug, Parser)]
#[command(name = "close-codes", version, after_help = EXIT_CODES, subcommand_required = true, max_term_width = 100)]
pub(crate) struct Arguments {
    /// When to use colours; `auto` means on a terminal, unless NO_COLOR is set
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: ColorChoice,

    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXIT_CODES: &str = "\
Exit status: 0 if nothing was found, 1 if a problem or a difference was found, 2 if the command was used wrongly or a file \
could not be read or written.";

/// The address at which IANA publishes the registry.
const IANA: &str = "https://www.iana.org/assignments/websocket/close-code-number.csv";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Update(Update),
    Diff(Diff),
    Check(Check),
    Explain(Explain),
    Export(Export),
    /// Print a completion script for a shell
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print the manual page, or write a page for each subcommand
    Man {
        /// Write all pages to this folder, instead of the main page to standard output
        #[arg(long, short, value_name = "FOLDER")]
        output: Option<PathBuf>,
    },
}

/// Replace the registry's file with IANA's current one
///
/// Checks IANA's CSV together with the project's own files. Prints the difference, the next version of the crates, and
/// the texts that are still to be written by hand. If there is a problem, nothing is written.
#[derive(Args, Debug)]
#[command(after_help = EXIT_CODES)]
pub(crate) struct Update {
    /// IANA's CSV: a file, an address, or `-` for standard input
    #[arg(value_name = "FILE|URL|-", default_value = IANA)]
    pub(crate) source: String,

    /// The folder with close-code-number.csv and the project's own files [default: registry/data, here or in a folder above]
    #[arg(long, value_name = "FOLDER")]
    pub(crate) data: Option<PathBuf>,

    /// Write nothing, and exit with 1 if there is a difference
    #[arg(long)]
    pub(crate) check: bool,

    /// Print the difference as JSON
    #[arg(long)]
    pub(crate) json: bool,

    /// The longest time to wait for the file, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub(crate) timeout: u64,
}

/// Compare two versions of a table
///
/// Both files are IANA's CSV, or both are tables of private codes. Prints the difference and the next version of the crate
/// that has the codes. Files that say the same in different bytes differ, too.
#[derive(Args, Debug)]
#[command(after_help = EXIT_CODES)]
pub(crate) struct Diff {
    /// The older table, or `-` for standard input
    pub(crate) old: String,
    /// The newer table, or `-` for standard input
    pub(crate) new: String,

    /// Print the difference as JSON
    #[arg(long)]
    pub(crate) json: bool,

    #[command(flatten)]
    pub(crate) rules: Rules,
}

/// Report every problem in tables of codes
///
/// A file is a table of private codes, IANA's CSV, or one of the project's own files (properties, ranges, translations).
/// Its heading tells which. A code with different names in two tables is a problem, too. IANA's file and the project's are
/// checked together with the rest of the registry. Missing texts are notes: they do not change the exit status. Columns
/// without a known name or a type (`retry:bool`) are ignored. Without a file, the command checks `registry/data`, here or
/// in a folder above, or the registry that is built in.
#[derive(Args, Debug)]
#[command(after_help = EXIT_CODES)]
pub(crate) struct Check {
    /// A file, or `-` for standard input
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<String>,

    /// Print the problems as JSON
    #[arg(long)]
    pub(crate) json: bool,

    #[command(flatten)]
    pub(crate) rules: Rules,
}

/// Explain close codes
///
/// Looks up each code in IANA's registry and in the tables that are given.
#[derive(Args, Debug)]
#[command(after_help = EXIT_CODES)]
pub(crate) struct Explain {
    /// A number from 0 to 65535, or the name or key of a code: 1012, 'Service Restart', service_restart
    #[arg(value_name = "CODE", required = true, allow_negative_numbers = true)]
    pub(crate) codes: Vec<String>,

    /// A table of private codes; can be given more than once
    #[arg(long = "table", short, value_name = "FILE")]
    pub(crate) tables: Vec<String>,

    /// The language: a tag such as en or es-MX
    #[arg(long, short, value_name = "TAG")]
    pub(crate) lang: Option<String>,

    /// Print the explanation as JSON
    #[arg(long)]
    pub(crate) json: bool,

    #[command(flatten)]
    pub(crate) rules: Rules,
}

/// Generate code or documentation from a table
///
/// One table gives the Rust of the server, the TypeScript of the client, and the documentation.
#[derive(Args, Debug)]
#[command(after_help = EXIT_CODES)]
pub(crate) struct Export {
    /// A table of private codes, IANA's CSV, or `-` for standard input [default: the registry that is built in]
    pub(crate) file: Option<String>,

    /// Output format
    #[arg(long, short)]
    pub(crate) format: Format,

    /// The name of the set in Rust and TypeScript [default: CloseCode, or made from the file's name]
    #[arg(long, value_name = "NAME", value_parser = set_name)]
    pub(crate) name: Option<String>,

    /// The language: a tag such as en or es-MX. A page has every language, and starts with this one
    #[arg(long, short, value_name = "TAG")]
    pub(crate) lang: Option<String>,

    /// The file to write, instead of standard output (`-`). The schema of a JSON file is written beside it
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    /// The Markdown file in which to replace the marked parts. A part begins with `<!-- close-codes: codes -->` or
    /// `<!-- close-codes: ranges -->`, and ends with `<!-- close-codes: end -->`
    #[arg(long, value_name = "FILE", conflicts_with = "output")]
    pub(crate) into: Option<PathBuf>,

    /// Write nothing, and exit with 1 if a file is out of date
    #[arg(long)]
    pub(crate) check: bool,

    #[command(flatten)]
    pub(crate) rules: Rules,
}

/// Reads the name of an enum, as Rust and TypeScript both allow it.
fn set_name(name: &str) -> Result<String, String> {
    // The exported Rust uses these names for something else.
    if ["Self", "Option", "Result", "From", "TryFrom"].contains(&name) {
        return Err("the name has a meaning in Rust: choose another one".to_owned());
    }
    let begins = name.starts_with(|first: char| first.is_ascii_uppercase());
    if begins && name.chars().all(|character| character.is_ascii_alphanumeric()) {
        return Ok(name.to_owned());
    }
    Err("write a capital from A to Z, then ASCII letters and digits, such as GameCode".to_owned())
}

/// The codes that a table of private codes may hold.
#[derive(Args, Debug)]
pub(crate) struct Rules {
    /// The rule for codes that are registered with IANA
    #[arg(long, value_name = "RULE", default_value = "refuse")]
    pub(crate) registered: Registered,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Registered {
    /// Report them
    Refuse,
    /// Allow them, like `registered = "allow"` in the attribute
    Allow,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// An enum without dependencies
    Rust,
    /// A `const` object and the union of its values
    Typescript,
    /// Everything known, for other programs
    Json,
    /// The JSON Schema of `json`
    JsonSchema,
    /// A table of the codes and one of the ranges
    Markdown,
    /// A page with a search
    Html,
    /// A picture of the ranges and the codes in them
    Svg,
}
