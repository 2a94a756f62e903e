//! The whole code space: a segment for each range, all of the same width.

use close_codes_registry::{Band, OnTheWire, Range};

use super::super::markup::{hue, numbers};
use super::canvas::{Canvas, fit};
use super::{INNER, LEFT, labels};
use crate::document::Document;
use crate::words::Words;

/// More than these would have no room for their names.
const IN_A_ROW: usize = 6;
/// Between segments, where the scale breaks.
const GAP: u32 = 12;
const HEIGHT: u32 = 46;

pub(super) fn draw(canvas: &mut Canvas, document: &Document) {
    let in_a_row = document.ranges.len().clamp(1, IN_A_ROW);
    let segments = u32::try_from(in_a_row).unwrap_or(1);
    let segment_width = (INNER - GAP * (segments - 1)) / segments;
    for row in document.ranges.chunks(in_a_row) {
        let mut left = LEFT;
        for (position, range) in row.iter().enumerate() {
            if position > 0 {
                scale_break(canvas, left - GAP);
            }
            segment(canvas, document, range, left, segment_width);
            left += segment_width + GAP;
        }
        canvas.y += HEIGHT + 22;
        if !document.bands.is_empty() {
            canvas.y += 18;
        }
    }
    legend(canvas, document.words(0));
    bands(canvas, document);
}

fn segment(canvas: &mut Canvas, document: &Document, range: &Range, left: u32, segment_width: u32) {
    let hue = hue(document, range);
    let y = canvas.y;
    let is_any = range.on_the_wire == OnTheWire::Any;
    let (fill, ink) = if is_any { ("", "on") } else { (" hollow", "") };
    canvas.rect([left, y, segment_width, HEIGHT], 6, &format!("hue-{hue}{fill}"));
    let name = range.texts.first().map(|text| fit(&text.name, segment_width - 16, 14)).unwrap_or_default();
    canvas.text(left + segment_width / 2, y + 24, format!("bold middle {ink}").trim_end(), &name);
    let stroke = if is_any { "on".to_owned() } else { format!("hue-{hue}") };
    for code in document.codes.iter().filter(|code| range.codes.contains(&code.number)) {
        // Within the rounded corners.
        let x = place(range, code.number, segment_width - 10);
        canvas.stroke((left + 4) * 10 + x, y + HEIGHT - 12, 14, 8, &stroke);
    }
    let below = y + HEIGHT + 16;
    canvas.text(left + 2, below, "small soft", &range.codes.start().to_string());
    canvas.text(left + segment_width - 2, below, "small soft end", &range.codes.end().to_string());
    let is_here = |band: &Band| band.codes.start() <= range.codes.end() && range.codes.start() <= band.codes.end();
    for (index, band) in document.bands.iter().enumerate().filter(|(_, band)| is_here(band)) {
        let from = place(range, (*band.codes.start()).max(*range.codes.start()), segment_width);
        let to = place(range, (*band.codes.end()).min(*range.codes.end()), segment_width);
        let odd = if index % 2 == 1 { " odd" } else { "" };
        // A band of one number has no width at this scale, and is to be seen all the same.
        let long = (to - from).max(15).min(segment_width * 10 - from.min(segment_width * 10 - 15));
        canvas.stroke(
            left * 10 + from.min(segment_width * 10 - 15),
            below + 8,
            long,
            8,
            &format!("hue-{hue} band{odd}"),
        );
    }
}

/// Where a number is within its range's segment, in tenths.
fn place(range: &Range, number: u16, segment_width: u32) -> u32 {
    let (first, last) = (u32::from(*range.codes.start()), u32::from(*range.codes.end()));
    (u32::from(number) - first) * segment_width * 10 / (last - first).max(1)
}

/// What looks alike on both sides is not: a segment has as many numbers as its range.
fn scale_break(canvas: &mut Canvas, left: u32) {
    let (y, middle) = (canvas.y + HEIGHT / 2, left + GAP / 2);
    let stroke = |x: u32| format!("M{} {}L{} {}", x - 2, y + 6, x + 2, y - 6);
    canvas.path(&format!("{}{}", stroke(middle - 2), stroke(middle + 2)), "line");
}

fn legend(canvas: &mut Canvas, words: Words) {
    canvas.y += 24;
    let y = canvas.y;
    let question = words.say("unregistered-on-the-wire");
    for (left, class, word) in [(LEFT, "hue-0", "yes"), (LEFT + INNER / 2, "hue-0 hollow", "no")] {
        canvas.rect([left, y - 10, 24, 10], 3, class);
        let said = format!("{question}: {}", words.say(word));
        canvas.text(left + 34, y, "soft", &fit(&said, INNER / 2 - 44, 14));
    }
}

/// What a table says of its bands.
fn bands(canvas: &mut Canvas, document: &Document) {
    if document.bands.is_empty() {
        return;
    }
    let words = document.words(0);
    canvas.y += 16;
    let items = document.bands.iter().map(|band| {
        let values =
            document.columns.iter().zip(&band.values).filter_map(|(column, value)| {
                Some(format!("{}: {}", column.name, super::said(words, value.as_ref()?)))
            });
        let range = document.range_of(*band.codes.start());
        let hue = range.map_or(0, |range| hue(document, range));
        labels::Label { hue, number: numbers(&band.codes), name: values.collect::<Vec<_>>().join(", ") }
    });
    labels::draw(canvas, &items.collect::<Vec<_>>());
}
