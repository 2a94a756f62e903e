//! The page at `/`: all paths, and a script that opens them in the browser.

use std::collections::BTreeMap;
use std::path::Path;

use close_codes::{CloseCode, CloseFrame, Role};
use close_codes_registry::Text;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use super::index::{Closer, Entry, Group, Index};
use crate::cases::Level;
use crate::document::Document;
use crate::page::{self, Parts};
use crate::template;
use crate::words::Words;

const PARTS: Parts = Parts {
    style: include_str!("../../../templates/serve.css"),
    script: concat!(
        include_str!("../../../templates/close_event.js"),
        "\n",
        include_str!("../../../templates/serve.js")
    ),
    // Browsers match `'self'` with `ws:` and `wss:`, too.
    connects: "'self'",
};

/// Renders the page in the language of the index. The first document is the registry, the others are tables.
pub(super) fn page(index: &Index, documents: &[Document]) -> String {
    let words = Words::of(&index.language);
    let mut own = words.with_prefix("serve-page-");
    own.extend(["code", "choose-language", "yes", "no", "serve-raw"].map(|word| (word, words.say(word))));
    let mut groups: Vec<(String, Vec<Value>)> = Vec::new();
    let mut items = BTreeMap::new();
    let (first, others): (Vec<&Entry>, Vec<&Entry>) = index.paths.iter().partition(|entry| is_first(entry));
    for (position, entry) in first.into_iter().chain(others).enumerate() {
        let id = format!("path-{position}");
        let heading = heading(entry, documents, words);
        let shown = shown(entry, &id, words);
        match groups.last_mut().filter(|(last, _)| *last == heading) {
            Some((_, group)) => group.push(shown),
            None => groups.push((heading, vec![shown])),
        }
        items.insert(id, opened(entry));
    }
    let groups = groups.into_iter().enumerate().map(
        |(position, (heading, items))| json!({ "id": format!("group-{position}"), "heading": heading, "items": items }),
    );
    let (codes, ranges) = meanings(documents, &index.language);
    let is_legal = |code: CloseCode| CloseFrame::new(code, "").is_ok();
    let view = json!({
        "tag": index.language,
        "direction": page::direction(&index.language),
        "languages": index.languages,
        "groups": groups.collect::<Vec<_>>(),
        "data": {
            "items": items,
            "codes": codes,
            "ranges": ranges,
            "legal": spans(is_legal),
            "sendable": spans(|code| is_legal(code) && code.may_be_sent_by(Role::Server)),
            "words": own,
        },
        "words": own,
    });
    page::render(template::SERVE, &PARTS, view)
}

/// Returns `true` if the path is in the first group: the ends that a client should recover from, and the echo.
fn is_first(entry: &Entry) -> bool {
    entry.group == Group::Tcp
        || entry.table.is_none() && ["/close/1012", "/http/503", "/echo"].contains(&entry.path.as_str())
}

/// Returns the heading of an entry's group. Neighbours with the same heading are one group.
fn heading(entry: &Entry, documents: &[Document], words: Words) -> String {
    let group = match entry.group {
        Group::Tcp => "group-first",
        _ if is_first(entry) => "group-first",
        Group::Table => {
            let title = entry.table.as_deref().unwrap_or_default();
            let file = documents.iter().filter(|table| table.title() == title).find_map(|table| table.file.as_deref());
            let name = file.and_then(|file| Path::new(file).file_name()?.to_str());
            return words.fill("serve-page-group-table", &[name.unwrap_or(title)]);
        }
        Group::Close => "group-close",
        Group::Messages => "group-messages",
        Group::Http => "group-http",
        Group::Case => {
            let chapter = entry.case.as_ref().and_then(|case| case.number.split('.').next());
            &format!("chapter-{}", chapter.unwrap_or_default())
        }
    };
    words.say(&format!("serve-page-{group}")).to_owned()
}

