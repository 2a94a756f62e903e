//! The cases, compared with facts written by hand: numbers, names, sections of RFC 6455, and bytes on the wire.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "what goes wrong here fails a test")]

#[allow(dead_code, reason = "the command uses the rest")]
#[path = "../src/cases/mod.rs"]
mod cases;
#[allow(dead_code, reason = "the command uses the rest")]
#[path = "../src/net/frame.rs"]
mod frame;

use std::collections::BTreeSet;

use close_codes::Role;

use self::cases::{Case, Expect, Level, Masking, Side, Step, cases};
use self::frame::Frame;

fn case(name: &str) -> &'static Case {
    cases().iter().find(|case| case.name == name).unwrap_or_else(|| panic!("no case `{name}`"))
}

fn chapter_and_case(case: &Case) -> (u32, u32) {
    let (chapter, case) = case.number.split_once('.').unwrap();
    (chapter.parse().unwrap(), case.parse().unwrap())
}

#[test]
fn numbers_have_no_gaps() {
    let mut expected = (1, 0);
    for case in cases() {
        let (chapter, number) = chapter_and_case(case);
        expected = if chapter == expected.0 { (chapter, expected.1 + 1) } else { (expected.0 + 1, 1) };
        assert_eq!((chapter, number), expected, "{}", case.name);
    }
    assert_eq!(expected.0, 8, "the number of chapters");
    assert_eq!(case("one-byte").chapter(), ("3", "Bodies that break the protocol"));
    assert_eq!(case("own-close-echo").chapter(), ("8", "The server's own close"));
    assert_eq!(case("empty").chapter(), ("1", "Valid codes"));
    assert_eq!(case("own-close-1005").chapter(), ("8", "The server's own close"));
}

#[test]
fn names_are_unique_and_safe_in_paths() {
    let mut seen = BTreeSet::new();
    for Case { name, .. } in cases() {
        assert!(seen.insert(name), "`{name}` occurs twice");
        assert!(
            !name.is_empty() && name.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-')),
            "{name}"
        );
    }
    // The ways to break the protocol that each have a path of `serve`.
    for name in [
        "one-byte",
        "126-bytes",
        "1005",
        "1006",
        "1014",
        "1016",
        "5000",
        "bad-utf8",
        "reserved-bits",
        "data-after-close",
        "two-closes",
        "fragmented-close",
        "masked",
    ] {
        assert!(case(name).side.has_client(), "{name}");
    }
}

#[test]
fn no_two_cases_send_the_same() {
    let mut seen = BTreeSet::new();
    for case in cases() {
        let script = format!("{:?} {:?}", case.side, case.send);
        assert!(seen.insert(script), "{} sends the same as an earlier case", case.name);
    }
}

/// The sections that these cases cite, and the words that RFC 6455 has there for what is expected.
#[test]
fn sections_and_levels_are_those_of_rfc_6455() {
    use Level::{Must, Observed, Should};

    const CITED: [(&str, &[Level]); 11] = [
        // "The server MUST close the connection upon receiving a frame that is not masked."
        ("5.1", &[Must]),
        // Reserved bits and unknown opcodes: "the receiving endpoint MUST _Fail the WebSocket Connection_".
        ("5.2", &[Must]),
        // "An endpoint MUST be capable of handling control frames in the middle of a fragmented message."
        ("5.4", &[Must]),
        // "the endpoint MUST send a Close frame in response"; "The server MUST close the underlying TCP connection immediately"
        ("5.5.1", &[Must]),
        // "The underlying TCP connection, in most normal cases, SHOULD be closed first by the server": not in these cases.
        ("7.1.1", &[Observed]),
        // "the server MUST _Close the WebSocket Connection_"; "An endpoint MUST NOT continue to attempt to process data"
        ("7.1.7", &[Must, Observed]),
        // "Servers MAY close the WebSocket connection whenever desired. Clients SHOULD NOT close the WebSocket connection arbitrarily."
        ("7.3", &[Observed]),
        // "Status codes in the range 1000-2999 are reserved for definition by this protocol, its future revisions, and extensions"
        ("7.4.2", &[Observed]),
        // "that endpoint MUST _Fail the WebSocket Connection_"
        ("8.1", &[Must]),
        // An endpoint chooses the limit of its messages.
        ("10.4", &[Observed]),
        // "If the invalid data was received after a successful WebSocket handshake, the endpoint SHOULD send a Close frame"
        ("10.7", &[Should]),
    ];
    for case in cases() {
        let (_, levels) = CITED.iter().find(|(section, _)| *section == case.section).unwrap();
        assert!(levels.contains(&case.level), "{}: {:?} in {}", case.name, case.level, case.section);
    }
}

