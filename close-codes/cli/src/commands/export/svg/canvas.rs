//! Shapes and texts one after another, and how much room a text takes.

use std::fmt::{Arguments, Write};

use unicode_width::UnicodeWidthChar;

use super::super::markup::escape;

/// A picture that grows downwards.
#[derive(Debug, Default)]
pub(super) struct Canvas {
    pub(super) shapes: String,
    /// Where nothing has been drawn yet.
    pub(super) y: u32,
}

impl Canvas {
    fn add(&mut self, shape: Arguments<'_>) {
        // A `String` takes everything.
        self.shapes.write_fmt(shape).unwrap_or_default();
    }

    pub(super) fn text(&mut self, x: u32, y: u32, class: &str, text: &str) {
        let class = attribute(class);
        self.add(format_args!("<text x=\"{x}\" y=\"{y}\"{class}>{}</text>\n", escape(text)));
    }

    /// A text of two parts, one right after the other, however wide the font makes the first.
    pub(super) fn heading(&mut self, x: u32, y: u32, class: &str, [first, second]: [&str; 2]) {
        self.add(format_args!(
            "<text x=\"{x}\" y=\"{y}\" class=\"heading\"><tspan class=\"{class}\">{}</tspan>\
             <tspan dx=\"10\">{}</tspan></text>\n",
            escape(first),
            escape(second)
        ));
    }

    pub(super) fn rect(&mut self, [x, y, width, height]: [u32; 4], round: u32, class: &str) {
        let class = attribute(class);
        self.add(format_args!(
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"{round}\"{class}/>\n"
        ));
    }

    /// A stroke whose place is in tenths.
    pub(super) fn stroke(&mut self, tenths: u32, y: u32, width: u32, height: u32, class: &str) {
        let class = attribute(class);
        self.add(format_args!(
            "<rect x=\"{}.{}\" y=\"{y}\" width=\"{}.{}\" height=\"{height}\"{class}/>\n",
            tenths / 10,
            tenths % 10,
            width / 10,
            width % 10
        ));
    }

    pub(super) fn path(&mut self, path: &str, class: &str) {
        self.add(format_args!("<path d=\"{path}\"{}/>\n", attribute(class)));
    }
}

fn attribute(class: &str) -> String {
    if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") }
}

/// How wide a text is at most, in pixels. Nobody knows the font, so it is a wide one that is measured, `DejaVu Sans`.
pub(super) fn width(text: &str, size: u32) -> u32 {
    let hundredths: u64 = text.chars().map(|character| u64::from(hundredths_of_em(character))).sum();
    u32::try_from(hundredths * u64::from(size) / 100 + 1).unwrap_or(u32::MAX)
}

fn hundredths_of_em(character: char) -> u32 {
    match character {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | ' ' => 36,
        'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '/' | '-' => 44,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '…' => 101,
        _ if character.width() == Some(0) => 0,
        _ if character.width() == Some(2) => 108,
        _ if character.is_uppercase() => 80,
        _ => 65,
    }
}

/// The text, or as much of its beginning as there is room for.
pub(super) fn fit(text: &str, room: u32, size: u32) -> String {
    if width(text, size) <= room {
        return text.to_owned();
    }
    let mut fitting = String::new();
    for character in text.chars() {
        fitting.push(character);
        if width(&fitting, size) + width("…", size) > room {
            fitting.pop();
            break;
        }
    }
    fitting.trim_end().to_owned() + "…"
}

#[cfg(test)]
mod tests {
    use super::{fit, width};

    #[test]
    fn what_is_too_long_is_cut() {
        assert_eq!(fit("Normal Closure", 200, 14), "Normal Closure");
        let cut = fit("Invalid frame payload data", 100, 14);
        assert!(cut.starts_with("Invalid") && cut.ends_with('…') && width(&cut, 14) <= 100, "{cut}");
    }

    #[test]
    fn wide_characters_take_more_room() {
        assert!(width("一二三四", 14) > width("abcd", 14));
        assert_eq!(width("e\u{301}", 14), width("e", 14));
    }
}
