//! The command line.
#![allow(clippy::doc_markdown, reason = "the comments are the texts of `--help`")]

pub(crate) mod network;

use std::path::PathBuf;

use clap::{Args, ColorChoice, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use close_codes_registry::check::table::Options;
use serde::Deserialize;

use self::network::{Connect, Probe, Serve};

/// Explain and test how WebSockets close; check, compare and export tables of close codes
#[derive(Debug, Parser)]
#[command(name = "close-codes", version, subcommand_required = true, max_term_width = 100)]
#[command(after_help = examples("close-codes explain 1006\nclose-codes help export"))]
pub(crate) struct Arguments {
    /// Print in colour; `auto`: on a terminal, unless NO_COLOR is set
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: ColorChoice,

    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Puts examples, one on a line, before the meaning of the exit status.
fn examples(lines: &str) -> String {
    examples_before(lines, EXIT_STATUS)
}

/// Puts examples, one on a line, before another text.
fn examples_before(lines: &str, text: &str) -> String {
    let lines = lines.replace('\n', "\n  ");
    format!("Examples:\n  {lines}\n\n{text}")
}

const EXIT_STATUS: &str = "\
Exit status:
  0  success: no problem, no difference
  1  a problem or a difference was found
  2  wrong usage, or a file could not be read or written";

/// The address at which IANA publishes the registry.
const IANA: &str = "https://www.iana.org/assignments/websocket/close-code-number.csv";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Explain(Explain),
    Connect(Connect),
    Serve(Serve),
    Probe(Probe),
    Check(Check),
    Diff(Diff),
    Export(Export),
    Import(Import),
    Update(Update),
    /// Print a completion script for a shell
    #[command(after_long_help = examples("source <(close-codes completions bash)"))]
    Completions {
        /// Shell that runs the script
        shell: Shell,
    },
    /// Print the manual page, or write the pages of all commands
    #[command(after_long_help = examples("close-codes man | man -l -\nclose-codes man --output man1"))]
    Man {
        /// Write the pages of all commands to this folder
        #[arg(long, short, value_name = "FOLDER")]
        output: Option<PathBuf>,
    },
}

/// Update IANA's registry in a clone of close-codes
///
/// Fetches IANA's CSV, checks it together with the project's own files, and replaces close-code-number.csv. Prints the
/// difference, the next version of the crates, and the texts that are missing. If there is a problem, nothing is written.
#[derive(Args, Debug)]
#[command(after_long_help = examples("close-codes update\nclose-codes update --check new.csv"))]
pub(crate) struct Update {
    /// IANA's CSV: a file, an address, or `-` for standard input
    #[arg(value_name = "FILE|URL|-", default_value = IANA)]
    pub(crate) source: String,

    /// Folder of the registry's files [default: registry/data, in this folder or one above]
    #[arg(long, value_name = "FOLDER")]
    pub(crate) data: Option<PathBuf>,

    /// Write nothing; exit with 1 if there is a difference
    #[arg(long)]
    pub(crate) check: bool,

    /// Print the difference as JSON
    #[arg(long)]
    pub(crate) json: bool,

    /// Seconds to wait for the whole file
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub(crate) timeout: u64,
}

/// Compare two versions of a table
///
/// Prints each difference, and the next version of the crate that has the codes: patch (only texts or references change), minor
/// (something is new, or a value changes) or major (something is removed). Compares IANA's CSV
/// with IANA's CSV, or a table of private codes with another. Files with the same content but different bytes differ, too.
#[derive(Args, Debug)]
#[command(after_long_help = examples("close-codes diff old.csv new.csv\n\
    git show HEAD:codes.csv | close-codes diff - codes.csv"))]
pub(crate) struct Diff {
    /// Older table, or `-` for standard input
    pub(crate) old: PathBuf,
    /// Newer table, or `-` for standard input
    pub(crate) new: PathBuf,

    /// Print the difference as JSON
    #[arg(long)]
    pub(crate) json: bool,

    #[command(flatten)]
    pub(crate) rules: Rules,
}

/// Report all problems in tables of codes
///
/// A file is a table of private codes, IANA's CSV, or another file of the registry (properties, ranges, translations). Its
/// heading tells which. Registry files are checked together with the rest of the registry. Two tables must not give a code
/// different names, unless they belong to different endpoints (`--separate`).
///
/// A note does not change the exit status. There are notes on missing texts, and on parts of a table that are probably not
/// meant: a column without a type (as in `retry:bool`), which is ignored; a name that makes an ugly variant; a key of the
/// registry; a name that two codes share; a band without an effect.
#[derive(Args, Debug)]
#[command(after_long_help = examples("close-codes check codes.csv\nclose-codes check game.csv lobby.csv --json"))]
pub(crate) struct Check {
    /// File, or `-` for standard input [default: registry/data, in this folder or one above, or the built-in registry]
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,

    /// The tables belong to different endpoints: a code may have different names in them
    #[arg(long)]
    pub(crate) separate: bool,

    /// Print the problems as JSON
    #[arg(long)]
    pub(crate) json: bool,

    #[command(flatten)]
    pub(crate) rules: Rules,
}

/// Explain close codes
///
/// Prints what each code means, whether to reconnect, and who may send the code. Looks it up in IANA's registry and in the
/// given tables. Finds the codes in any text: a line of a log, an error message, a value as a debugger shows it.
#[derive(Args, Debug)]
#[command(after_long_help = examples("close-codes explain 1006 'bad gateway'\n\
    close-codes explain 'websocket: close 1006 (abnormal closure): unexpected EOF'\n\
    close-codes explain - < server.log\n\
    close-codes explain 4001 --table codes.csv"))]
pub(crate) struct Explain {
    /// Number, name or key (1012, 'Service Restart', service_restart), text with a code, or `-` for standard input
    #[arg(value_name = "CODE", required = true, allow_negative_numbers = true)]
    pub(crate) codes: Vec<String>,

    /// Look in this table of private codes, too; can be repeated
    #[arg(long = "table", short, value_name = "FILE")]
    pub(crate) tables: Vec<PathBuf>,

    /// Language, such as es or pt-BR [default: en]
    #[arg(long, short, value_name = "TAG")]
    pub(crate) lang: Option<String>,

    /// Print the answers as JSON
    #[arg(long)]
    pub(crate) json: bool,

    #[command(flatten)]
    pub(crate) rules: Rules,
}

/// Generate code or documentation from a table
///
/// One table gives the Rust of a server, the TypeScript of a client, and the documentation of both.
#[derive(Args, Debug)]
#[command(
    override_usage = "close-codes export [OPTIONS] --format <FORMAT> [FILE]\n       close-codes export --all [--check]"
)]
#[command(after_long_help = examples("close-codes export codes.csv -f typescript -o codes.ts\n\
    close-codes export codes.csv -f typescript -o codes.ts --check\n\
    close-codes export codes.csv --into README.md\n\
    close-codes export --all --check"))]
