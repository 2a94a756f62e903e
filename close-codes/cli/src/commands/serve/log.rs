//! The log on standard output: a line for each connection and for each request.

use std::future::pending;
use std::io::{self, Write};
use std::net::SocketAddr;
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use close_codes::CloseOutcome;
use close_codes_registry::text::escape;
use tokio::sync::mpsc::{self, error::TrySendError};
use tokio::sync::oneshot;

use super::index::name;
use super::notation::quoted;
use super::signals::Interrupt;
use super::story::Story;
use crate::document::Document;
use crate::output;

/// The most lines that wait to be written. More make their connections wait.
const MOST_WAITING: usize = 256;

/// The most characters of a path that are shown.
const LONGEST_PATH: usize = 200;

/// The time in which the last lines are written.
const LAST_LINES: Duration = Duration::from_secs(2);

/// The sender of lines to the thread that writes them. So a slow reader of standard output does not stop the server.
#[derive(Clone, Debug)]
pub(super) struct Log(mpsc::Sender<Entry>);

#[derive(Debug)]
enum Entry {
    Line(String),
    End,
}

/// The end of the log.
pub(super) struct Written(oneshot::Receiver<io::Result<()>>);

impl Log {
    pub(super) fn start() -> (Self, Written) {
        let (sender, mut entries) = mpsc::channel(MOST_WAITING);
        let (done, written) = oneshot::channel();
        thread::spawn(move || {
            let mut out = output::raw_stdout();
            let mut result = Ok(());
            while result.is_ok() {
                let Some(Entry::Line(line)) = entries.blocking_recv() else { break };
                result = writeln!(out, "{line}").and_then(|()| out.flush());
            }
            // The receiver waits only for a limited time.
            let _ = done.send(result);
        });
        (Self(sender), Written(written))
    }

    /// Adds a line. Waits if many lines are not written yet. The line is added also if the wait is dropped.
    pub(super) async fn write(&self, line: String) {
        if let Err(TrySendError::Full(entry)) = self.0.try_send(Entry::Line(line)) {
            let sender = self.0.clone();
            // An error means that the log has ended.
            let _ = tokio::spawn(async move { sender.send(entry).await }).await;
        }
    }

    /// Waits until all lines are written.
    pub(super) async fn end(self, written: Written) -> io::Result<()> {
        let end = async {
            let _ = self.0.send(Entry::End).await;
            written.0.await.unwrap_or(Ok(()))
        };
        let late = || io::Error::new(io::ErrorKind::TimedOut, "its reader is too slow");
        tokio::time::timeout(LAST_LINES, end).await.unwrap_or_else(|_| Err(late()))
    }
}

impl Written {
    /// Waits for an error of writing.
    pub(super) async fn failed(&mut self) -> io::Error {
        match (&mut self.0).await {
            Ok(Err(error)) => error,
            // Not before the end of the log.
            Ok(Ok(())) | Err(_) => pending().await,
        }
    }
}

/// The connection or the request that a line is about.
#[derive(Clone, Debug)]
pub(super) struct Subject {
    pub(super) number: u64,
    pub(super) peer: SocketAddr,
    /// The path with its query, as the client wrote it; with the method before it, if it is not a WebSocket.
    pub(super) path: String,
}

impl Subject {
    /// Returns the line about a request that was answered, or about a connection that was not opened.
    pub(super) fn line(&self, text: &str) -> String {
        let time = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let (seconds, millisecond) = (time.as_secs() % (24 * 60 * 60), time.subsec_millis());
        let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        let Self { number, peer, path } = self;
        let mut shown: String = path.chars().take(LONGEST_PATH).collect();
        if shown.len() < path.len() {
            shown.push_str("...");
        }
        let shown = escape(&shown);
        format!("{hour:02}:{minute:02}:{second:02}.{millisecond:03} #{number} {peer} {shown}; {text}")
    }

    /// Returns the line about a connection that has ended.
    pub(super) fn story(&self, story: &Story, took: Duration, documents: &[Document], tag: &str) -> String {
        let list = |parts: &[String]| if parts.is_empty() { "nothing".to_owned() } else { parts.join(", ") };
        let (sent, came) = (list(&story.sent), list(&story.came));
        let server = outcome(&story.outcome, story.interrupt, documents, tag);
        let client = outcome(&story.client, None, documents, tag);
        let took = took.as_secs_f64();
        self.line(&format!("{took:.3}s; sent: {sent}; came: {came}; server: {server}; client: {client}"))
    }
}

/// Returns the code with its name, the reason, and clean or not.
pub(super) fn outcome(
    outcome: &CloseOutcome,
    interrupt: Option<Interrupt>,
    documents: &[Document],
    tag: &str,
) -> String {
    let code = outcome.code().as_u16();
    let name = close_codes_registry::text::visible(name(code, documents, tag));
    let reason = outcome.reason();
    let reason = if reason.is_empty() { String::new() } else { format!(": {}", quoted(reason)) };
    let mut marks = vec![if outcome.was_clean() { "clean" } else { "not clean" }];
    if !outcome.opened() {
        marks.push("not opened");
    }
    if outcome.timed_out() {
        marks.push("timed out");
    }
    match interrupt {
        Some(Interrupt::Time) => marks.push("the time is up"),
        Some(Interrupt::Stop | Interrupt::Drop) => marks.push("the server stops"),
        Some(Interrupt::After) | None => {}
    }
    format!("{code} {name}{reason} ({})", marks.join(", "))
}
