//! The registered codes, written out by hand as IANA listed them on 2026-06-10.

use close_codes::{CloseCode, Role};

type Row = (u16, CloseCode, &'static str, &'static str, &'static [&'static str]);

const RFC: &[&str] = &["RFC6455"];
const RESTART_AND_OVERLOAD: &[&str] = &["https://mailarchive.ietf.org/arch/msg/hybi/P_1vbD9uyHl63nbIIbFxKMfSwcM/"];
const GATEWAY: &[&str] = &["https://mailarchive.ietf.org/arch/msg/hybi/l1lK4ZImO70jmcYorRa1lsLdvzY/"];

const CODES: [Row; 19] = [
    (1000, CloseCode::NormalClosure, "NormalClosure", "Normal Closure", RFC),
    (1001, CloseCode::GoingAway, "GoingAway", "Going Away", RFC),
    (1002, CloseCode::ProtocolError, "ProtocolError", "Protocol error", RFC),
    (1003, CloseCode::UnsupportedData, "UnsupportedData", "Unsupported Data", RFC),
    (1004, CloseCode::Reserved, "Reserved", "Reserved", RFC),
    (1005, CloseCode::NoStatusReceived, "NoStatusReceived", "No Status Rcvd", RFC),
    (1006, CloseCode::AbnormalClosure, "AbnormalClosure", "Abnormal Closure", RFC),
    (1007, CloseCode::InvalidFramePayloadData, "InvalidFramePayloadData", "Invalid frame payload data", RFC),
    (1008, CloseCode::PolicyViolation, "PolicyViolation", "Policy Violation", RFC),
    (1009, CloseCode::MessageTooBig, "MessageTooBig", "Message Too Big", RFC),
    (1010, CloseCode::MandatoryExtension, "MandatoryExtension", "Mandatory Ext.", RFC),
    (1011, CloseCode::InternalError, "InternalError", "Internal Error", &["RFC6455", "RFC Errata 3227"]),
    (1012, CloseCode::ServiceRestart, "ServiceRestart", "Service Restart", RESTART_AND_OVERLOAD),
    (1013, CloseCode::TryAgainLater, "TryAgainLater", "Try Again Later", RESTART_AND_OVERLOAD),
    (1014, CloseCode::BadGateway, "BadGateway", "Bad Gateway", GATEWAY),
    (1015, CloseCode::TlsHandshake, "TlsHandshake", "TLS handshake", RFC),
    (3000, CloseCode::Unauthorized, "Unauthorized", "Unauthorized", &[]),
    (3003, CloseCode::Forbidden, "Forbidden", "Forbidden", &[]),
    (3008, CloseCode::Timeout, "Timeout", "Timeout", &[]),
];

#[test]
fn each_is_as_iana_lists_it() {
    for (number, code, variant, name, references) in CODES {
        assert_eq!(CloseCode::from_u16(number), code);
        assert_eq!(code.as_u16(), number);
        assert_eq!(format!("{code:?}"), variant);
        assert_eq!(code.name(), name);
        assert_eq!(code.references(), references);
    }
}

#[test]
fn there_are_no_others() {
    assert!(CloseCode::ALL.iter().copied().eq(CODES.map(|(_, code, ..)| code)));
}

#[test]
fn the_readme_lists_them() {
    let readme = include_str!("../../../README.md");
    let is_code = |line: &&str| {
        line.get(2..6).is_some_and(|number| number.parse::<u16>().is_ok()) && line.get(6..8) == Some(" |")
    };
    let rows: Vec<_> = readme.lines().filter(is_code).collect();
    let expected = CODES.map(|(number, code, variant, name, _)| {
        let senders = match (code.may_be_sent_by(Role::Server), code.may_be_sent_by(Role::Client)) {
            (true, true) => "either endpoint",
            (true, false) => "server",
            (false, true) => "client",
            (false, false) if code.is_local_only() => "nobody (local use)",
            (false, false) => "nobody",
        };
        let reconnect = format!("{:?}", code.reconnect()).to_lowercase();
        format!("| {number} | `{variant}` | {name} | {senders} | {reconnect} |")
    });
    assert_eq!(rows, expected);
}