/// Returns what the page shows of an entry.
fn shown(entry: &Entry, id: &str, words: Words) -> Value {
    let level = entry.case.as_ref().map(|case| match case.level {
        Level::Must => "must",
        Level::Should => "should",
        Level::Observed => "observed",
    });
    // What the server sends depends on the client.
    let traffic = (entry.group == Group::Messages)
        .then(|| if entry.path == "/flood" { "serve-page-sends-flood" } else { "serve-page-sends-echo" });
    json!({
        "id": id,
        "path": entry.path,
        "title": title(entry),
        "description": entry.description,
        "own": entry.table.is_some(),
        "ends": entry.closed_by == Closer::Server,
        "sends": entry.sends,
        "traffic": traffic.map(|traffic| words.say(traffic)),
        "section": entry.section,
        "level": level.map(|level| words.say(&format!("serve-page-{level}"))),
    })
}

/// Returns the title without what the path says already, such as the code of `/close/4001`.
fn title(entry: &Entry) -> String {
    let last = entry.path.rsplit('/').next().unwrap_or_default();
    let title = entry.title.replace('`', "");
    let short = title.strip_prefix(last).filter(|short| short.is_empty() || short.starts_with(' '));
    short.unwrap_or(&title).trim_start().to_owned()
}

/// Returns what the script needs to open a path, and the event that a correct client gets.
fn opened(entry: &Entry) -> Value {
    let ends = entry.closed_by == Closer::Server;
    let report = &entry.report;
    // A client that closes by itself gets the code and the reason that it sends, and the script knows them.
    let is_echo = !ends && report.was_clean;
    let correct = (!is_echo).then(|| {
        json!({
            "code": report.code,
            "reason": utf8_percent_encode(&report.reason, NON_ALPHANUMERIC).to_string(),
            "wasClean": report.was_clean,
            // The event `error` is fired if a browser must fail the connection, as RFC 6455, section 7.2.1, says for the
            // loss of the transport. Nothing is said of a browser that stops waiting for an answer.
            "error": (ends || report.was_clean).then_some(!report.was_clean),
        })
    });
    json!({ "path": entry.path, "ends": ends, "sends": entry.sends, "correct": correct })
}

/// Returns the names and descriptions of codes and ranges. The first that fits a number is its meaning.
fn meanings(documents: &[Document], tag: &str) -> (Vec<Value>, Vec<Value>) {
    let (mut codes, mut ranges) = (Vec::new(), Vec::new());
    let Some((registry, tables)) = documents.split_first() else { return (codes, ranges) };
    for document in tables.iter().chain([registry]) {
        let at = document.languages.iter().position(|language| language.tag == tag).unwrap_or_default();
        let text = |texts: &[Text]| {
            let text = texts.get(at).or_else(|| texts.first());
            text.map(|text| (text.name.clone(), text.description.clone())).unwrap_or_default()
        };
        codes.extend(document.codes.iter().map(|code| {
            let (name, description) = text(&code.texts);
            json!({ "number": code.number, "name": name, "description": description })
        }));
        ranges.extend(document.bands.iter().rev().filter(|band| !band.name.is_empty()).map(|band| {
            let (first, last) = (band.codes.start(), band.codes.end());
            json!({ "first": first, "last": last, "name": band.name, "description": band.description })
        }));
        if document.is_registry {
            ranges.extend(document.ranges.iter().map(|range| {
                let (name, description) = text(&range.texts);
                let (first, last) = (range.codes.start(), range.codes.end());
                json!({ "first": first, "last": last, "name": name, "description": description })
            }));
        }
    }
    (codes, ranges)
}

/// Returns the spans of numbers whose code fits.
fn spans(fits: impl Fn(CloseCode) -> bool) -> Vec<Value> {
    let mut spans: Vec<(u16, u16)> = Vec::new();
    for number in (0..=u16::MAX).filter(|number| fits(CloseCode::from_u16(*number))) {
        match spans.last_mut().filter(|(_, last)| last.checked_add(1) == Some(number)) {
            Some((_, last)) => *last = number,
            None => spans.push((number, number)),
        }
    }
    spans.into_iter().map(|(first, last)| json!({ "first": first, "last": last })).collect()
}