pub(crate) struct Export {
    /// Table of private codes, IANA's CSV, or `-` for standard input [default: the built-in registry]
    pub(crate) file: Option<PathBuf>,

    /// Output format
    #[arg(long, short, required_unless_present_any = ["all", "into"])]
    pub(crate) format: Option<Format>,

    /// Name of the set in Rust and TypeScript [default: CloseCode, or made from the file name]
    #[arg(long, value_name = "NAME", value_parser = set_name)]
    pub(crate) name: Option<String>,

    /// Language, such as es or pt-BR [default: en]
    ///
    /// A page (`html`) has all languages, and starts with this one.
    #[arg(long, short, value_name = "TAG")]
    pub(crate) lang: Option<String>,

    /// File to write, or `-` for standard output [default: -]
    ///
    /// The schema of a `json` file is written beside it.
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    /// Replace the marked parts of this file with Markdown
    ///
    /// A part begins and ends with a line:
    ///   <!-- close-codes: codes -->   or `ranges`
    ///   <!-- close-codes: end -->
    #[arg(long, value_name = "FILE", conflicts_with = "output", verbatim_doc_comment)]
    pub(crate) into: Option<PathBuf>,

    /// Export all that `close-codes.toml` lists, in this folder or one above
    ///
    /// Paths start at the folder of the file. Each export has a section:
    ///   [[export]]
    ///   table = "codes/chat.csv"        # without it: the built-in registry
    ///   format = "typescript"
    ///   output = "web/chat-codes.ts"    # or `into` for Markdown
    ///   name = "ChatCode"
    ///
    /// `name`, `lang`, `registered` and `unassigned` mean the same as the options, and may be left out.
    /// If a table has a problem, nothing is written.
    #[arg(long, conflicts_with_all = ["file", "format", "name", "lang", "output", "into", "registered", "unassigned"], verbatim_doc_comment)]
    pub(crate) all: bool,

