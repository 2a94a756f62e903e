//! `CloseFrame`: frames to send, and received frames (RFC 6455, sections 5.5.1, 7.1.5, 7.1.6 and 7.4).
#![allow(clippy::unwrap_used, reason = "what goes wrong here fails a test")]

use std::collections::HashSet;
use std::error::Error;
use std::str::Utf8Error;

use close_codes::frame::{CloseFrameError, InvalidCloseKind};
use close_codes::{
    CloseCode, CloseFrame, CloseReason, CodePolicy, CodePolicy::Browser, CodePolicy::Extensible, CodePolicy::Only,
    CodePolicy::Strict,
};

/// Returns `true` if a close frame may hold the code (RFC 6455, section 7.4). Numbers from 1016 to 2999 may be registered later.
const fn may_be_sent(number: u16) -> bool {
    match number {
        1000..=1003 | 1007..=1014 | 3000..=4999 => true,
        1016..=2999 => CloseCode::from_u16(number).is_registered(),
        _ => false,
    }
}

#[test]
fn a_frame_is_made_of_exactly_the_codes_that_may_be_sent() {
    for number in 0..=u16::MAX {
        assert_eq!(CloseFrame::new(number, "").is_ok(), may_be_sent(number), "{number}");
    }
}

#[test]
fn an_error_holds_the_refused_code_or_length() {
    let error = CloseFrame::new(CloseCode::TlsHandshake, "x").unwrap_err();
    assert!(matches!(error, CloseFrameError::Code(error) if error.code() == 1015));
    let error = CloseFrame::new(CloseCode::NormalClosure, &"x".repeat(124)).unwrap_err();
    assert!(matches!(error, CloseFrameError::Reason(error) if error.len() == 124));
    // If both are wrong, the error is about the code.
    let error = CloseFrame::new(CloseCode::AbnormalClosure, &"x".repeat(124)).unwrap_err();
    assert!(matches!(error, CloseFrameError::Code(_)));
}

#[test]
fn the_code_comes_first_and_its_high_byte_before_its_low_one() {
    assert_eq!(CloseFrame::from_static(CloseCode::NormalClosure, "").encode(), [0x03, 0xE8]);
    assert_eq!(CloseFrame::from_static(CloseCode::from_u16(4999), "é").encode(), [0x13, 0x87, 0xC3, 0xA9]);
    assert_eq!(CloseFrame::new(CloseCode::GoingAway, &"x".repeat(123)).unwrap().encode().len(), 125);
}

#[test]
fn refusals_say_what_to_do() {
    let refused = |code: u16| CloseFrame::new(code, "").unwrap_err().to_string();
    assert_eq!(refused(1006), "1006 is for local use only; a proxy sends 1011 instead");
    assert_eq!(refused(4999 + 1), "5000 is outside of 1000-4999: use a private code from 4000 to 4999");
    assert_eq!(refused(2999), "2999 is not registered: use a private code from 4000 to 4999");
}

#[test]
fn a_buffer_that_is_too_short_is_not_written_to() {
    let frame = CloseFrame::from_static(CloseCode::GoingAway, "bye");
    let mut buffer = [0xAA; 4];
    let error = frame.encode_into(&mut buffer).unwrap_err();
    assert_eq!(error.needed(), 5);
    assert_eq!(error.to_string(), "the buffer has 4 bytes, and the close frame's body needs 5");
    assert_eq!(buffer, [0xAA; 4]);
    let mut buffer = [0xAA; 6];
    assert_eq!(frame.encode_into(&mut buffer).unwrap(), [0x03, 0xE9, b'b', b'y', b'e']);
    assert_eq!(buffer, [0x03, 0xE9, b'b', b'y', b'e', 0xAA]);

    assert_eq!(CloseFrame::EMPTY.encode_into(&mut []).unwrap(), b"");
    let longest = CloseFrame::new(CloseCode::GoingAway, &"x".repeat(123)).unwrap();
    assert_eq!(longest.encode_into(&mut [0; CloseFrame::MAX_LEN]).unwrap().len(), 125);
}

#[test]
fn an_empty_body_has_no_code() {
    for policy in [Strict, Extensible, Browser] {
        let close = CloseFrame::parse(b"", policy).unwrap();
        assert_eq!((close.code().as_u16(), close.reason(), close.is_empty()), (1005, "", true));
        assert_eq!(close.echo(), CloseFrame::EMPTY);
    }
    let empty = CloseFrame::EMPTY;
    assert_eq!((empty.code().as_u16(), empty.reason(), empty.is_empty(), empty.encode()), (1005, "", true, &b""[..]));
    assert_eq!(CloseFrame::default(), empty);
}

