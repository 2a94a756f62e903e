//! A browser's `close(code, reason)`: what it accepts, throws and sends, by the standard and web-platform-tests.
#![allow(clippy::unwrap_used, reason = "what goes wrong here fails a test")]

use close_codes::CloseFrame;

/// The body of the close frame that is sent.
fn body(code: Option<u16>, reason: Option<&str>) -> Vec<u8> {
    CloseFrame::from_close_call(code, reason).unwrap().encode().to_vec()
}

/// The name of the exception.
fn exception(code: Option<u16>, reason: Option<&str>) -> &'static str {
    CloseFrame::from_close_call(code, reason).unwrap_err().name()
}

fn is_without_body(code: Option<u16>, reason: Option<&str>) -> bool {
    CloseFrame::from_close_call(code, reason).unwrap().is_empty()
}

// WPT websockets/close-invalid.any.js: NaN, null and strings become 0 there, and numbers that are too big become 65535.
#[test]
fn values_that_are_not_codes_are_an_invalid_access() {
    for code in [0, 500, 65535] {
        assert_eq!(exception(Some(code), None), "InvalidAccessError");
    }
}

// WPT websockets/stream/tentative/close.any.js (invalid codes).
#[test]
fn the_neighbours_of_allowed_codes_are_an_invalid_access() {
    for code in [999, 1001, 2999, 5000] {
        assert_eq!(exception(Some(code), None), "InvalidAccessError");
    }
}

// WPT websockets/Close-2999-reason.any.js.
#[test]
fn a_reason_does_not_make_a_code_valid() {
    assert_eq!(exception(Some(2999), Some("Close not in range 3000-4999")), "InvalidAccessError");
}

// WHATWG WebSockets 3.1 (close, step 1).
#[test]
fn only_1000_and_3000_to_4999_are_allowed() {
    for code in 0..=u16::MAX {
        let allowed = code == 1000 || (3000..=4999).contains(&code);
        assert_eq!(CloseFrame::from_close_call(Some(code), None).is_ok(), allowed, "{code}");
        if !allowed {
            assert_eq!(exception(Some(code), None), "InvalidAccessError", "{code}");
        }
    }
}

// WPT websockets/Close-undefined.any.js and stream/tentative/close.any.js (no close argument).
#[test]
fn a_call_without_arguments_sends_no_body() {
    assert!(is_without_body(None, None));
}

// WPT websockets/stream/tentative/close.any.js (empty reason).
#[test]
fn an_empty_reason_without_a_code_sends_no_body() {
    assert!(is_without_body(None, Some("")));
}

// WPT websockets/stream/tentative/close.any.js (non-empty reason).
#[test]
fn a_reason_without_a_code_goes_with_1000() {
    assert_eq!(body(None, Some("non-empty")), b"\x03\xE8non-empty");
    assert_eq!(body(None, Some("1")), b"\x03\xE81");
}

// The texts that a developer's console shows.
#[test]
fn the_exceptions_say_what_is_wrong() {
    let message = |code, reason| CloseFrame::from_close_call(code, reason).unwrap_err().to_string();
    assert_eq!(
        message(Some(1006), None),
        "InvalidAccessError: a script may close with 1000 or 3000-4999, and not with 1006"
    );
    assert_eq!(
        message(None, Some(&"1".repeat(124))),
        "SyntaxError: a close reason has at most 123 bytes of UTF-8, and this one has 124: shorten it, or cut it with \
         `CloseReason::truncating`"
    );
}

// WPT websockets/Close-1000.any.js; WHATWG WebSockets 3.1.
#[test]
fn a_code_without_a_reason_is_the_whole_body() {
    assert_eq!(body(Some(1000), None), b"\x03\xE8");
    assert_eq!(body(Some(1000), Some("")), b"\x03\xE8");
}

// WPT websockets/Close-1000-reason.any.js, Close-3000-reason.any.js and Close-4999-reason.any.js.
#[test]
fn the_reason_follows_the_code() {
    assert_eq!(body(Some(1000), Some("Clear")), b"\x03\xE8Clear");
    assert_eq!(body(Some(3000), Some("Clear")), b"\x0B\xB8Clear");
    assert_eq!(body(Some(4999), Some("Clear")), b"\x13\x87Clear");
}

// WHATWG WebSockets 3.1 (close, step 2): only a reason of more than 123 bytes throws.
#[test]
fn a_reason_of_123_bytes_is_sent() {
    let sent = body(Some(1000), Some(&"1".repeat(123)));
    assert_eq!(sent.len(), 125);
    assert!(sent.starts_with(b"\x03\xE8") && sent.ends_with(&[b'1'; 123]));
}

// WPT websockets/Close-Reason-124Bytes.any.js.
#[test]
fn a_reason_of_124_bytes_is_a_syntax_error() {
    assert_eq!(exception(Some(1000), Some(&"1".repeat(124))), "SyntaxError");
}

// WPT websockets/stream/tentative/close.any.js (overlong reason).
#[test]
fn a_reason_of_124_bytes_without_a_code_is_a_syntax_error() {
    assert_eq!(exception(None, Some(&".".repeat(124))), "SyntaxError");
}

// WHATWG WebSockets 3.1 (close, step 2): bytes of UTF-8 are counted, neither characters nor UTF-16 code units.
#[test]
fn a_reason_of_123_characters_may_be_too_long() {
    let reason = "1".repeat(122) + "é";
    assert_eq!((reason.chars().count(), reason.len()), (123, 124));
    assert_eq!(exception(Some(1000), Some(&reason)), "SyntaxError");

    let reason = "🦀".repeat(31);
    assert_eq!((reason.encode_utf16().count(), reason.len()), (62, 124));
    assert_eq!(exception(Some(1000), Some(&reason)), "SyntaxError");
}

// WHATWG WebSockets 3.1 (close, step 2).
#[test]
fn a_reason_of_123_bytes_may_have_fewer_characters() {
    let sent = body(Some(4000), Some(&"€".repeat(41)));
    assert_eq!(sent.len(), 125);
    assert_eq!(sent.get(2..5), Some(b"\xE2\x82\xAC".as_slice()));
}

// WHATWG WebSockets 3.1 (close): step 1 checks the code, step 2 checks the reason.
#[test]
fn the_code_is_checked_before_the_reason() {
    let long = "1".repeat(124);
    assert_eq!(exception(Some(1001), Some(&long)), "InvalidAccessError");
    assert_eq!(exception(Some(0), Some(&long)), "InvalidAccessError");
}

// WPT websockets/Close-reason-unpaired-surrogates.any.js: a USVString has U+FFFD instead of unpaired surrogates.
#[test]
fn an_unpaired_surrogate_is_sent_as_the_replacement_character() {
    let reason = String::from_utf16_lossy(&[0xD807]);
    assert_eq!(body(Some(1000), Some(&reason)), b"\x03\xE8\xEF\xBF\xBD");
}

// WHATWG WebSockets 3.1 (close, step 2). The reason is converted to a USVString first.
#[test]
fn an_unpaired_surrogate_counts_as_three_bytes() {
    let fits = String::from_utf16_lossy(&[0xD807; 41]);
    assert_eq!(body(Some(1000), Some(&fits)).len(), 125);
    let too_long = String::from_utf16_lossy(&[0xD807; 42]);
    assert_eq!(exception(Some(1000), Some(&too_long)), "SyntaxError");
}
