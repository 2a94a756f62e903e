//! All 65,536 numbers, compared with tables that were written by hand from IANA, RFC 6455 (section 7.4) and WHATWG.

use std::ops::RangeInclusive;

use close_codes::CodeRange::{self, Application, Extension, Library, Standard, Undefined, Unused};
use close_codes::Reconnect::{self, No, Unknown, Yes};
use close_codes::{CloseCode, Role};

/// Number, variant, name of the variant, IANA's Meaning, references, flags, reconnect hint.
///
/// The flags: `r`, the code is registered; `w`, it may be sent; `l`, it is for local use only; `s`, `c`, `b`: a server, a client, a
/// browser's `close()` may send it.
type Row = (u16, CloseCode, &'static str, &'static str, &'static [&'static str], &'static str, Reconnect);

const RFC: &[&str] = &["RFC6455"];
const RESTART_AND_OVERLOAD: &[&str] = &["https://mailarchive.ietf.org/arch/msg/hybi/P_1vbD9uyHl63nbIIbFxKMfSwcM/"];
const GATEWAY: &[&str] = &["https://mailarchive.ietf.org/arch/msg/hybi/l1lK4ZImO70jmcYorRa1lsLdvzY/"];

/// The registered codes. Add each new code here by hand, and its HTTP status to `HTTP`, so that no code changes unseen.
#[rustfmt::skip]
const CODES: &[Row] = &[
    (1000, CloseCode::NormalClosure, "NormalClosure", "Normal Closure", RFC, "rwscb", No),
    (1001, CloseCode::GoingAway, "GoingAway", "Going Away", RFC, "rwsc", Yes),
    (1002, CloseCode::ProtocolError, "ProtocolError", "Protocol error", RFC, "rwsc", No),
    (1003, CloseCode::UnsupportedData, "UnsupportedData", "Unsupported Data", RFC, "rwsc", No),
    (1004, CloseCode::Reserved, "Reserved", "Reserved", RFC, "r", Unknown),
    (1005, CloseCode::NoStatusReceived, "NoStatusReceived", "No Status Rcvd", RFC, "rl", Unknown),
    (1006, CloseCode::AbnormalClosure, "AbnormalClosure", "Abnormal Closure", RFC, "rl", Yes),
    (1007, CloseCode::InvalidFramePayloadData, "InvalidFramePayloadData", "Invalid frame payload data", RFC, "rwsc", No),
    (1008, CloseCode::PolicyViolation, "PolicyViolation", "Policy Violation", RFC, "rwsc", No),
    (1009, CloseCode::MessageTooBig, "MessageTooBig", "Message Too Big", RFC, "rwsc", No),
    (1010, CloseCode::MandatoryExtension, "MandatoryExtension", "Mandatory Ext.", RFC, "rwc", No),
    (1011, CloseCode::InternalError, "InternalError", "Internal Error", &["RFC6455", "RFC Errata 3227"], "rwsc", Unknown),
    (1012, CloseCode::ServiceRestart, "ServiceRestart", "Service Restart", RESTART_AND_OVERLOAD, "rws", Yes),
    (1013, CloseCode::TryAgainLater, "TryAgainLater", "Try Again Later", RESTART_AND_OVERLOAD, "rws", Yes),
    (1014, CloseCode::BadGateway, "BadGateway", "Bad Gateway", GATEWAY, "rws", Yes),
    (1015, CloseCode::TlsHandshake, "TlsHandshake", "TLS handshake", RFC, "rl", No),
    (3000, CloseCode::Unauthorized, "Unauthorized", "Unauthorized", &[], "rwscb", No),
    (3003, CloseCode::Forbidden, "Forbidden", "Forbidden", &[], "rwscb", No),
    (3008, CloseCode::Timeout, "Timeout", "Timeout", &[], "rwscb", Yes),
];

/// The ranges, and the flags of an unregistered number in each.
const RANGES: [(RangeInclusive<u16>, CodeRange, &str); 6] = [
    (0..=999, Unused, ""),
    (1000..=1999, Standard, ""),
    (2000..=2999, Extension, ""),
    (3000..=3999, Library, "wscb"),
    (4000..=4999, Application, "wscb"),
    (5000..=65535, Undefined, ""),
];

#[test]
fn each_registered_code_is_as_iana_lists_it() {
    for &(number, code, variant, name, references, ..) in CODES {
        assert_eq!(CloseCode::from_u16(number), code);
        assert_eq!(code.as_u16(), number);
        assert_eq!(format!("{code:?}"), variant);
        assert_eq!(code.name(), name);
        assert_eq!(code.references(), references);
    }
}