#[test]
fn cases_without_an_expectation_are_observed() {
    for case in cases() {
        // IANA registered these codes after RFC 6455: an answer is right, but the RFC does not ask for it.
        let is_later = ["1012", "1013", "1014", "1014-bye"].contains(&case.name.as_str());
        match case.expect {
            Expect::Observe => assert_eq!(case.level, Level::Observed, "{}", case.name),
            _ => assert_eq!(case.level == Level::Observed, is_later, "{}", case.name),
        }
    }
}

/// The 37 cases of the Autobahn Testsuite's chapter 7, as `tests/adapters/tests/autobahn.rs` lists them.
#[test]
fn each_input_of_autobahn_is_there_once() {
    let numbers = |prefix: &str, last: u32| (1..=last).map(|number| format!("{prefix}.{number}")).collect::<Vec<_>>();
    let mut expected = [
        numbers("7.1", 6),
        numbers("7.3", 6),
        numbers("7.5", 1),
        numbers("7.7", 13),
        numbers("7.9", 9),
        numbers("7.13", 2),
    ]
    .concat();
    assert_eq!(expected.len(), 37);
    let mut found: Vec<_> = cases().iter().flat_map(|case| case.autobahn.clone()).collect();
    expected.sort();
    found.sort();
    assert_eq!(found, expected);
    for case in cases().iter().filter(|case| !case.autobahn.is_empty()) {
        assert_eq!(case.side, Side::Both, "{}: the suite tests servers and clients", case.name);
    }
}

#[test]
fn inputs_of_autobahn() {
    let code = |number: &str| {
        let case = cases().iter().find(|case| case.autobahn.iter().any(|other| other == number)).unwrap();
        match &case.send[..] {
            [Step::Close(shape)] => shape.payload(),
            other => panic!("{number}: {other:?}"),
        }
    };
    // The bytes of 7.1 are in `frames_on_the_wire` and `long_frames_on_the_wire`.
    let order =
        ["text-before-close", "two-closes", "ping-after-close", "data-after-close", "close-inside-message", "256-kib"];
    for (number, name) in (1..).zip(order) {
        assert_eq!(case(name).autobahn, [format!("7.1.{number}")]);
    }
    // Section 7.7 of the suite: codes that are valid.
    let valid = [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999_u16];
    for (number, expected) in (1..).zip(valid) {
        assert_eq!(code(&format!("7.7.{number}")), expected.to_be_bytes());
    }
    // 7.9: codes that are not.
    for (number, expected) in (1..).zip([0, 999, 1004, 1005, 1006, 1016, 1100, 2000, 2999_u16]) {
        assert_eq!(code(&format!("7.9.{number}")), expected.to_be_bytes());
    }
    assert_eq!(code("7.13.1"), 5000_u16.to_be_bytes());
    assert_eq!(code("7.13.2"), 65535_u16.to_be_bytes());
    assert_eq!(code("7.3.1"), b"");
    assert_eq!(code("7.3.2").len(), 1);
    assert_eq!(code("7.3.4"), b"\x03\xE8Hello World!");
    assert_eq!(code("7.3.5"), [&b"\x03\xE8"[..], &[b'*'; 123]].concat());
    assert_eq!(code("7.3.6"), [&b"\x03\xE8"[..], &[b'*'; 124]].concat());
    assert_eq!(code("7.5.1"), b"\x03\xE8\xCE\xBA\xE1\xBD\xB9\xCF\x83\xCE\xBC\xCE\xB5\xED\xA0\x80edited");
}

