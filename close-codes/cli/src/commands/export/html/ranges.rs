//! The ranges: all numbers at a glance.

use close_codes_registry::{OnTheWire, Range};

use super::super::markup::{escape, hue, numbers};
use super::{say, yes_or_no};
use crate::document::Document;

pub(super) fn write(document: &Document) -> String {
    let words = document.words(0);
    let items: String = document.ranges.iter().enumerate().map(|(index, range)| item(document, index, range)).collect();
    format!(
        "<section class=\"ranges\" aria-labelledby=\"ranges\">\n\
         <div class=\"above\">\n\
         <h2 id=\"ranges\">{heading}</h2>\n\
         <p class=\"legend\" aria-hidden=\"true\">{question} \
         <span><i class=\"swatch any\"></i>{yes}</span> <span><i class=\"swatch\"></i>{no}</span></p>\n\
         </div>\n\
         <ol>\n{items}</ol>\n\
         </section>\n",
        heading = say(words, "ranges"),
        question = say(words, "unregistered-on-the-wire"),
        yes = yes_or_no(words, true),
        no = yes_or_no(words, false),
    )
}

fn item(document: &Document, index: usize, range: &Range) -> String {
    let words = document.words(0);
    let (first, last) = (range.codes.start(), range.codes.end());
    let shown = numbers(&range.codes);
    // A section of the codes is there only for a range that has any.
    let label = if has_section(document, range) {
        format!("<a href=\"#{first}-{last}\">{shown}</a>")
    } else {
        format!("<span>{shown}</span>")
    };
    let text = range.texts.first();
    let name = text.map(|text| escape(&text.name)).unwrap_or_default();
    let description = text.map(|text| escape(&text.description)).unwrap_or_default();
    format!(
        "<li class=\"hue-{hue}\" data-range=\"{index}\">\n\
         {bar}\
         <h3>{label} <span data-text=\"name\">{name}</span></h3>\n\
         <p data-text=\"description\">{description}</p>\n\
         <p class=\"unseen\">{question}: {answer}</p>\n\
         </li>\n",
        hue = hue(document, range),
        bar = bar(document, range),
        question = say(words, "unregistered-on-the-wire"),
        answer = yes_or_no(words, range.on_the_wire == OnTheWire::Any),
    )
}

/// The range's numbers from left to right, with a stroke for each code that has a name.
fn bar(document: &Document, range: &Range) -> String {
    let class = if range.on_the_wire == OnTheWire::Any { "bar any" } else { "bar" };
    let (first, last) = (f64::from(*range.codes.start()), f64::from(*range.codes.end()));
    let stroke = |number: u16| {
        let x = (f64::from(number) - first) / (last - first).max(1.0) * 990.0;
        format!("<rect x=\"{x:.1}\" width=\"10\" height=\"10\"/>")
    };
    let codes = document.codes.iter().filter(|code| range.codes.contains(&code.number));
    let strokes: String = codes.map(|code| stroke(code.number)).collect();
    format!(
        "<svg class=\"{class}\" aria-hidden=\"true\" viewBox=\"0 0 1000 10\" preserveAspectRatio=\"none\">\
         {strokes}</svg>\n"
    )
}

/// Whether there is anything to say of the range's own numbers.
pub(super) fn has_section(document: &Document, range: &Range) -> bool {
    let touches = |codes: &std::ops::RangeInclusive<u16>| {
        codes.start() <= range.codes.end() && range.codes.start() <= codes.end()
    };
    document.codes.iter().any(|code| range.codes.contains(&code.number))
        || document.bands.iter().any(|band| touches(&band.codes))
}