/// The codes with an HTTP status in their registration, and the status. IANA on 1014: "similar to 502 HTTP Status Code".
const HTTP: [(u16, u16); 4] = [(1014, 502), (3000, 401), (3003, 403), (3008, 408)];

#[test]
fn there_are_no_other_registered_codes() {
    assert!(CloseCode::ALL.iter().eq(CODES.iter().map(|(_, code, ..)| code)));
}

#[test]
fn the_documentation_lists_the_registered_codes() {
    let table = include_str!("../../../close-codes/src/code/codes.md");
    let is_code = |line: &&str| {
        line.get(2..6).is_some_and(|number| number.parse::<u16>().is_ok()) && line.get(6..8) == Some(" |")
    };
    let rows: Vec<_> = table.lines().filter(is_code).collect();
    let expected = CODES.iter().map(|(number, code, variant, name, ..)| {
        let senders = match (code.may_be_sent_by(Role::Server), code.may_be_sent_by(Role::Client)) {
            (true, true) => "client or server",
            (true, false) => "server",
            (false, true) => "client",
            (false, false) if code.is_local_only() => "none (local use only)",
            (false, false) => "none",
        };
        let reconnect = format!("{:?}", code.reconnect()).to_lowercase();
        format!("| {number} | `{variant}` | {name} | {senders} | {reconnect} |")
    });
    assert_eq!(rows, expected.collect::<Vec<_>>());
}

#[test]
fn the_ranges_hold_every_number_once() {
    let mut next = 0_u32;
    for (numbers, ..) in RANGES {
        assert_eq!(u32::from(*numbers.start()), next);
        next = u32::from(*numbers.end()) + 1;
    }
    assert_eq!(next, 65_536);
    assert_eq!(CodeRange::ALL, RANGES.map(|(_, range, _)| range));
    assert!(CodeRange::ALL.iter().map(|range| range.bounds()).eq(RANGES.map(|(numbers, ..)| numbers)));
}

#[test]
fn every_number_is_as_in_the_tables() {
    for (numbers, range, unregistered) in RANGES {
        for number in numbers {
            let code = CloseCode::from_u16(number);
            let row = CODES.iter().find(|row| row.0 == number);
            let (flags, reconnect) = row.map_or((unregistered, Unknown), |&(.., flags, reconnect)| (flags, reconnect));
            let has = |flag| flags.contains(flag);
            assert_eq!((code.as_u16(), u16::from(code), u16::from(&code)), (number, number, number));
            assert_eq!((code.range(), CodeRange::of(number)), (range, range), "{number}");
            assert_eq!(code.is_registered(), row.is_some(), "{number}");
            assert_eq!(matches!(code, CloseCode::Unregistered(_)), row.is_none(), "{number}");
            assert_eq!(code.is_allowed_on_wire(), has('w'), "{number}");
            assert_eq!(CloseCode::sendable(number).ok(), has('w').then_some(code), "{number}");
            assert_eq!(code.is_local_only(), has('l'), "{number}");
            assert_eq!(code.may_be_sent_by(Role::Server), has('s'), "{number}");
            assert_eq!(code.may_be_sent_by(Role::Client), has('c'), "{number}");
            assert_eq!(code.is_allowed_in_close_call(), has('b'), "{number}");
            assert_eq!(code.is_normal(), [1000, 1001, 1005].contains(&number), "{number}");
            assert_eq!(code.reconnect(), reconnect, "{number}");
            let status = HTTP.iter().find(|(code, _)| *code == number).map(|(_, status)| *status);
            assert_eq!(code.http_status(), status, "{number}");
            let with_status = HTTP.iter().find(|(_, status)| *status == number).map(|(code, _)| *code);
            assert_eq!(CloseCode::from_http_status(number).map(CloseCode::as_u16), with_status, "{number}");
            let forwarded = match number {
                1005 => None,
                _ if has('w') => Some(number),
                _ => Some(1011),
            };
            assert_eq!(code.forwarded().map(CloseCode::as_u16), forwarded, "{number}");
        }
    }
}

/// A private code and a registered code, each a constant in a pattern.
#[test]
fn codes_are_constant_patterns() {
    const TOKEN_EXPIRED: CloseCode = CloseCode::from_u16(4001);
    const RESTART: CloseCode = CloseCode::from_u16(1012);
    let matched = |number| match CloseCode::from_u16(number) {
        TOKEN_EXPIRED => 1,
        RESTART => 2,
        CloseCode::Unregistered(_) => 3,
        _ => 4,
    };
    assert_eq!([4001, 1012, 4002, 1000].map(matched), [1, 2, 3, 4]);
}
