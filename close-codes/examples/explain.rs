//! Explains close codes, in English or another language:
//!
//! ```sh
//! cargo run -p close-codes --example explain -- 1006 3000 4001 --lang es
//! ```
//!
//! A code is a number, a name or a key. Arguments that are none of these are reported on standard error, the others are
//! answered all the same; the exit code is 2 if there were any.

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use anstyle::{AnsiColor, Style};
use close_codes::{CloseCode, Language, Reconnect, Role};
use lexopt::Arg;

const USAGE: &str = "usage: explain CODE... [--lang TAG]";
const HELP: &str = "
CODE is a number from 0 to 65535, or the name or key of a registered code: 1012, 'Service Restart', service_restart.
TAG is a language tag such as en or es-MX.

Exits with 2 if an argument is none of these; the others are answered all the same.";
const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const GREEN: Style = AnsiColor::Green.on_default();
const RED: Style = AnsiColor::Red.on_default();

fn main() -> ExitCode {
    let request = Request::from_arguments(lexopt::Parser::from_env());
    match request.answer(&mut anstream::stdout().lock()) {
        // Whoever reads the output may stop when it has seen enough.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            anstream::eprintln!("{RED}explain{RED:#}: {error}");
            return ExitCode::FAILURE;
        }
        _ => {}
    }
    for fault in &request.faults {
        anstream::eprintln!("{RED}explain{RED:#}: {fault}");
    }
    if request.faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(2) }
}

/// What the command line asks for.
struct Request {
    help: bool,
    language: Language,
    codes: Vec<CloseCode>,
    faults: Vec<String>,
}

impl Request {
    fn from_arguments(mut arguments: lexopt::Parser) -> Self {
        let mut request = Self { help: false, language: Language::En, codes: Vec::new(), faults: Vec::new() };
        loop {
            let result = match arguments.next() {
                Ok(Some(Arg::Value(value))) => request.add_code(&value.to_string_lossy()),
                Ok(Some(Arg::Long("lang") | Arg::Short('l'))) => request.set_language(arguments.value()),
                Ok(Some(Arg::Long("help") | Arg::Short('h'))) => {
                    request.help = true;
                    Ok(())
                }
                Ok(Some(other)) => Err(other.unexpected().to_string()),
                Ok(None) => break,
                Err(error) => Err(error.to_string()),
            };
            request.faults.extend(result.err());
        }
        if !request.help && request.codes.is_empty() && request.faults.is_empty() {
            request.faults.push(format!("which code? {USAGE}"));
        }
        request
    }

    fn add_code(&mut self, text: &str) -> Result<(), String> {
        self.codes.push(text.parse().map_err(|error| format!("`{}`: {error}", text.escape_debug()))?);
        Ok(())
    }

    fn set_language(&mut self, tag: Result<std::ffi::OsString, lexopt::Error>) -> Result<(), String> {
        let tag = tag.map_err(|error| error.to_string())?;
        let tag = tag.to_string_lossy();
        self.language = Language::from_tag(&tag).ok_or_else(|| {
            let known: Vec<_> =
                Language::ALL.iter().map(|language| format!("{language} ({})", language.name())).collect();
            format!("`{}`: there are no texts in this language, only {}", tag.escape_debug(), known.join(", "))
        })?;
        Ok(())
    }

    fn answer(&self, out: &mut impl Write) -> io::Result<()> {
        if self.help {
            return writeln!(out, "{USAGE}\n{HELP}");
        }
        for (index, &code) in self.codes.iter().enumerate() {
            if index > 0 {
                writeln!(out)?;
            }
            explain(code, self.language, out)?;
        }
        Ok(())
    }
}

