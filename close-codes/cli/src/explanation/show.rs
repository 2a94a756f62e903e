//! An answer as text.

use std::io::{self, Write};

use anstyle::Style;
use close_codes_registry::check::cell;
use close_codes_registry::text::visible;
use close_codes_registry::{Cause, Reconnect, Reference, Sender, Value};

use super::answer::Answer;
use super::place::Place;
use crate::lines::{self, Line};
use crate::output::{BOLD, DIM, GREEN, RED};
use crate::words::Words;

/// The parts of an explanation for a report about one connection: the description, the table's own values, and these.
pub(crate) struct Extract<'a> {
    /// `true` with the registry's hint about a new connection.
    pub(crate) reconnect: bool,
    /// Returns `true` for the causes that fit, by their keys.
    pub(crate) fits: &'a dyn Fn(&str) -> bool,
    /// The line after the causes if some are left out.
    pub(crate) more: String,
}

/// Writes number and name, then a line for each fact, or for each fact of the extract.
pub(super) fn show(answer: &Answer<'_>, extract: Option<&Extract<'_>>, out: &mut impl Write) -> io::Result<()> {
    heading(answer, out)?;
    let lines = extract.map_or_else(|| lines_of(answer), |extract| lines_of_extract(answer, extract));
    lines::write(&lines, out)
}

fn lines_of_extract(answer: &Answer<'_>, extract: &Extract<'_>) -> Vec<Line> {
    let mut lines = description(answer);
    if extract.reconnect {
        lines.extend(reconnect(answer));
    }
    lines.extend(values(answer));
    let fitting: Vec<_> = answer.causes.iter().filter(|cause| (extract.fits)(&cause.key)).collect();
    for (index, cause) in fitting.iter().enumerate() {
        lines.extend(cause_lines(answer.words(), index, cause));
    }
    if (1..answer.causes.len()).contains(&fitting.len()) {
        lines.push(Line::new("", &*extract.more, DIM));
    }
    lines
}

fn heading(answer: &Answer<'_>, out: &mut impl Write) -> io::Result<()> {
    let words = answer.words();
    let note = match (answer.document.is_registry, answer.code) {
        (true, Some(_)) => String::new(),
        (true, None) => format!(" ({})", words.say("unregistered")),
        (false, _) => {
            let band = answer.band().filter(|_| !answer.is_band);
            let band = band.map(|band| format!(", {}", cell::show(&band.codes))).unwrap_or_default();
            format!(" ({}{band})", visible(&answer.document.titles.concat()))
        }
    };
    let codes = answer.band().filter(|_| answer.is_band).map(|band| cell::show(&band.codes));
    let codes = codes.unwrap_or_else(|| answer.number.to_string());
    writeln!(out, "{BOLD}{codes}{BOLD:#} {}{DIM}{note}{DIM:#}", visible(answer.name()))
}

fn description(answer: &Answer<'_>) -> Vec<Line> {
    let text = Some(answer.description()).filter(|text| !text.is_empty());
    text.map(|text| Line::new(answer.words().say("description"), text, Style::new())).into_iter().collect()
}

fn reconnect(answer: &Answer<'_>) -> Option<Line> {
    let words = answer.words();
    let (text, style) = match answer.reconnect()? {
        Reconnect::Yes => ("yes", GREEN),
        Reconnect::No => ("no", RED),
        Reconnect::Unknown => ("unknown", DIM),
    };
    Some(Line::new(words.say("reconnect"), words.say(text), style))
}

/// Returns the table's own values.
fn values<'a>(answer: &'a Answer<'_>) -> impl Iterator<Item = Line> + 'a {
    answer.values().map(|(column, value)| Line::new(column, value.to_string(), style_of(value)))
}

fn cause_lines(words: Words, index: usize, cause: &Cause) -> [Line; 2] {
    let (name, description) = cause.texts.first().map(|text| (&*text.name, &*text.description)).unwrap_or_default();
    let label = if index == 0 { words.say("causes") } else { "" };
    [Line::new(label, format!("{}. {name}", index + 1), BOLD), Line::new("", format!("   {description}"), Style::new())]
}

fn lines_of(answer: &Answer<'_>) -> Vec<Line> {
    let words = answer.words();
    let line = |label: &str, text: String, style| Line::new(label, text, style);
    let plain = |label, text| line(words.say(label), text, Style::new());
    let (yes, no) = ((words.say("yes"), GREEN), (words.say("no"), RED));
    let mut lines = Vec::new();
    if let Some(Place { line: number, before, part, after }) = answer.place {
        let number = number.map(|number| format!("{} {number}: ", words.say("line"))).unwrap_or_default();
        lines.push(line(words.say("found-in"), format!("{number}{before}{part}{after}"), DIM));
    }
    lines.extend(description(answer));
    lines.extend(reconnect(answer));
    lines.extend(values(answer));
    let senders = words.list(&answer.senders().into_iter().map(|sender| words.say(sender)).collect::<Vec<_>>());
    let nobody = words.sender(if answer.sender == Sender::Local { Sender::Local } else { Sender::Nobody });
    lines.push(plain("sent-by", if senders.is_empty() { nobody.to_owned() } else { senders }));
    let (allowed, style) = if answer.sender.is_allowed_on_wire() { yes } else { no };
    lines.push(line(words.say("on-the-wire"), allowed.to_owned(), style));
    if let Some(range) = answer.range() {
        let name = range.texts.first().map(|text| text.name.as_str()).unwrap_or_default();
        lines.push(plain("range", format!("{name} ({})", cell::show(&range.codes))));
    }
    if let Some(code) = answer.code {
        lines.push(plain("key", code.key.clone()));
        let references: Vec<_> = code.references.iter().map(Reference::name).collect();
        if answer.document.is_registry || !references.is_empty() {
            let none = || words.say("none").to_owned();
            lines.push(plain("references", if references.is_empty() { none() } else { references.join(", ") }));
        }
        if !code.registrants.is_empty() {
            lines.push(plain("registrant", code.registrants.join(", ").replace('_', " ")));
        }
    }
    for (index, cause) in answer.causes.iter().enumerate() {
        lines.extend(cause_lines(words, index, cause));
        let sources = cause.references.iter().map(Reference::name).collect::<Vec<_>>().join("; ");
        lines.push(line("", format!("   {sources}"), DIM));
    }
    lines
}

const fn style_of(value: &Value) -> Style {
    match value {
        Value::Bool(true) => GREEN,
        Value::Bool(false) => RED,
        _ => Style::new(),
    }
}