#[test]
fn a_frame_has_the_parts_that_it_was_made_of() {
    let frame = CloseFrame::from_static(CloseCode::GoingAway, "bye");
    assert_eq!(CloseCode::GoingAway.frame("bye"), Ok(frame));
    assert_eq!((frame.code().as_u16(), frame.reason(), frame.is_empty()), (1001, "bye", false));
    assert_eq!(frame.encode(), b"\x03\xE9bye");
    assert_eq!(AsRef::<[u8]>::as_ref(&frame), b"\x03\xE9bye");
    assert_eq!(CloseReason::from(&frame), "bye");
    assert_eq!(CloseReason::from(&CloseFrame::EMPTY), "");
}

#[test]
fn parsing_copies_nothing() {
    let body = *b"\x03\xE9bye";
    let close = CloseFrame::parse(&body, Strict).unwrap();
    assert_eq!(close.reason().as_ptr(), body[2..].as_ptr());
    let error = CloseFrame::parse(&body[..1], Strict).unwrap_err();
    assert_eq!(error.body().as_ptr(), body.as_ptr());
}

/// RFC 6455, section 5.5.1: an endpoint "typically echos the status code it received". A code that may not be sent is not
/// echoed.
#[test]
fn the_echo_is_the_same_frame_if_it_may_be_sent() {
    for number in 0..=u16::MAX {
        let body = [&number.to_be_bytes(), &b"why"[..]].concat();
        let Ok(close) = CloseFrame::parse(&body, Browser) else { continue };
        let echo = close.echo();
        assert_eq!(echo.encode(), if may_be_sent(number) { &body[..] } else { b"" }, "{number}");
        let forwarded = if may_be_sent(number) { &body[..] } else { b"\x03\xF3" };
        assert_eq!(close.forwarded().encode(), forwarded, "{number}");
    }
    let longest = [b"\x0F\xA0".as_slice(), &[b'x'; 123]].concat();
    assert_eq!(CloseFrame::parse(&longest, Strict).unwrap().echo().encode(), longest);
}

#[test]
fn each_policy_takes_its_codes() {
    let taken = |policy| {
        let parses = move |code: &u16| CloseFrame::parse(&code.to_be_bytes(), policy).is_ok();
        (0..=u16::MAX).filter(parses).collect::<Vec<u16>>()
    };
    assert_eq!(taken(Strict), (0..=u16::MAX).filter(|&number| may_be_sent(number)).collect::<Vec<_>>());
    assert_eq!(taken(Extensible), (1000..=1003).chain(1007..=1014).chain(1016..=4999).collect::<Vec<_>>());
    assert_eq!(taken(Browser), (0..=1004).chain(1007..=1014).chain(1016..=65535).collect::<Vec<_>>());
    assert_eq!(taken(Only(&[])), [0; 0]);
    // An empty range, one number, a border in two ranges, and the three numbers that no close frame holds.
    #[allow(clippy::reversed_empty_ranges, reason = "an empty range holds nothing")]
    let ranges = &[0..=0, 2000..=1999, 1004..=1007, 1007..=1007, 1014..=1016, 65535..=65535];
    assert_eq!(taken(Only(ranges)), [0, 1004, 1007, 1014, 1016, 65535]);
}

/// IANA's registry has 4 + 8 + 2000 codes that may be sent, and RFC 6455, section 7.4, has 4 + 5 + 2000.
#[test]
fn a_list_accepts_the_same_in_each_version() {
    const REGISTRY_2026: CodePolicy = Only(&[1000..=1003, 1007..=1014, 3000..=4999]);
    const RFC_6455: CodePolicy = Only(&[1000..=1003, 1007..=1011, 3000..=4999]);
    const { assert!(REGISTRY_2026.allows(CloseCode::BadGateway) && !RFC_6455.allows(CloseCode::BadGateway)) };
    for (policy, count) in [(REGISTRY_2026, 2012), (RFC_6455, 2009)] {
        let allowed: Vec<_> = (0..=u16::MAX).filter(|&number| policy.allows(CloseCode::from_u16(number))).collect();
        assert_eq!(allowed.len(), count);
        for number in allowed {
            let body = number.to_be_bytes();
            assert_eq!(CloseFrame::parse(&body, policy).unwrap().echo().encode(), body, "{number}");
        }
    }
    assert_eq!(
        fault(&1014_u16.to_be_bytes(), RFC_6455),
        (InvalidCloseKind::CodeNotAllowed(CloseCode::BadGateway), 1002)
    );
}

