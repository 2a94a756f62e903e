//! Text from files, as people can read it.

/// Whether a character cannot be seen, or changes the order in which others are seen.
///
/// Such a character is not safe to display: nobody can review it, and a terminal may obey it. Some of them are spaces;
/// the plain space U+0020 is safe.
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

/// The text with a plain space for each other space, and U+FFFD for any other character that is not safe to display.
///
/// Use it to show a text as it is, and [`escape`] if its exact characters matter.
#[must_use]
pub fn visible(text: &str) -> String {
    let visible = |character: char| match character {
        _ if !is_invisible(character) => character,
        '\t' => ' ',
        '\u{2028}' | '\u{2029}' => char::REPLACEMENT_CHARACTER,
        _ if character.is_whitespace() && !character.is_control() => ' ',
        _ => char::REPLACEMENT_CHARACTER,
    };
    text.chars().map(visible).collect()
}

/// The text with an escape such as `\u{202e}` for each character that is not safe to display.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\t' | '\n' | '\r' => escaped.extend(character.escape_default()),
            _ if is_invisible(character) => escaped.extend(character.escape_unicode()),
            _ => escaped.push(character),
        }
    }
    escaped
}

/// The text on one line: each run of white space becomes one space, and there is none at the ends.
#[must_use]
pub fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A number of things: `1 row`, `2 rows`.
#[must_use]
pub fn count(number: usize, thing: &str) -> String {
    format!("{number} {thing}{}", if number == 1 { "" } else { "s" })
}

/// A text from a file as messages show it: in backticks, escaped, and not too long.
pub(crate) fn quote(text: &str) -> String {
    const LONGEST: usize = 40;
    let (start, rest) = match text.char_indices().nth(LONGEST) {
        Some((end, _)) => (&text[..end], "..."),
        None => (text, ""),
    };
    format!("`{}{rest}`", escape(&start.replace('\\', r"\\")))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Changes the direction, joins, is blank, or moves a terminal's cursor.
    const UNSAFE: &str =
        "\u{202A}\u{202E}\u{2066}\u{2069}\u{200B}\u{200D}\u{AD}\u{FEFF}\u{3164}\u{2800}\x1B\x07\r\n\u{85}";

    #[test]
    fn what_is_not_safe_to_display_is_shown_harmlessly() {
        assert!(UNSAFE.chars().all(is_invisible));
        assert_eq!(visible(UNSAFE), "\u{FFFD}".repeat(UNSAFE.chars().count()));
        assert_eq!(escape("a\u{202E}b\x1B[2J\t\n"), r"a\u{202e}b\u{1b}[2J\t\n");
        assert_eq!(quote("a\u{2066}`b"), r"`a\u{2066}`b`");
    }

    #[test]
    fn what_is_safe_stays() {
        for text in ["Ünïcödé 漢字 🎲", "it's \"so\"", r"a\b", "e\u{301}"] {
            assert_eq!((visible(text), escape(text)), (text.to_owned(), text.to_owned()));
            assert!(!text.chars().any(is_invisible));
        }
    }

    #[test]
    fn spaces_of_other_kinds_are_shown_as_spaces() {
        assert_eq!(visible("a\tb\u{A0}c\u{202F}d\u{3000}e"), "a b c d e");
        assert_eq!(on_one_line(" a \n\u{A0} b\t"), "a b");
    }

    #[test]
    fn more_than_one_is_a_plural() {
        assert_eq!([count(0, "row"), count(1, "row"), count(2, "row")], ["0 rows", "1 row", "2 rows"]);
    }
}
