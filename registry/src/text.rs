//! Functions that make text from files readable and safe to display.

use std::fmt::Write;

/// The characters that end a line, alone or as CRLF.
///
/// A slice, because the standard library's searches are compiled again for each length of an array.
pub(crate) const LINE_ENDS: &[char] = &['\r', '\n'];

/// Returns `true` if a character is invisible, or changes the displayed order of others.
///
/// Such a character is not safe to display: a reader cannot see it, and a terminal may obey it. Spaces other than U+0020 are
/// among them.
#[must_use]
pub const fn is_invisible(character: char) -> bool {
    matches!(character,
        '\0'..='\x1F'
        | '\x7F'..='\u{A0}'
        | '\u{AD}'
        | '\u{34F}'
        | '\u{600}'..='\u{605}'
        | '\u{61C}'
        | '\u{6DD}'
        | '\u{70F}'
        | '\u{890}'..='\u{891}'
        | '\u{8E2}'
        | '\u{115F}'..='\u{1160}'
        | '\u{1680}'
        | '\u{17B4}'..='\u{17B5}'
        | '\u{180B}'..='\u{180F}'
        | '\u{2000}'..='\u{200F}'
        | '\u{2028}'..='\u{202F}'
        | '\u{205F}'..='\u{206F}'
        | '\u{2800}'
        | '\u{3000}'
        | '\u{3164}'
        | '\u{FDD0}'..='\u{FDEF}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}'
        | '\u{FFA0}'
        | '\u{FFF0}'..='\u{FFFB}'
        | '\u{110BD}'
        | '\u{110CD}'
        | '\u{13430}'..='\u{13440}'
        | '\u{1BCA0}'..='\u{1BCA3}'
        | '\u{1D159}'
        | '\u{1D173}'..='\u{1D17A}'
        | '\u{E0000}'..='\u{E0FFF}')
        // The last two of each plane are not characters.
        || character as u32 & 0xFFFE == 0xFFFE
}

/// Replaces all kinds of spaces by U+0020, and other characters that are not safe to display by U+FFFD.
///
/// Joiners and variation selectors stay: Persian, Indic scripts and emoji need them, and they only affect their neighbours.
///
/// Use [`escape`] if the exact characters matter.
#[must_use]
pub fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        shown.push(match character {
            _ if !is_invisible(character) => character,
            '\u{200C}' | '\u{200D}' | '\u{FE00}'..='\u{FE0F}' => character,
            '\t' => ' ',
            '\u{2028}' | '\u{2029}' => char::REPLACEMENT_CHARACTER,
            _ if character.is_whitespace() && !character.is_control() => ' ',
            _ => char::REPLACEMENT_CHARACTER,
        });
    }
    shown
}

/// Replaces each character that is not safe to display by an escape such as `\u{202e}`.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\t' => escaped.push_str("\\t"),
            '\n' => escaped.push_str("\\n"),
            '\r' => escaped.push_str("\\r"),
            _ if is_invisible(character) => {
                let _ = write!(escaped, "\\u{{{:x}}}", u32::from(character));
            }
            _ => escaped.push(character),
        }
    }
    escaped
}

/// Puts the text on one line: replaces each run of white space by one space, and trims the ends.
#[must_use]
pub fn on_one_line(text: &str) -> String {
    join(text.split_whitespace(), " ")
}

/// Joins texts with a separator.
///
/// The `join` of the standard library is generic and long: each build of this crate would compile it twice.
#[must_use]
pub fn join(texts: impl IntoIterator<Item: AsRef<str>>, separator: &str) -> String {
    let mut joined = String::new();
    let mut before = "";
    for text in texts {
        joined.push_str(before);
        joined.push_str(text.as_ref());
        before = separator;
    }
    joined
}

/// Returns a number with a noun: `1 row`, `2 rows`.
#[must_use]
pub fn count(number: usize, thing: &str) -> String {
    format!("{number} {thing}{}", if number == 1 { "" } else { "s" })
}

/// Quotes a text from a file for a message: in backticks, escaped, and shortened.
#[must_use]
pub fn quote(text: &str) -> String {
    const LONGEST: usize = 40;
    let mut start = String::new();
    let mut rest = "";
    for (index, character) in text.chars().enumerate() {
        if index == LONGEST {
            rest = "...";
            break;
        }
        if character == '\\' {
            start.push('\\');
        }
        start.push(character);
    }
    format!("`{}{rest}`", escape(&start))
}