    /// Write nothing; exit with 1 if a file is out of date
    #[arg(long)]
    pub(crate) check: bool,

    #[command(flatten)]
    pub(crate) rules: Rules,
}

/// Convert a Markdown table or JSON to the CSV of a table
///
/// Takes a pipe table of a Markdown file, a JSON array of objects, or a JSON object with a member for each code. Finds out by the
/// headings and the cells which column is what, and says so on standard error. Also reports each row, column and cell that is
/// left out, and the problems and the notes of the new table. After that, edit the CSV: another import replaces it only with
/// `--replace`.
#[derive(Args, Debug)]
#[command(after_long_help = examples("close-codes import wiki.md -o codes.csv\n\
    close-codes import codes.json | close-codes check - --registered allow"))]
pub(crate) struct Import {
    /// Markdown or JSON file, or `-` for standard input
    pub(crate) file: PathBuf,

    /// File to write, or `-` for standard output [default: -]
    #[arg(long, short, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    /// Take the first table of close codes on or below this line of the Markdown file
    #[arg(long, value_name = "LINE")]
    pub(crate) line: Option<usize>,

    /// Overwrite the file if it exists with other content
    #[arg(long)]
    pub(crate) replace: bool,
}

/// Reads the name of an enum that both Rust and TypeScript allow.
pub(crate) fn set_name(name: &str) -> Result<String, String> {
    // The exported Rust uses these names.
    if ["Self", "Option", "Result", "From", "TryFrom"].contains(&name) {
        return Err("the name has a meaning in Rust: choose another one".to_owned());
    }
    let begins = name.starts_with(|first: char| first.is_ascii_uppercase());
    if begins && name.chars().all(|character| character.is_ascii_alphanumeric()) {
        return Ok(name.to_owned());
    }
    Err("write a capital from A to Z, then ASCII letters and digits, such as GameCode".to_owned())
}

/// The codes that a table of private codes may contain.
///
/// The options of the attribute `close_codes` with the same names do the same.
#[derive(Args, Clone, Debug)]
pub(crate) struct Rules {
    /// Refuse or allow codes registered with IANA, such as 1008 and 3000
    #[arg(long, value_name = "RULE", default_value = "refuse")]
    pub(crate) registered: Rule,

    /// Refuse or allow codes from 1000 to 2999 that are not registered
    #[arg(long, value_name = "RULE", default_value = "refuse")]
    pub(crate) unassigned: Rule,

    /// The words for these options in messages.
    #[arg(skip = OPTIONS)]
    pub(crate) options: Options<'static>,
}

/// The options on the command line.
pub(crate) const OPTIONS: Options<'static> =
    Options { registered: "`--registered allow`", unassigned: "`--unassigned allow`" };

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Rule {
    /// Refuse these codes
    #[default]
    Refuse,
    /// Allow these codes
    Allow,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Format {
    /// Enum without dependencies
    Rust,
    /// Constant object and union type
    Typescript,
    /// All data, for other programs
    Json,
    /// JSON Schema of the format `json`
    JsonSchema,
    /// Tables of the codes and of the ranges
    Markdown,
    /// Table of codes, as `check` and the attribute `close_codes` read it
    Csv,
    /// Page with a search field
    Html,
    /// Picture of the ranges and codes
    Svg,
}
