//! `CloseReason`: at most 123 bytes of UTF-8 (RFC 6455, section 5.5.1), and otherwise a string.

use std::collections::{BTreeSet, HashSet};
use std::fmt;

use close_codes::CloseReason;

#[test]
fn a_reason_has_at_most_123_bytes() {
    assert_eq!(CloseReason::MAX_LEN, 123);
    assert_eq!(CloseReason::new(&"x".repeat(123)).unwrap().len(), 123);
    assert_eq!(CloseReason::new(&"x".repeat(124)).unwrap_err().len(), 124);
    assert_eq!(CloseReason::new(&"ä".repeat(61)).unwrap().len(), 122);
    assert_eq!(CloseReason::new(&"ä".repeat(62)).unwrap_err().len(), 124);
}

#[test]
fn truncating_keeps_a_text_that_fits() {
    for text in ["", "x", "äöü", &"x".repeat(123), &"€".repeat(41)] {
        assert_eq!(CloseReason::truncating(text), text);
    }
}

#[test]
fn truncating_never_cuts_inside_a_character() {
    // Characters of one, two, three and four bytes, at each position across the border.
    for (before, character, len) in [
        (122, "x", 123),
        (123, "x", 123),
        (121, "ß", 123),
        (122, "ß", 122),
        (120, "€", 123),
        (121, "€", 121),
        (122, "€", 122),
        (119, "😀", 123),
        (120, "😀", 120),
        (121, "😀", 121),
        (122, "😀", 122),
    ] {
        let text = "x".repeat(before) + character + "more";
        assert_eq!(CloseReason::truncating(&text), &text[..len], "{before} bytes before {character}");
    }
}

/// A text that ignores errors of the writer.
struct Stubborn;

impl fmt::Display for Stubborn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        ["x", "x", "€", "y"].iter().try_for_each(|text| f.write_str(text).or(Ok(())))
    }
}

#[test]
fn a_formatted_reason_that_is_too_long_is_cut() {
    assert_eq!(CloseReason::truncating_fmt(format_args!("{}-{:03}", "a", 7)), "a-007");
    let (long, two) = ("x".repeat(122), "ß");
    assert_eq!(CloseReason::truncating_fmt(format_args!("{long}{two}")), long.as_str());
    assert_eq!(CloseReason::truncating_fmt(format_args!("{long}{two}y")), long.as_str(), "no text comes after the cut");
    assert_eq!(CloseReason::truncating_fmt(format_args!("{long}yz")).len(), 123);

    let reason = CloseReason::truncating_fmt(format_args!("{}{Stubborn}", "x".repeat(119)));
    assert_eq!(reason, "x".repeat(121).as_str());
}

#[test]
fn collections_and_comparisons_use_the_text() {
    let reason = CloseReason::from_static("going away");
    assert!(HashSet::from([reason]).contains("going away"));
    assert!(BTreeSet::from([reason]).contains("going away"));
    assert_eq!(reason, "going away");
    assert_eq!("going away", reason);
    assert_eq!(reason, *"going away");
    assert_ne!(reason, "going");
    assert_ne!("going thuy", reason);
    assert_ne!(*"going", reason);
    assert!(CloseReason::from_static("a") < CloseReason::from_static("aa"));
    assert!(CloseReason::from_static("aa") < CloseReason::from_static("b"));
    assert!(CloseReason::from_static("z") < CloseReason::from_static("ä"));
}

#[test]
fn reasons_with_equal_texts_are_equal() {
    let long = "x".repeat(500);
    assert_eq!(CloseReason::truncating(&long), CloseReason::new(&long[..123]).unwrap());
    assert_eq!(CloseReason::default(), CloseReason::EMPTY);
    assert_eq!("".parse(), Ok(CloseReason::EMPTY));
    assert_eq!(CloseReason::try_from("bye"), "bye".parse());
    assert!(CloseReason::EMPTY.is_empty());
    assert!(!bye().is_empty());
    let too_long = "x".repeat(124);
    assert_eq!(too_long.parse::<CloseReason>().unwrap_err().len(), 124);
    assert_eq!(CloseReason::try_from(too_long.as_str()).unwrap_err().len(), 124);
}

#[test]
fn a_reason_is_displayed_like_its_text() {
    let reason = CloseReason::from_static("a \"b\"\n");
    assert_eq!(reason.to_string(), "a \"b\"\n");
    assert_eq!(format!("{reason:?}"), r#""a \"b\"\n""#);
    assert_eq!(format!("{:>5}|{:-<5}|{:.1}", bye(), bye(), bye()), "  bye|bye--|b");
}

#[test]
fn a_reason_has_the_methods_of_str() {
    assert_eq!(bye().to_uppercase(), "BYE");
    assert_eq!(AsRef::<str>::as_ref(&bye()), "bye");
    assert_eq!(AsRef::<[u8]>::as_ref(&bye()), b"bye");
}

#[cfg(feature = "alloc")]
#[test]
fn a_reason_converts_into_a_string() {
    assert_eq!(String::from(bye()), "bye");
    assert_eq!(bye(), String::from("bye"));
}

const fn bye() -> CloseReason {
    CloseReason::from_static("bye")
}