/// RFC 6455, 7.4, and IANA's registry, to which codes from 1016 to 2999 and from 3000 to 3999 may be added.
#[test]
fn codes_are_in_the_chapter_of_their_range() {
    for case in cases() {
        let [Step::Close(shape)] = &case.send[..] else { continue };
        let Some(code) = shape.code else { continue };
        match chapter_and_case(case).0 {
            1 | 2 => assert!(matches!(code, 1000..=1003 | 1007..=1014 | 3000..=4999), "{}", case.name),
            4 => assert!(matches!(code, 0..=999 | 1004..=1006 | 1015..=2999 | 5000..), "{}", case.name),
            _ => assert_eq!(code, 1000, "{}", case.name),
        }
    }
    for code in [1000, 1003, 1007, 1014, 3000, 3999, 4000, 4999] {
        assert_eq!((case(&code.to_string()).expect, &case(&code.to_string()).number[..2]), (Expect::Answer, "1."));
    }
    for code in [0, 999, 1004, 1006, 1015, 1016, 2999, 5000, 65535] {
        assert_eq!((case(&code.to_string()).expect, &case(&code.to_string()).number[..2]), (Expect::Fail(1002), "4."));
    }
}

#[test]
fn bodies_are_read_as_they_are_written() {
    for case in cases() {
        for (_, shape) in case.send.iter().filter_map(Step::frame) {
            let is_hex = shape.bytes.len() % 2 == 0 && shape.bytes.bytes().all(|byte| byte.is_ascii_hexdigit());
            assert!(is_hex, "{}: {}", case.name, shape.bytes);
            assert!(shape.bytes.is_empty() || shape.payload().len() == shape.bytes.len() / 2, "{}", case.name);
            assert!(shape.reserved < 8 && shape.opcode.is_none_or(|opcode| opcode < 16), "{}", case.name);
        }
    }
}

/// Returns the bytes of all frames of a case, as the endpoint in this role sends them, with a mask of zeros.
fn bytes(name: &str, role: Role) -> Vec<u8> {
    let frames = case(name).send.iter().filter_map(|step| Frame::of(step, role));
    frames.flat_map(|frame| without_mask(&frame.encode())).collect()
}

/// Removes the mask of a frame: its key becomes zeros (RFC 6455, section 5.3).
fn without_mask(frame: &[u8]) -> Vec<u8> {
    let mut frame = frame.to_vec();
    if frame[1] & 0x80 != 0 {
        let start = match frame[1] & 0x7F {
            126 => 4,
            127 => 10,
            _ => 2,
        };
        let key: [u8; 4] = frame[start..start + 4].try_into().unwrap();
        for (byte, key) in frame[start..].iter_mut().zip(key.iter().cycle()) {
            *byte ^= key;
        }
    }
    frame
}

fn hex(text: &str) -> Vec<u8> {
    let digits: String = text.split_whitespace().collect();
    (0..digits.len()).step_by(2).map(|at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap()).collect()
}

