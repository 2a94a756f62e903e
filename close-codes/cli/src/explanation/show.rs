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

/// Writes number and name, then a line for each fact.
pub(super) fn show(answer: &Answer<'_>, out: &mut impl Write) -> io::Result<()> {
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
    writeln!(out, "{BOLD}{codes}{BOLD:#} {}{DIM}{note}{DIM:#}", visible(answer.name()))?;
    lines::write(&lines_of(answer), out)
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
    if !answer.description().is_empty() {
        lines.push(plain("description", answer.description().to_owned()));
    }
    if let Some(reconnect) = answer.reconnect() {
        let (text, style) = match reconnect {
            Reconnect::Yes => yes,
            Reconnect::No => no,
            Reconnect::Unknown => (words.say("unknown"), DIM),
        };
        lines.push(line(words.say("reconnect"), text.to_owned(), style));
    }
    lines.extend(answer.values().map(|(column, value)| line(column, value.to_string(), style_of(value))));
    let senders = answer.senders().into_iter().map(|sender| words.say(sender)).collect::<Vec<_>>().join(", ");
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
    for (index, Cause { references, texts, .. }) in answer.causes.iter().enumerate() {
        let (name, description) = texts.first().map(|text| (&*text.name, &*text.description)).unwrap_or_default();
        let label = if index == 0 { words.say("causes") } else { "" };
        lines.push(line(label, format!("{}. {name}", index + 1), BOLD));
        let sources = references.iter().map(Reference::name).collect::<Vec<_>>().join("; ");
        lines.extend([line("", format!("   {description}"), Style::new()), line("", format!("   {sources}"), DIM)]);
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
