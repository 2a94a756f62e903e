//! Prints if a client should reconnect after a close code, by the rules of seven protocols. It does not connect: the guide
//! `close-codes/src/guide/reconnecting.md` has a client.
//!
//! ```sh
//! cargo run -p close-codes --example reconnect -- discord 4000 4004 4009 1006
//! ```
//!
//! Each protocol has a module, and each module shows another way to write down codes. The tables are in `examples/codes/*.csv`.
//! The rules are in the tables too, except for `chat`, which has no table.

use std::process::ExitCode;

use close_codes::{CloseCode, CodeOf, CodeSet, Reconnect};

mod centrifugo;
mod chat;
mod discord;
mod gladia;
mod graphql;
mod pusher;
mod socketcluster;

const USAGE: &str = "\
usage: reconnect (graphql|discord|pusher|centrifugo|socketcluster|gladia|chat) CODE...
Prints if a client should reconnect after each close code.";

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let protocol = arguments.next().unwrap_or_default();
    let advise = match protocol.as_str() {
        "graphql" => graphql::advise,
        "discord" => discord::advise,
        "pusher" => pusher::advise,
        "centrifugo" => centrifugo::advise,
        "socketcluster" => socketcluster::advise,
        "gladia" => gladia::advise,
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

/// The advice for a client after a close code.
struct Advice {
    /// Number and name, from the protocol's table or the registry.
    code: String,
    /// `true` to connect again, `false` to stop, `None` if unknown.
    reconnect: Option<bool>,
    /// A note for the client.
    note: Option<String>,
}

impl Advice {
    /// Takes the protocol's decision, or the registry's hint if the protocol has none.
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
            None => "unknown",
        };
        write!(f, "{}: {decision}", self.code)?;
        self.note.as_ref().map_or(Ok(()), |note| write!(f, " ({note})"))
    }
}