/// The bytes of RFC 6455, section 5.2, by hand: what a server sends, and what a client sends with a mask of zeros.
#[test]
fn frames_on_the_wire() {
    for (name, server, client) in [
        ("empty", "8800", "8880 00000000"),
        ("1000", "8802 03E8", "8882 00000000 03E8"),
        ("1014", "8802 03F6", "8882 00000000 03F6"),
        ("1000-bye", "8805 03E8 627965", "8885 00000000 03E8 627965"),
        ("one-byte", "8801 03", "8881 00000000 03"),
        ("bad-utf8", "8805 03E8 6279FF", "8885 00000000 03E8 6279FF"),
        ("cut-character", "8806 03E8 6279 E282", "8886 00000000 03E8 6279 E282"),
        ("overlong", "8804 03E8 C0AF", "8884 00000000 03E8 C0AF"),
        ("above-unicode", "8806 03E8 F4908080", "8886 00000000 03E8 F4908080"),
        ("0", "8802 0000", "8882 00000000 0000"),
        ("1005", "8802 03ED", "8882 00000000 03ED"),
        ("1006", "8802 03EE", "8882 00000000 03EE"),
        ("1016", "8802 03F8", "8882 00000000 03F8"),
        ("5000", "8802 1388", "8882 00000000 1388"),
        ("65535", "8802 FFFF", "8882 00000000 FFFF"),
        ("reserved-bits", "F802 03E8", "F882 00000000 03E8"),
        ("rsv1", "C802 03E8", "C882 00000000 03E8"),
        ("rsv2", "A802 03E8", "A882 00000000 03E8"),
        ("rsv3", "9802 03E8", "9882 00000000 03E8"),
        ("fragmented-close", "0802 03E8 8003 627965", "0882 00000000 03E8 8083 00000000 627965"),
        ("first-fragment", "0802 03E8", "0882 00000000 03E8"),
        ("masked", "8980 00000000 8882 00000000 03E8", "8900 8802 03E8"),
        ("unmasked", "8980 00000000 8882 00000000 03E8", "8900 8802 03E8"),
        ("long-length", "887E0002 03E8", "88FE0002 00000000 03E8"),
        ("unknown-opcode", "8B02 03E8", "8B82 00000000 03E8"),
        ("unknown-data-opcode", "830C 48656C6C6F20576F726C6421", "838C 00000000 48656C6C6F20576F726C6421"),
        ("lone-continuation", "800C 48656C6C6F20576F726C6421", "808C 00000000 48656C6C6F20576F726C6421"),
        ("text-bad-utf8", "8103 6279FF", "8183 00000000 6279FF"),
        (
            "text-before-close",
            "810C 48656C6C6F20576F726C6421 8802 03E8",
            "818C 00000000 48656C6C6F20576F726C6421 8882 00000000 03E8",
        ),
        ("two-closes", "8802 03E8 8800", "8882 00000000 03E8 8880 00000000"),
        ("ping-after-close", "8802 03E8 8900", "8882 00000000 03E8 8980 00000000"),
        (
            "data-after-close",
            "8802 03E8 810C 48656C6C6F20576F726C6421",
            "8882 00000000 03E8 818C 00000000 48656C6C6F20576F726C6421",
        ),
        (
            "close-inside-message",
            "0109 667261676D656E7431 8802 03E8 8009 667261676D656E7432",
            "0189 00000000 667261676D656E7431 8882 00000000 03E8 8089 00000000 667261676D656E7432",
        ),
        ("silence", "", ""),
    ] {
        assert_eq!(bytes(name, Role::Server), hex(server), "{name}, from a server");
        assert_eq!(bytes(name, Role::Client), hex(client), "{name}, from a client");
    }
}

#[test]
fn long_frames_on_the_wire() {
    for (name, length, len) in [
        ("123-bytes", "887D", 125),
        ("41-characters", "887D", 125),
        ("126-bytes", "887E 007E", 126),
        ("1000-bytes", "887E 03E8", 1000),
        ("65536-bytes", "887F 0000000000010000", 65536),
    ] {
        let bytes = bytes(name, Role::Server);
        let length = hex(length);
        assert_eq!(bytes[..length.len()], length, "{name}");
        assert_eq!(bytes[length.len()..length.len() + 2], [0x03, 0xE8], "{name}");
        assert_eq!(bytes.len(), length.len() + len, "{name}");
    }
    let bytes = bytes("256-kib", Role::Server);
    assert_eq!(bytes[..10], hex("817F 0000000000040000"));
    assert_eq!(bytes[10 + 262_144..], hex("810C 48656C6C6F20576F726C6421 8802 03E8 8900"));
    let reason = String::from_utf8(self::bytes("41-characters", Role::Server).split_off(4)).unwrap();
    assert_eq!(reason.chars().count(), 41);
}

#[test]
fn masking_is_wrong_only_where_it_is_the_subject() {
    let is_wrong =
        |case: &&Case| case.send.iter().filter_map(Step::frame).any(|(_, shape)| shape.masking == Masking::Wrong);
    let wrong: Vec<_> = cases().iter().filter(is_wrong).map(|case| (case.name.as_str(), case.side)).collect();
    assert_eq!(wrong, [("unmasked", Side::Server), ("masked", Side::Client)]);
}

/// Only a server under test has a text that makes it close.
#[test]
fn triggers_are_first_and_for_servers() {
    for case in cases() {
        let at = case.send.iter().position(|step| matches!(step, Step::Trigger {}));
        assert!(at.is_none_or(|at| at == 0 && case.side == Side::Server), "{}", case.name);
        assert_eq!(at.is_some(), chapter_and_case(case).0 == 8, "{}", case.name);
    }
}
