//! Lines of a label and a text, wrapped for a terminal.

use std::io::{self, Write};

use anstyle::Style;
use close_codes_registry::text::visible;
use textwrap::core::display_width;

use crate::output::{self, DIM};

/// The space before a label, and after it.
const INDENT: &str = "  ";

/// A label and its text.
pub(crate) struct Line {
    pub(crate) label: String,
    pub(crate) text: String,
    pub(crate) style: Style,
}

impl Line {
    pub(crate) fn new(label: &str, text: impl Into<String>, style: Style) -> Self {
        Self { label: label.to_owned(), text: text.into(), style }
    }
}

/// Writes lines with their texts below each other.
pub(crate) fn write(lines: &[Line], out: &mut impl Write) -> io::Result<()> {
    let label_width = lines.iter().map(|line| display_width(&line.label)).max().unwrap_or(0);
    // Addresses and ranges stay whole.
    let wrapping = textwrap::Options::new(output::text_width(label_width + INDENT.len() * 2))
        .break_words(false)
        .word_separator(textwrap::WordSeparator::Custom(words_of))
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    for Line { label, text, style } in lines {
        let padding = label_width - display_width(label);
        write!(out, "{INDENT}{DIM}{label}{DIM:#}{:padding$}", "")?;
        let text = visible(text);
        let hang = text.len() - text.trim_start().len();
        let wrapping = wrapping.clone().subsequent_indent(text.get(..hang).unwrap_or_default());
        for (index, line) in textwrap::wrap(&text, &wrapping).iter().enumerate() {
            let indent = if index == 0 { 0 } else { INDENT.len() + label_width };
            writeln!(out, "{:indent$}{INDENT}{style}{line}{style:#}", "")?;
        }
    }
    Ok(())
}

/// Splits a line into words: at spaces, and between the letters of Chinese and Japanese. An address stays whole, although
/// Unicode allows breaks in it.
fn words_of(line: &str) -> Box<dyn Iterator<Item = textwrap::core::Word<'_>> + '_> {
    let words = textwrap::WordSeparator::AsciiSpace.find_words(line);
    Box::new(words.flat_map(|word| {
        if word.word.is_ascii() {
            return vec![word];
        }
        let mut parts: Vec<_> = textwrap::WordSeparator::UnicodeBreakProperties.find_words(word.word).collect();
        if let Some(last) = parts.last_mut() {
            last.whitespace = word.whitespace;
        }
        parts
    }))
}
