//! What a client does when a connection has been closed, by the tables of five protocols:
//!
//! ```sh
//! cargo run -p close-codes --example reconnect -- discord 4000 4004 4009 1006
//! ```
//!
//! Each protocol has a module that shows another way to write its codes down. No module holds a table of its own, and none
//! but `chat` decides anything: that is in `examples/codes/*.csv`.

use std::process::ExitCode;

use close_codes::{CloseCode, CodeOf, CodeSet, Reconnect};

mod centrifugo;
mod chat;
mod discord;
mod graphql;
mod pusher;

const USAGE: &str = "usage: reconnect (graphql|discord|pusher|centrifugo|chat) CODE...";

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let protocol = arguments.next().unwrap_or_default();
    let advise = match protocol.as_str() {
        "graphql" => graphql::advise,
        "discord" => discord::advise,
        "pusher" => pusher::advise,
        "centrifugo" => centrifugo::advise,
        "chat" => chat::advise,
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    let mut arguments = arguments.peekable();
    if arguments.peek().is_none() {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    }
    let mut all_codes = true;
    for argument in arguments {
        match argument.parse() {
            Ok(code) => println!("{}", advise(code)),
            Err(error) => {
                eprintln!("reconnect: `{}`: {error}", argument.escape_debug());
                all_codes = false;
            }
        }
    }
    if all_codes { ExitCode::SUCCESS } else { ExitCode::from(2) }
}

/// What to do after a close code.
struct Advice {
    /// Number and name: by the protocol's table, or else by the registry.
    code: String,
    /// Whether to connect again, if anybody says.
    reconnect: Option<bool>,
    /// What else there is to know.
    note: Option<String>,
}

impl Advice {
    /// Takes what the protocol says, or else the registry's hint.
    fn new<S: CodeSet>(code: CloseCode, reconnect: Option<bool>) -> Self {
        let hint = match code.reconnect() {
            Reconnect::Yes => Some(true),
            Reconnect::No => Some(false),
            Reconnect::Unknown => None,
        };
        Self { code: CodeOf::<S>::from(code).to_string(), reconnect: reconnect.or(hint), note: None }
    }
}

impl std::fmt::Display for Advice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let decision = match self.reconnect {
            Some(true) => "connect again",
            Some(false) => "stop",
            None => "nobody says",
        };
        write!(f, "{}: {decision}", self.code)?;
        self.note.as_ref().map_or(Ok(()), |note| write!(f, " ({note})"))
    }
}
