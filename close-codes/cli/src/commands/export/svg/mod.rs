//! A picture of the whole code space, to be shown where Markdown is.
//!
//! Numbers up to 65535 on one scale would leave nothing to see of the codes, which are near 1000 and 3000. So each
//! range has a segment of the same width, with breaks between, and below each range that has codes is drawn number by
//! number. Names stand in columns under that: however many there are, they do not overlap.

mod canvas;
mod labels;
mod strip;
mod zoom;

use close_codes_registry::{Range, Value};

use self::canvas::{Canvas, fit};
use super::markup::{clean, escape, numbers};
use crate::document::{Document, in_words};
use crate::words::Words;

const WIDTH: u32 = 960;
const LEFT: u32 = 30;
const INNER: u32 = WIDTH - 2 * LEFT;

const STYLE: &str = include_str!("picture.css");

pub(super) fn write(document: &Document) -> String {
    let words = document.words(0);
    let language = document.languages.first().map(|language| escape(&language.tag)).unwrap_or_default();
    let title = document.titles.first().map(|title| clean(title)).unwrap_or_default();
    let subtitle = words.say(if document.is_registry { "subtitle" } else { "title" });
    let mut canvas = Canvas { y: 66, ..Canvas::default() };
    canvas.text(LEFT, canvas.y, "title", &fit(&title, INNER, 29));
    canvas.y += 26;
    canvas.text(LEFT, canvas.y, "subtitle soft", &fit(subtitle, INNER, 16));
    canvas.y += 30;
    strip::draw(&mut canvas, document);
    for range in &document.ranges {
        zoom::draw(&mut canvas, document, range);
    }
    let height = canvas.y + LEFT;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" \
         role=\"img\" xml:lang=\"{language}\">\n\
         <title>{title}</title>\n\
         <desc>{description}</desc>\n\
         <style>\n{style}</style>\n\
         <rect x=\"0.5\" y=\"0.5\" width=\"{page_width}\" height=\"{page_height}\" rx=\"14\" class=\"page\"/>\n\
         {shapes}\
         </svg>\n",
        title = escape(&title),
        description = escape(&description(document, subtitle)),
        style = STYLE.replace("\r\n", "\n"),
        page_width = WIDTH - 1,
        page_height = height - 1,
        shapes = canvas.shapes,
    )
}

/// The picture in words, for whoever cannot see it.
fn description(document: &Document, subtitle: &str) -> String {
    let of_range = |range: &Range| {
        let name = range.texts.first().map(|text| text.name.as_str()).unwrap_or_default();
        let codes = document.codes.iter().filter(|code| range.codes.contains(&code.number));
        let codes = codes.map(|code| {
            let name = code.texts.first().map(|text| text.name.as_str()).unwrap_or_default();
            format!("{} {name}", code.number)
        });
        let codes = codes.collect::<Vec<_>>().join(", ");
        let range = format!("{} {name}", numbers(&range.codes));
        if codes.is_empty() { range } else { format!("{range}: {codes}") }
    };
    let ranges: Vec<_> = document.ranges.iter().map(of_range).collect();
    format!("{subtitle}. {}.", ranges.join("; "))
}

fn said(words: Words, value: &Value) -> String {
    match value {
        Value::Bool(yes) => words.yes_or_no(*yes).to_owned(),
        other => in_words(other),
    }
}
