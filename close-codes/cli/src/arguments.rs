//! What the command line can say.
#![allow(clippy::doc_markdown, reason = "they are the texts of `--help`")]

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

/// Close codes of WebSockets: keep IANA's registry current, check tables of codes, explain codes, and export them
#[derive(Debug, Parser)]
#[command(name = "close-codes", version, after_help = EXIT_CODES, subcommand_required = true, max_term_width = 100)]
pub(crate) struct Arguments {
    /// Whether to write in colours
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: Color,

    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXIT_CODES: &str = "\
Exit codes: 0, all is well; 1, something was found, such as a problem or a difference; 2, bad use, or something that could \
not be read or written.";

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Update(Update),
    Diff(Diff),
    Check(Check),
    Explain(Explain),
    Export(Export),
    /// Print a script that lets a shell complete the arguments
    Completions {
        /// The shell that is to run it
        shell: Shell,
    },
    /// Print the manual page, or write one for each subcommand
    Man {
        /// The folder to write them to; without it, the page of the command itself goes to standard output
        #[arg(long, short, value_name = "FOLDER")]
        output: Option<PathBuf>,
    },
}

/// Replace the registry's file by IANA's present one
///
/// Takes IANA's CSV, checks it together with the project's own files, and prints the difference, what it means for the
/// version of the crates, and what is still to be written by hand. If all is well the file is replaced, in one step; if
/// anything is wrong nothing is written.
#[derive(Args, Debug)]
#[command(after_help = EXIT_CODES)]
pub(crate) struct Update {
    /// IANA's CSV: a file, an address, or `-` for standard input
    #[arg(value_name = "FILE|URL|-", default_value = crate::fetch::IANA)]
    pub(crate) source: String,

    /// The folder with close-code-number.csv and the project's own files; by default `registry/data` here or above
    #[arg(long, value_name = "FOLDER")]
    pub(crate) data: Option<PathBuf>,

    /// Write nothing, and exit with 1 if there is a difference
    #[arg(long)]
    pub(crate) check: bool,

    /// Print the difference as JSON
    #[arg(long)]
    pub(crate) json: bool,

    /// How many seconds fetching may take
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub(crate) timeout: u64,
}

/// Show what has changed from one table to another
///
/// The two are IANA's registry, or a table of private codes, at two times. What is written otherwise but says the same is
/// told as well.
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

/// Report every problem of tables of codes
///
/// A file is IANA's CSV, one of the project's own (facts, ranges, texts), or a table of private codes; its heading tells
/// which. IANA's and the project's files are checked together with the rest of the registry, and what is still to be
/// written about a code is reported too. Between tables of private codes, a code with two names is. A column of a table
/// that has neither a known name nor a type (`retry:bool`) is a note, and is passed over. Without a file, the registry in
/// `registry/data` here or above is checked, or the one that is built in.
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
/// The registry of this version is asked, and each table that is given.
#[derive(Args, Debug)]
#[command(after_help = EXIT_CODES)]
pub(crate) struct Explain {
    /// A number from 0 to 65535, or the name or key of a code: 1012, 'Service Restart', service_restart
    #[arg(value_name = "CODE", required = true, allow_negative_numbers = true)]
    pub(crate) codes: Vec<String>,

    /// A table of private codes; can be given again for more of them
    #[arg(long = "table", short, value_name = "FILE")]
    pub(crate) tables: Vec<String>,

    /// The language: a tag such as en or es-MX
    #[arg(long, short, value_name = "TAG")]
    pub(crate) lang: Option<String>,

    /// Print what is known as JSON
    #[arg(long)]
    pub(crate) json: bool,

    #[command(flatten)]
    pub(crate) rules: Rules,
}

/// Write codes in another form
///
/// From one table come the Rust of the server, the TypeScript of the client, and the documentation.
#[derive(Args, Debug)]
#[command(after_help = EXIT_CODES)]
pub(crate) struct Export {
    /// A table of private codes, or IANA's CSV, or `-` for standard input; by default, the registry of this version
    pub(crate) file: Option<String>,

    /// The form
    #[arg(long, short)]
    pub(crate) format: Format,

    /// The name of the set in Rust and TypeScript; by default CloseCode, or made of the file's name
    #[arg(long, value_name = "NAME", value_parser = set_name)]
    pub(crate) name: Option<String>,

    /// The language: a tag such as en or es-MX. A page has all languages there are, and begins with this one
    #[arg(long, short, value_name = "TAG")]
    pub(crate) lang: Option<String>,

    /// The file to write, in place of standard output (`-`). A JSON file gets its schema beside it
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    /// The Markdown file whose marked parts are to be written anew: those between
    /// `<!-- close-codes: codes -->` or `<!-- close-codes: ranges -->` and `<!-- close-codes: end -->`
    #[arg(long, value_name = "FILE", conflicts_with = "output")]
    pub(crate) into: Option<PathBuf>,

    /// Write nothing, and exit with 1 if what is there is not what would be written
    #[arg(long)]
    pub(crate) check: bool,

    #[command(flatten)]
    pub(crate) rules: Rules,
}

/// Reads the name of an enum, which is one in every language that it may come to.
fn set_name(name: &str) -> Result<String, String> {
    // What the Rust that is exported calls by these names is something else.
    if ["Self", "Option", "Result", "From", "TryFrom"].contains(&name) {
        return Err("that name has a meaning in Rust: choose another".to_owned());
    }
    let begins = name.starts_with(|first: char| first.is_ascii_uppercase());
    if begins && name.chars().all(|character| character.is_ascii_alphanumeric()) {
        return Ok(name.to_owned());
    }
    Err("write a capital from A to Z, and behind it letters and digits of ASCII, such as GameCode".to_owned())
}

/// Which codes a table of private codes may hold.
#[derive(Args, Debug)]
pub(crate) struct Rules {
    /// Whether a table may give codes that are registered with IANA a meaning of its own
    #[arg(long, value_name = "RULE", default_value = "refuse")]
    pub(crate) registered: Registered,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Registered {
    /// It may not
    Refuse,
    /// It may, as with `registered = "allow"` in the attribute
    Allow,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// An enum, without any dependency
    Rust,
    /// A `const` object and the union of its values
    Typescript,
    /// All that is known, for other programs
    Json,
    /// The JSON Schema of that
    JsonSchema,
    /// A table
    Markdown,
    /// A page to search and to read
    Html,
    /// A picture of the ranges and the codes in them
    Svg,
}
