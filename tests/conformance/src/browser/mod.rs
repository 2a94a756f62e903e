//! Measures a browser: a page runs all cases and posts the results to the server that it came from.

use std::collections::HashMap;
use std::error::Error;
use std::io::{self, Write};
use std::net::TcpListener;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use crate::cases::{departures, sampled_codes};
use crate::library::{Library, Received, Sent, Told, UNFINISHED};
use crate::wire;

mod server;

use server::Report;

/// The longest time between two reports of the browser, and the longest time for all.
const IDLE: Duration = Duration::from_secs(30);
const PATIENCE: Duration = Duration::from_mins(4);

/// A code and a reason, or neither.
type Close = Option<(u16, Vec<u8>)>;

/// A browser's results.
pub struct Browser {
    name: String,
    received: HashMap<Vec<u8>, Received>,
    sent: HashMap<Close, Sent>,
}

impl Browser {
    /// Serves the page, prints its address, and waits until a browser has run all cases.
    pub fn measure(name: &str) -> Result<Self, Box<dyn Error>> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        writeln!(io::stdout(), "http://{}/", listener.local_addr()?)?;
        let (reporter, reports) = channel();
        thread::spawn(move || server::serve(&listener, &reporter));
        let mut browser = Self { name: name.into(), received: HashMap::new(), sent: HashMap::new() };
        browser.collect(&reports)?;
        Ok(browser)
    }

    fn collect(&mut self, reports: &Receiver<Report>) -> Result<(), Box<dyn Error>> {
        let deadline = Instant::now() + PATIENCE;
        let mut bodies = HashMap::new();
        let mut lines = Vec::new();
        let mut done = false;
        // The server may report a frame after the page has reported the same connection.
        while !done || lines.iter().any(|line: &Line| line.is_connected() && !bodies.contains_key(&line.path)) {
            if Instant::now() > deadline {
                return Err("the browser takes longer than 4 minutes".into());
            }
            match reports.recv_timeout(if done { IDLE / 10 } else { IDLE }) {
                Ok(Report::Wire { path, body }) => drop(bodies.insert(path, body)),
                Ok(Report::Page(text)) => lines.extend(text.lines().filter_map(Line::parse)),
                Ok(Report::Done) => done = true,
                Err(_) if done => break,
                Err(error) => return Err(format!("no report from the browser: {error}").into()),
            }
        }
        for line in lines {
            match bodies.remove(&line.path) {
                Some(body) => self.take(&line, body),
                None if line.is_connected() => {}
                None => self.take(&line, None),
            }
        }
        Ok(())
    }

    /// Stores a result. A path is a letter and a case: `r` and a body that arrives, `c` and a code to send, or `d` and the index
    /// of a departure.
    fn take(&mut self, line: &Line, body: Option<Vec<u8>>) {
        let wire = body.map(|body| wire::frame(&body)).unwrap_or_default();
        match line.path.split_at_checked(1) {
            Some(("r", hex)) => {
                self.received.insert(server::from_hex(hex), Received { told: line.told(), answer: wire });
            }
            Some(("c", code)) => {
                let close = code.parse().ok().map(|code| Some((code, Vec::new())));
                self.sent.extend(close.map(|close| (close, line.sent(wire))));
            }
            Some(("d", index)) => {
                let departure = index.parse().ok().and_then(|index: usize| departures().into_iter().nth(index));
                self.sent.extend(departure.map(|(_, close)| (close, line.sent(wire))));
            }
            _ => {}
        }
    }
}

impl Library for Browser {
    fn name(&self) -> &str {
        &self.name
    }

    fn note(&self) -> &'static str {
        "Not all codes arrive: 0-5100, and above them one in 251 and those next to a power of two. A range is of those that \
         were tried. Each code that `close()` accepts is really sent."
    }

    fn arriving_codes(&self) -> Vec<u16> {
        sampled_codes()
    }

    fn receive(&self, body: &[u8]) -> Received {
        self.received
            .get(body)
            .cloned()
            .unwrap_or_else(|| Received { told: Told::something_else(), answer: Vec::new() })
    }

    fn send(&self, close: Option<(u16, &[u8])>) -> Sent {
        let close = close.map(|(code, reason)| (code, reason.to_vec()));
        self.sent.get(&close).cloned().unwrap_or_else(|| Sent::Refused(UNFINISHED.into()))
    }
}

/// A line that the page posts: the path of a WebSocket, and its events.
struct Line {
    path: String,
    facts: Vec<String>,
}

impl Line {
    fn parse(line: &str) -> Option<Self> {
        let mut parts = line.split('\t').map(str::to_owned);
        Some(Self { path: parts.next()?, facts: parts.collect() })
    }

    /// Returns `true` if the case needed a connection, as all do but exceptions of `close()`.
    fn is_connected(&self) -> bool {
        self.path.starts_with('r') || self.facts.first().is_some_and(String::is_empty)
    }

    /// Reads the events `error` and `close`.
    fn told(&self) -> Told {
        let facts: Vec<_> = self.facts.iter().map(String::as_str).collect();
        match facts[..] {
            ["1006", "", "false", "true"] => Told::Refusal("failed".into()),
            [code, reason, "true", "false"] => {
                let reason = String::from_utf8_lossy(&server::from_hex(reason)).into_owned();
                code.parse().map_or_else(|_| Told::something_else(), |code| Told::Close(Some((code, reason))))
            }
            [code, _, clean, error] => Told::Refusal(format!("{code} (clean: {clean}, error: {error})")),
            _ => Told::something_else(),
        }
    }

    /// Reads the exception of `close()`, if any.
    fn sent(&self, wire: Vec<u8>) -> Sent {
        match self.facts.first().map(String::as_str) {
            None | Some("") => Sent::Wire(wire),
            Some(exception) => Sent::Refused(exception.into()),
        }
    }
}
