//! The status line and the messages, while the connection is open.

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::time::Duration;

use close_codes_registry::text::escape;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::net::endpoint::{Endpoint, Message};
use crate::net::opening::Transport;
use crate::output;
use crate::words::Words;

/// The most bytes of binary data that are printed.
const MOST_BYTES: usize = 64;

/// The status line is on standard error, and only on a terminal. Messages are on standard output.
pub(super) struct Live {
    bar: ProgressBar,
    words: Words,
    /// `true` to print messages.
    print: bool,
    has_printed: bool,
}

impl Live {
    pub(super) fn new(words: Words, print: bool) -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
        // The template is constant and correct; the default one shows the same text.
        if let Ok(style) = ProgressStyle::with_template("{spinner} {wide_msg}") {
            bar.set_style(style);
        }
        Self { bar, words, print, has_printed: false }
    }

    pub(super) fn opening(&self, url: &str) {
        self.status(self.words.fill("connect-opening", &[&escape(url)]));
    }

    pub(super) fn open(&self, open_for: Duration, endpoint: &Endpoint<Transport>) {
        self.status(if endpoint.may_send() {
            let [received, sent] = [endpoint.messages_in, endpoint.messages_out].map(|count| count.to_string());
            let seconds = Duration::from_secs(open_for.as_secs());
            let seconds = humantime::format_duration(seconds).to_string();
            self.words.fill("connect-live", &[&seconds, &received, &sent])
        } else {
            self.words.say("connect-closing").to_owned()
        });
    }

    fn status(&self, text: String) {
        self.bar.set_message(text);
        self.bar.tick();
    }

    /// Prints a message on a line, if messages are to be printed. Returns `false` if nobody reads them any more.
    pub(super) fn message(&mut self, message: &Message) -> io::Result<bool> {
        if !self.print {
            return Ok(true);
        }
        self.has_printed = true;
        let line = line(message);
        let printed = self.bar.suspend(|| {
            let mut out = anstream::stdout().lock();
            writeln!(out, "{line}")?;
            out.flush()
        });
        match printed {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(false),
            printed => printed.map(|()| true),
        }
    }

    /// Removes the status line, and separates the messages from the report.
    pub(super) fn finish(self) -> io::Result<()> {
        self.bar.finish_and_clear();
        if self.has_printed { writeln!(output::stdout()) } else { Ok(()) }
    }
}

fn line(message: &Message) -> String {
    match message {
        Message::Text(text) => format!("text: {}", escape(text)),
        Message::Binary(bytes) => {
            let mut line = format!("binary, {}:", close_codes_registry::text::count(bytes.len(), "byte"));
            for byte in bytes.iter().take(MOST_BYTES) {
                let _ = write!(line, " {byte:02x}");
            }
            line + if bytes.len() > MOST_BYTES { " …" } else { "" }
        }
    }
}
