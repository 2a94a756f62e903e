//! A picture of all codes, for Markdown files. It has a segment of equal width for each range, with a tick for each code. Below
//! are the numbers and names of the codes, in two columns.

use close_codes_registry::check::table::NO_VALUE;
use close_codes_registry::{OnTheWire, TypedCell, Value};
use serde_json::json;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::document::{Document, shown};
use crate::template;

const WIDTH: usize = 960;
const LEFT: usize = 30;
const INNER: usize = WIDTH - 2 * LEFT;
const LINE: usize = 24;
/// The most segments in a row that leave room for their names.
const SEGMENTS: usize = 6;
const GAP: usize = 12;
const SEGMENT: usize = (INNER - GAP * (SEGMENTS - 1)) / SEGMENTS;
const COLUMNS: usize = 2;
const COLUMN: usize = INNER / COLUMNS;
/// The distance from the start of a number to its name. `LETTERS` fit beside a number, `SEGMENT_LETTERS` in a segment.
const INDENT: usize = 90;
const LETTERS: usize = 42;
const SEGMENT_LETTERS: usize = 16;

pub(super) fn write(document: &Document) -> String {
    let words = document.words(0);
    let subtitle = words.say(if document.is_registry { "subtitle" } else { "title" });
    let (mut rects, mut texts) = (Vec::new(), Vec::new());
    let mut text = |x: usize, y: usize, class: &str, text: String| {
        texts.push(json!({ "x": x, "y": y, "class": class, "text": text }));
    };
    let mut rect = |x: usize, y: usize, width: usize, height: usize, class: &str| {
        rects.push(json!({ "x": x, "y": y, "width": width, "height": height, "class": class }));
    };
    text(LEFT, 62, "title", cut(document.title(), 50));
    text(LEFT, 92, "soft", cut(subtitle, 100));
    let (mut y, mut parts) = (116, Vec::new());
    for row in document.ranges.chunks(SEGMENTS) {
        for (position, range) in row.iter().enumerate() {
            let (first, last) = (usize::from(*range.codes.start()), usize::from(*range.codes.end()));
            let left = LEFT + position * (SEGMENT + GAP);
            let class = if range.on_the_wire == OnTheWire::Any { "any" } else { "some" };
            let name = range.texts.first().map(|text| &*text.name).unwrap_or_default();
            rect(left, y, SEGMENT, 46, class);
            text(left + SEGMENT / 2, y + 22, &format!("bold middle on-{class}"), cut(name, SEGMENT_LETTERS));
            text(left, y + 64, "small soft", first.to_string());
            text(left + SEGMENT, y + 64, "small soft end", last.to_string());
            let codes: Vec<_> = document.codes.iter().filter(|code| range.codes.contains(&code.number)).collect();
            for code in &codes {
                let x = (usize::from(code.number) - first) * (SEGMENT - 8) / (last - first).max(1);
                rect(left + 3 + x, y + 32, 2, 10, &format!("tick-{class}"));
            }
            let entries = codes.iter().map(|code| (code.number.to_string(), code.text().0.to_owned()));
            parts.push((format!("{} {name}", shown(&range.codes)), entries.collect::<Vec<_>>()));
        }
        y += 84;
    }
    let bands = document.bands.iter().map(|band| {
        let value = |cell: &TypedCell| match cell {
            TypedCell::Empty => None,
            TypedCell::NoValue => Some(NO_VALUE.to_owned()),
            TypedCell::Value(Value::Bool(yes)) => Some(words.yes_or_no(*yes).to_owned()),
            TypedCell::Value(other) => Some(other.to_string()),
        };
        let values = document.columns.iter().zip(&band.values);
        let values: Vec<_> = values.filter_map(|(of, cell)| Some(format!("{}: {}", of.name, value(cell)?))).collect();
        let text = match (&*band.name, values.join(", ")) {
            ("", values) => values,
            (name, values) if values.is_empty() => name.to_owned(),
            (name, values) => format!("{name} ({values})"),
        };
        (shown(&band.codes), text)
    });
    if !document.bands.is_empty() {
        parts.insert(0, (words.say("ranges").to_owned(), bands.collect()));
    }
    let description = parts.iter().map(|(heading, entries)| {
        let codes: Vec<_> = entries.iter().map(|(number, name)| format!("{number} {name}")).collect();
        if codes.is_empty() { heading.clone() } else { format!("{heading}: {}", codes.join(", ")) }
    });
    let description = format!("{subtitle}. {}.", description.collect::<Vec<_>>().join("; "));
    for (heading, entries) in parts.iter().filter(|(_, entries)| !entries.is_empty()) {
        y += 40;
        text(LEFT, y, "heading", cut(heading, 90));
        y += 8;
        let lines = entries.len().div_ceil(COLUMNS);
        for (index, (number, name)) in entries.iter().enumerate() {
            let (left, y) = (LEFT + index / lines * COLUMN, y + (index % lines + 1) * LINE);
            text(left, y, "bold", number.clone());
            text(left + INDENT, y, "", cut(name, LETTERS));
        }
        y += lines * LINE;
    }
    let mut view = json!({
        "tag": document.languages.first().map(|language| &language.tag),
        "title": document.title(),
        "description": description,
        "width": WIDTH,
        "height": y + LEFT,
        "rects": rects,
        "texts": texts,
    });
    template::make_visible(&mut view);
    template::render(template::PICTURE, &view)
}

/// Cuts a text, with an ellipsis, if it is wider than this number of letters. A Chinese character counts as two.
fn cut(text: &str, most: usize) -> String {
    if text.width() <= most {
        return text.to_owned();
    }
    let mut room = most - 1;
    let fits = |character: &char| {
        let left = room.checked_sub(character.width().unwrap_or(0));
        room = left.unwrap_or(0);
        left.is_some()
    };
    text.chars().take_while(fits).chain(['…']).collect()
}