/// Equal lists are equal policies, with the same hash, at any address.
#[test]
fn lists_compare_by_their_ranges() {
    let (one, same) = (Only(&[1000..=1003]), Only(&[1000..=1003]));
    assert_eq!(one, same);
    assert_eq!(HashSet::from([one, same]).len(), 1);
    assert_ne!(one, Only(&[1000..=1002]));
    assert_eq!(format!("{one:?}"), "Only([1000..=1003])");
}

#[test]
fn code_and_reason_are_read_in_full() {
    let longest = [b"\x0F\xA0".as_slice(), &[b'x'; 123]].concat();
    let close = CloseFrame::parse(&longest, Strict).unwrap();
    assert_eq!((close.code().as_u16(), close.reason(), close.is_empty()), (4000, "x".repeat(123).as_str(), false));

    // A NUL and a byte order mark are ordinary characters.
    let close = CloseFrame::parse(b"\x03\xE8\xEF\xBB\xBFa\0b", Strict).unwrap();
    assert_eq!(close.reason(), "\u{FEFF}a\0b");
}

fn fault(body: &[u8], policy: CodePolicy) -> (InvalidCloseKind, u16) {
    let error = CloseFrame::parse(body, policy).unwrap_err();
    assert_eq!(error.body(), body);
    (error.kind(), error.fail_code().as_u16())
}

fn not_utf8(reason: &[u8]) -> InvalidCloseKind {
    InvalidCloseKind::NotUtf8(std::str::from_utf8(reason).unwrap_err())
}

#[test]
fn each_fault_is_found_and_fails_the_connection_with_its_code() {
    for policy in [Strict, Extensible, Browser, Only(&[0..=65535])] {
        assert_eq!(fault(b"a", policy), (InvalidCloseKind::OneByte, 1002));
        assert_eq!(fault(&[b'*'; 126], policy), (InvalidCloseKind::TooLong { len: 126 }, 1002));
        assert_eq!(fault(&vec![b'*'; 70_000], policy), (InvalidCloseKind::TooLong { len: 70_000 }, 1002));
        assert_eq!(fault(b"\x03\xEE", policy), (InvalidCloseKind::CodeNotAllowed(CloseCode::AbnormalClosure), 1002));
        assert_eq!(fault(b"\x03\xE8\x80", policy), (not_utf8(b"\x80"), 1007));
    }
}

#[test]
fn each_fault_has_a_message() {
    let told = |body| CloseFrame::parse(body, Strict).unwrap_err().to_string();
    assert_eq!(told(b"\x03\xEE"), "a close frame holds 1006 Abnormal Closure, which is for local use only");
    assert_eq!(told(b"\x07\xD0"), "a close frame holds 2000 Extension, which is not allowed");
}

#[test]
fn the_first_byte_that_is_not_utf8_is_found() {
    // An overlong form, a surrogate, a number above the last character, a truncated character (Unicode, table 3-7).
    for bytes in [&b"\xC0\xAF"[..], b"\xED\xA0\x80", b"\xF4\x90\x80\x80", b"\xE2\x82"] {
        let body = [b"\x03\xE8ok ", bytes].concat();
        let (kind, fail_code) = fault(&body, Strict);
        assert!(matches!(kind, InvalidCloseKind::NotUtf8(error) if error.valid_up_to() == 3), "{kind:?}");
        assert_eq!(fail_code, 1007);
    }
    // Truncated: every byte is valid, but the last byte is missing.
    let cut_off = CloseFrame::parse(b"\x03\xE8ok\xE2\x82", Strict).unwrap_err();
    let source = cut_off.source().unwrap().downcast_ref::<Utf8Error>().unwrap();
    assert_eq!((source.valid_up_to(), source.error_len()), (2, None));
    assert_eq!(cut_off.kind().source().unwrap().to_string(), source.to_string());
    assert!(CloseFrame::parse(b"!", Strict).unwrap_err().source().is_none());
}

