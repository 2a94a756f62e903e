//! Escaped text from a peer, as in a log.
#![allow(clippy::unwrap_used, reason = "a panic fails a test")]

use close_codes::{CloseFrame, CloseReason};
use close_codes_registry::text::is_invisible;

fn shown(reason: &str) -> String {
    let frame = CloseFrame::new(1001, reason).unwrap().to_string();
    let quoted = frame.strip_prefix("1001 Going Away: ").unwrap();
    assert_eq!(format!("{:?}", CloseReason::new(reason).unwrap()), quoted);
    quoted.strip_prefix('"').unwrap().strip_suffix('"').unwrap().to_owned()
}

/// The registry has the complete list of these characters. The library lists only those that `escape_debug` leaves out.
#[test]
fn unsafe_characters_are_escaped() {
    for character in ('\0'..=char::MAX).filter(|&character| is_invisible(character)) {
        let shown = shown(&character.to_string());
        assert!(shown.starts_with('\\') && shown.bytes().all(|byte| byte.is_ascii_graphic()), "{shown:?}");
    }
}

#[test]
fn other_characters_are_shown_as_in_a_string_literal() {
    for character in ('\0'..=char::MAX).filter(|&character| !is_invisible(character) && character != '\'') {
        assert_eq!(shown(&character.to_string()), character.escape_debug().to_string());
    }
    assert_eq!(shown(r#"it's "so" \o/"#), r#"it's \"so\" \\o/"#);
}
