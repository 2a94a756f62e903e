//! The report as text.

use std::io::{self, Write};
use std::time::Duration;

use anstyle::Style;
use close_codes::handshake::Initiator;
use close_codes_registry::text::escape;

use super::session::{Ended, Ending};
use crate::explanation::{self, Answer, Extract};
use crate::lines::{self, Line};
use crate::output::{BOLD, GREEN, RED};
use crate::words::Words;

/// Writes how the connection ended, and those parts of the code's explanation that fit. `name` returns a code with its name.
pub(super) fn show(
    ending: &Ending,
    words: Words,
    name: &dyn Fn(u16) -> String,
    answers: &[Answer<'_>],
    out: &mut impl Write,
) -> io::Result<()> {
    let (headline, lines) = match ending {
        Ending::Ended(ended) => (words.say(ended.headline()).to_owned(), ended_lines(ended, words, name)),
        Ending::Unopened(unopened) => (unopened.headline(words), unopened.lines(words)),
    };
    writeln!(out, "{BOLD}{headline}{BOLD:#}")?;
    lines::write(&lines, out)?;
    writeln!(out)?;
    let fits = |cause: &str| matches!(ending, Ending::Ended(ended) if ended.may_come_from(cause));
    let number = ending.outcome().code().as_u16().to_string();
    let extract = Extract {
        reconnect: matches!(ending, Ending::Ended(_)),
        fits: &fits,
        more: words.fill("connect-more", &[&number]),
    };
    explanation::show(answers, Some(&extract), out)
}

fn ended_lines(ended: &Ended, words: Words, name: &dyn Fn(u16) -> String) -> Vec<Line> {
    let outcome = &ended.closed.outcome;
    let line = |word, text: String, style| Line::new(words.say(word), text, style);
    let plain = |word, text| line(word, text, Style::new());
    let good = |is_good| if is_good { GREEN } else { RED };
    let code = outcome.code();
    let mut lines = vec![line("code", name(code.as_u16()), good(outcome.was_clean() && code.is_normal()))];
    if !outcome.reason().is_empty() {
        lines.push(plain("connect-reason", escape(outcome.reason())));
    }
    let clean = outcome.was_clean();
    lines.push(line("connect-clean", words.yes_or_no(clean).to_owned(), good(clean)));
    lines.extend(ended.fault(words, name).map(|fault| plain("connect-fault", fault)));
    let sent = match outcome.sent() {
        None => words.say("connect-nothing").to_owned(),
        Some(sent) if sent.is_empty() => words.say("connect-empty").to_owned(),
        Some(sent) if sent.reason().is_empty() => name(sent.code().as_u16()),
        Some(sent) => format!("{}: {}", name(sent.code().as_u16()), escape(sent.reason())),
    };
    // This client's frame is the answer to the server's.
    let is_answer = outcome.received().is_some() && outcome.initiator() == Some(Initiator::Remote);
    lines.push(plain(if is_answer { "connect-answered" } else { "connect-sent" }, sent));
    lines.push(plain("connect-tcp", ended.tcp(words)));
    lines.push(plain("connect-open-for", duration(ended.open_for, words)));
    lines.push(plain("connect-in", ended.messages_in.to_string()));
    lines.push(plain("connect-out", ended.messages_out.to_string()));
    lines.extend(ended.subprotocol.as_deref().map(|name| plain("connect-subprotocol", escape(name))));
    lines
}

/// Returns a duration for people.
fn duration(duration: Duration, words: Words) -> String {
    if duration < Duration::from_secs(60) {
        return format!("{:.2} s", duration.as_secs_f64()).replace('.', words.say("connect-point"));
    }
    humantime::format_duration(Duration::from_secs(duration.as_secs())).to_string()
}
