//! What HTML and SVG have in common: text that stays text, whatever a table holds, and the colours of the ranges.

use close_codes_registry::{OnTheWire, Range};

use crate::document::Document;

/// Makes text safe to stand between tags, and in an attribute with quotes of either kind.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars().map(visible) {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// The text as it can be shown: XML has no place for most control characters, and nobody would see them.
pub(super) fn clean(text: &str) -> String {
    text.chars().map(visible).collect()
}

fn visible(character: char) -> char {
    match character {
        '\t' | '\n' | '\r' => ' ',
        // Unicode has a picture of each.
        '\0'..='\x1F' => char::from_u32(0x2400 + u32::from(character)).unwrap_or(char::REPLACEMENT_CHARACTER),
        '\x7F' => '\u{2421}',
        '\u{80}'..='\u{9F}' | '\u{FDD0}'..='\u{FDEF}' => char::REPLACEMENT_CHARACTER,
        // The last two of each plane are no characters.
        other if u32::from(other) & 0xFFFE == 0xFFFE => char::REPLACEMENT_CHARACTER,
        other => other,
    }
}

/// An address that a link may lead to: a table could have `javascript:` for one.
pub(super) fn is_web_address(url: &str) -> bool {
    let has_scheme = |scheme: &str| url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    has_scheme("https://") || has_scheme("http://")
}

/// A range as people write it, with a dash: `4000–4499`, or `4001` for a single number.
pub(super) fn numbers(codes: &std::ops::RangeInclusive<u16>) -> String {
    crate::document::show(codes).replace('-', "–")
}

/// The colour of a range, by its place among those that have codes that may go over the wire; 0 is none.
pub(super) fn hue(document: &Document, range: &Range) -> usize {
    const HUES: usize = 6;
    if range.on_the_wire == OnTheWire::Never {
        return 0;
    }
    let used = document.ranges.iter().filter(|range| range.on_the_wire != OnTheWire::Never);
    used.take_while(|other| other.codes != range.codes).count() % HUES + 1
}

#[cfg(test)]
mod tests {
    use super::{clean, escape, is_web_address};

    #[test]
    fn text_stays_text() {
        assert_eq!(escape("<b a='\"'>&amp;"), "&lt;b a=&#39;&quot;&#39;&gt;&amp;amp;");
        assert_eq!(escape("naïve 試 🎲"), "naïve 試 🎲");
    }

    #[test]
    fn what_cannot_be_seen_is_shown() {
        assert_eq!(clean("a\0b\x07c\x1Bd\x7Fe"), "a␀b␇c␛d␡e");
        assert_eq!(clean("a\tb\r\nc"), "a b  c");
        assert_eq!(clean("\u{85}\u{FDD0}\u{FFFE}\u{1FFFF}"), "\u{FFFD}".repeat(4));
    }

    #[test]
    fn links_lead_to_the_web() {
        assert!(is_web_address("https://example.com") && is_web_address("HTTP://example.com"));
        for other in ["javascript:alert(1)", "data:text/html,x", "//example.com", "https:", "", " https://a"] {
            assert!(!is_web_address(other), "{other}");
        }
    }
}
