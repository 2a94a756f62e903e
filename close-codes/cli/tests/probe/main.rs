//! `close-codes probe` with servers that are right and servers that are wrong. The expected verdicts follow from RFC 6455.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "what goes wrong here fails a test")]

mod broken;
mod opening;
mod output;
mod own;
mod right;
mod server;
mod tls;

use std::process::{Command, Output};
use std::str;

use serde_json::Value;

use self::server::Server;

/// Runs the command with these arguments after the server's address.
fn probe(server: &Server, arguments: &[&str]) -> Run {
    run(&[&["probe", &server.url()], arguments].concat())
}

fn run(arguments: &[&str]) -> Run {
    Run(Command::new(env!("CARGO_BIN_EXE_close-codes")).args(arguments).output().unwrap())
}

struct Run(Output);

impl Run {
    #[track_caller]
    fn has_status(&self, status: i32) -> &Self {
        assert_eq!(self.0.status.code(), Some(status), "{}{}", self.stdout(), self.stderr());
        self
    }

    fn stdout(&self) -> &str {
        str::from_utf8(&self.0.stdout).unwrap()
    }

    fn stderr(&self) -> &str {
        str::from_utf8(&self.0.stderr).unwrap()
    }

    /// Returns standard output, with `TIME` for each time.
    fn text(&self) -> String {
        let mut words: Vec<&str> = Vec::new();
        for word in self.stdout().split(' ') {
            let unit = ["ms", "s"].into_iter().find(|unit| {
                word.strip_prefix(unit).is_some_and(|rest| !rest.starts_with(|next: char| next.is_alphanumeric()))
            });
            match (unit, words.last()) {
                (Some(unit), Some(number)) if number.parse::<f64>().is_ok() => {
                    words.pop();
                    words.push(match &word[unit.len()..] {
                        "" => "TIME",
                        rest => Box::leak(format!("TIME{rest}").into_boxed_str()),
                    });
                }
                _ => words.push(word),
            }
        }
        // Only a time that a person would notice is printed.
        words.join(" ").replace(", after TIME (", " (").replace(" TIME after the probe", " after the probe")
    }

    fn json(&self) -> Value {
        serde_json::from_slice(&self.0.stdout)
            .unwrap_or_else(|error| panic!("{error}: {}{}", self.stdout(), self.stderr()))
    }
}

/// Returns the result of a case.
fn case<'a>(json: &'a Value, number: &str) -> &'a Value {
    json["cases"].as_array().unwrap().iter().find(|case| case["number"] == number).unwrap()
}

/// The end of each finding about time.
const HINT: &str = "(the time of `--timeout`: RFC 6455 has none)";

/// Returns verdict and findings of a case: `kept`, or `broken MUST 5.5.1: ...`.
fn verdict(json: &Value, number: &str) -> String {
    let case = case(json, number);
    let findings = case["findings"].as_array().unwrap().iter().map(|finding| {
        format!(
            " {} {}: {}",
            finding["level"].as_str().unwrap(),
            finding["section"].as_str().unwrap(),
            finding["words"].as_str().unwrap()
        )
    });
    case["verdict"].as_str().unwrap().to_owned() + &findings.collect::<String>()
}