fn explain(code: CloseCode, language: Language, out: &mut impl Write) -> io::Result<()> {
    let words = Words::of(language);
    let (range, bounds) = (code.range(), code.range().bounds());
    let references = code.references();
    let senders: Vec<_> = [(Role::Server, words.server), (Role::Client, words.client), (Role::Browser, words.browser)]
        .into_iter()
        .filter_map(|(role, name)| code.may_be_sent_by(role).then_some(name))
        .collect();
    let nobody = if code.is_local_only() { words.nobody_local } else { words.nobody };
    let allowed = if code.is_allowed_on_wire() { (words.yes, GREEN) } else { (words.no, RED) };
    let reconnect = match code.reconnect() {
        Reconnect::Yes => (words.yes, GREEN),
        Reconnect::No => (words.no, RED),
        Reconnect::Unknown => (words.unknown, DIM),
    };
    let lines = [
        (words.range, format!("{} ({}-{})", range.name_in(language), bounds.start(), bounds.end()), Style::new()),
        (words.description, code.description_in(language).to_owned(), Style::new()),
        (words.references, or_else(references.join(", "), words.none), Style::new()),
        (words.sent_by, or_else(senders.join(", "), nobody), Style::new()),
        (words.on_the_wire, allowed.0.to_owned(), allowed.1),
        (words.reconnect, reconnect.0.to_owned(), reconnect.1),
    ];

    writeln!(out, "{BOLD}{}{BOLD:#} {}", code.as_u16(), headline(code, language, &words))?;
    let label_width = lines.iter().map(|(label, ..)| textwrap::core::display_width(label)).max().unwrap_or(0);
    // Neither an address nor a range is to be broken.
    let wrapping = textwrap::Options::new(text_width(label_width))
        .break_words(false)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    for (label, text, style) in lines {
        let padding = label_width - textwrap::core::display_width(label);
        write!(out, "  {DIM}{label}{DIM:#}{:padding$}", "")?;
        for (index, line) in textwrap::wrap(&text, &wrapping).iter().enumerate() {
            let indent = if index == 0 { 0 } else { "  ".len() + label_width };
            writeln!(out, "{:indent$}  {style}{line}{style:#}", "")?;
        }
    }
    Ok(())
}

/// The name; with a note if it is but that of the range.
fn headline(code: CloseCode, language: Language, words: &Words) -> String {
    let name = code.name_in(language);
    if code.is_registered() { name.to_owned() } else { format!("{name} {}", words.unregistered) }
}

fn or_else(text: String, instead: &str) -> String {
    if text.is_empty() { instead.to_owned() } else { text }
}

/// As wide as the terminal, up to what can be read well. No line is broken when it is a program that reads.
fn text_width(label_width: usize) -> usize {
    if !io::stdout().is_terminal() {
        return usize::MAX;
    }
    textwrap::termwidth().min(100).saturating_sub(label_width + "  ".len() * 2).max(20)
}

/// The words around the texts.
struct Words {
    range: &'static str,
    description: &'static str,
    references: &'static str,
    sent_by: &'static str,
    on_the_wire: &'static str,
    reconnect: &'static str,
    unregistered: &'static str,
    server: &'static str,
    client: &'static str,
    browser: &'static str,
    nobody: &'static str,
    nobody_local: &'static str,
    none: &'static str,
    yes: &'static str,
    no: &'static str,
    unknown: &'static str,
}

impl Words {
    const fn of(language: Language) -> Self {
        match language {
            Language::Es => Self {
                range: "rango",
                description: "descripción",
                references: "referencias",
                sent_by: "lo puede enviar",
                on_the_wire: "puede transmitirse",
                reconnect: "reconectar",
                unregistered: "(sin registrar)",
                server: "el servidor",
                client: "el cliente",
                browser: "un script en un navegador",
                nobody: "nadie",
                nobody_local: "nadie; solo para uso local",
                none: "ninguna",
                yes: "sí",
                no: "no",
                unknown: "el código no lo dice",
            },
            _ => Self {
                range: "range",
                description: "description",
                references: "references",
                sent_by: "may be sent by",
                on_the_wire: "allowed on the wire",
                reconnect: "reconnect",
                unregistered: "(not registered)",
                server: "a server",
                client: "a client",
                browser: "a script in a browser",
                nobody: "nobody",
                nobody_local: "nobody; for local use only",
                none: "none",
                yes: "yes",
                no: "no",
                unknown: "the code does not tell",
            },
        }
    }
}