#[test]
fn a_faulty_body_is_kept_with_code_and_reason() {
    let error = CloseFrame::parse(b"\x03\xEElost", Browser).unwrap_err();
    assert_eq!((error.code(), error.reason()), (Some(CloseCode::AbnormalClosure), Ok("lost")));
    assert_eq!(error.reason_bytes(), b"lost");

    let long = [b"\x0F\xA0".as_slice(), &[b'x'; 500]].concat();
    let error = CloseFrame::parse(&long, Strict).unwrap_err();
    assert_eq!((error.code().unwrap().as_u16(), error.reason().unwrap().len()), (4000, 500));

    let error = CloseFrame::parse(b"a", Strict).unwrap_err();
    assert_eq!((error.code(), error.reason_bytes(), error.body()), (None, &b""[..], &b"a"[..]));
}

#[test]
fn a_code_that_may_not_be_sent_comes_before_a_reason_that_is_not_utf8() {
    assert_eq!(fault(b"\x03\xEE\xFF", Strict), (InvalidCloseKind::CodeNotAllowed(CloseCode::AbnormalClosure), 1002));
}

#[test]
fn both_errors_convert_into_the_frames_error() {
    fn parse_of_own() -> Result<CloseFrame, InvalidCloseKind> {
        let body = vec![3];
        Ok(CloseFrame::parse(&body, Strict)?.echo())
    }
    fn reason_first(text: &str) -> Result<CloseFrame, CloseFrameError> {
        CloseFrame::new(1000, &CloseReason::new(text)?)
    }
    assert_eq!(parse_of_own(), Err(InvalidCloseKind::OneByte));
    assert!(matches!(reason_first(&"x".repeat(124)), Err(CloseFrameError::Reason(_))));
}

#[test]
fn a_forwarded_reason_is_cut() {
    let forwarded = CloseFrame::forwarding(CloseCode::GoingAway, &"x".repeat(500));
    assert_eq!((forwarded.code().as_u16(), forwarded.reason().len()), (1001, 123));
    // If the code changes, the reason would explain the wrong code.
    for code in [0, 999, 1004, 1006, 1015, 1999, 2999, 5000, 65535] {
        let forwarded = CloseFrame::forwarding(CloseCode::from_u16(code), "why");
        assert_eq!((forwarded.code().as_u16(), forwarded.reason()), (1011, ""), "{code}");
    }
}

#[test]
fn a_frame_is_displayed_with_the_name_of_its_code() {
    let frame = CloseFrame::from_static(CloseCode::ServiceRestart, "back soon");
    assert_eq!(frame.to_string(), "1012 Service Restart: \"back soon\"");
    assert_eq!(CloseFrame::from_static(CloseCode::GoingAway, "").to_string(), "1001 Going Away");
    assert_eq!(CloseFrame::from_static(CloseCode::GoingAway, "!").to_string(), "1001 Going Away: \"!\"");
    assert_eq!(CloseFrame::EMPTY.to_string(), "1005 No Status Rcvd");
    assert_eq!(format!("{frame:?}"), r#"CloseFrame { code: ServiceRestart, reason: "back soon" }"#);

    // A peer's text cannot start a new line of a log, end the quotes, or control a terminal.
    let forged = CloseFrame::from_static(CloseCode::GoingAway, "it's \"ö\"\n\u{1b}[31m\u{202e}\\");
    let line = r#"1001 Going Away: "it's \"ö\"\n\u{1b}[31m\u{202e}\\""#;
    assert_eq!(forged.to_string(), line);
    assert_eq!(CloseFrame::parse(forged.encode(), Strict).unwrap().to_string(), line);
}

#[cfg(feature = "macros")]
#[test]
fn an_applications_code_is_shown_by_its_name() {
    #[close_codes::close_codes]
    enum GameCode {
        Flood = 4008,
    }

    let frame = GameCode::Flood.frame("slow").unwrap();
    assert_eq!(frame.display_as::<GameCode>().to_string(), "4008 Flood: \"slow\"");
    assert_eq!(frame.code_as(), Some(GameCode::Flood));
    let close = CloseFrame::parse(frame.encode(), Strict).unwrap();
    assert_eq!(close.display_as::<GameCode>().to_string(), "4008 Flood: \"slow\"");
    assert_eq!(close.code_as(), Some(GameCode::Flood));

    let other = CloseFrame::from_static(CloseCode::GoingAway, "");
    assert_eq!(other.display_as::<GameCode>().to_string(), "1001 Going Away");
    assert_eq!(other.code_as::<GameCode>(), None);
}
