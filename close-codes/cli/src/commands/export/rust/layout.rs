//! How rustfmt lays out the few forms that are written here.

use unicode_width::UnicodeWidthStr;

use crate::commands::export::source::WIDTH;

/// The widest list that stands on one line, and the longest element, in bytes, of one that is not laid out one by one
/// (`array_width`, `short_array_element_width_threshold`).
const LIST: usize = 60;
const SHORT: usize = 10;

/// What a constant function gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Expression {
    /// A literal, or the name of something.
    Word(String),
    /// `Some` of a word.
    Some(String),
    /// A reference to a list of words.
    List(Vec<String>),
}

impl Expression {
    fn on_one_line(&self) -> String {
        match self {
            Self::Word(word) => word.clone(),
            Self::Some(word) => format!("Some({word})"),
            Self::List(words) => format!("&[{}]", words.join(", ")),
        }
    }

    fn is_too_long_for_one_line(&self) -> bool {
        matches!(self, Self::List(words) if words.len() > 1 && words.join(", ").width() > LIST)
    }
}

/// An arm of a `match`, on a line or several, each with its line break.
pub(super) fn arm(indent: usize, pattern: &str, value: &Expression) -> String {
    let start = format!("{:indent$}{pattern} => ", "");
    let line = value.on_one_line();
    let fits = |line: &str| line.width() <= WIDTH;
    let too_long = value.is_too_long_for_one_line();
    let on_one_line = format!("{start}{line},");
    if !too_long && fits(&on_one_line) {
        return on_one_line + "\n";
    }
    let inside = format!("{:indent$}    {line}", "");
    match value {
        Expression::Some(word) if !fits(&inside) => {
            format!("{start}Some(\n{:indent$}    {word},\n{:indent$}),\n", "", "")
        }
        Expression::List(words) if too_long || !fits(&inside) => {
            format!("{start}&[\n{}{:indent$}],\n", elements(indent + 4, words), "")
        }
        _ => format!("{start}{{\n{inside}\n{:indent$}}}\n", ""),
    }
}

/// A constant list, with its line break.
pub(super) fn list(indent: usize, before: &str, words: &[String]) -> String {
    let value = Expression::List(words.to_vec());
    if !value.is_too_long_for_one_line() {
        let line = format!("{:indent$}{before} = {};\n", "", value.on_one_line());
        let inside = format!("{:indent$}    {};\n", "", value.on_one_line());
        if line.trim_end().width() <= WIDTH {
            return line;
        }
        if inside.trim_end().width() <= WIDTH {
            return format!("{:indent$}{before} =\n{inside}", "");
        }
    }
    format!("{:indent$}{before} = &[\n{}{:indent$}];\n", "", elements(indent + 4, words), "")
}

/// The elements of a list: a line each, or as many as fit if all of them are short literals.
fn elements(indent: usize, words: &[String]) -> String {
    if words.len() < 2 || words.iter().any(|word| !word.starts_with('"') || word.len() > SHORT) {
        return words.iter().map(|word| format!("{:indent$}{word},\n", "")).collect::<Vec<_>>().concat();
    }
    let mut lines = String::new();
    let mut line = format!("{:indent$}", "");
    for word in words {
        if line.width() + 1 + word.width() > WIDTH {
            lines += line.trim_end();
            lines.push('\n');
            line = format!("{:indent$}", "");
        }
        line += word;
        line += ", ";
    }
    lines + line.trim_end() + "\n"
}

/// The first line of a function, with its line break; on several if need be.
pub(super) fn function(indent: usize, name: &str, parameter: &str, result: &str) -> String {
    let line = format!("{:indent$}pub const fn {name}({parameter}) -> {result} {{", "");
    if line.width() <= WIDTH {
        return line + "\n";
    }
    format!("{:indent$}pub const fn {name}(\n{:indent$}    {parameter},\n{:indent$}) -> {result} {{\n", "", "", "")
}
