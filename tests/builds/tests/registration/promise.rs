//! A program that runs before and after IANA registers NEW_PROTOCOL, NEW_LOCAL and NEW_LIBRARY. It asserts what a registration
//! never changes, and prints what a registration changes. See `close-codes/src/guide/stability.md`.
use close_codes::{CloseCode, CloseFrame, CodePolicy, CodeRange, Role};

const PROTOCOL: CloseCode = CloseCode::from_u16(NEW_PROTOCOL);
/// A code for local use only, like 1006.
const LOCAL: CloseCode = CloseCode::from_u16(NEW_LOCAL);
const LIBRARY: CloseCode = CloseCode::from_u16(NEW_LIBRARY);
const PRIVATE: CloseCode = CloseCode::from_u16(4001);

const REGISTRY_2026: CodePolicy = CodePolicy::Only(&[1000..=1003, 1007..=1014, 3000..=4999]);
const RFC_6455: CodePolicy = CodePolicy::Only(&[1000..=1003, 1007..=1011, 3000..=4999]);

/// RFC 6455, section 7.4.1.
const DEFINED: [(CloseCode, u16, &str, &str); 13] = [
    (CloseCode::NormalClosure, 1000, "NormalClosure", "normal_closure"),
    (CloseCode::GoingAway, 1001, "GoingAway", "going_away"),
    (CloseCode::ProtocolError, 1002, "ProtocolError", "protocol_error"),
    (CloseCode::UnsupportedData, 1003, "UnsupportedData", "unsupported_data"),
    (CloseCode::Reserved, 1004, "Reserved", "reserved"),
    (CloseCode::NoStatusReceived, 1005, "NoStatusReceived", "no_status_received"),
    (CloseCode::AbnormalClosure, 1006, "AbnormalClosure", "abnormal_closure"),
    (CloseCode::InvalidFramePayloadData, 1007, "InvalidFramePayloadData", "invalid_frame_payload_data"),
    (CloseCode::PolicyViolation, 1008, "PolicyViolation", "policy_violation"),
    (CloseCode::MessageTooBig, 1009, "MessageTooBig", "message_too_big"),
    (CloseCode::MandatoryExtension, 1010, "MandatoryExtension", "mandatory_extension"),
    (CloseCode::InternalError, 1011, "InternalError", "internal_error"),
    (CloseCode::TlsHandshake, 1015, "TlsHandshake", "tls_handshake"),
];

fn main() {
    for (code, number, variant, key) in DEFINED {
        assert_eq!(code, CloseCode::from_u16(number));
        assert_eq!((format!("{code:?}").as_str(), code.key()), (variant, key));
    }
    for number in 0..=u16::MAX {
        check(number);
    }
    constants_match();
    tables_hold_their_codes();

    for code in [PROTOCOL, LOCAL, LIBRARY] {
        println!("{code:?}, {code}, {}", code.key());
        println!("{}, {:?}, {:?}, {:?}", code.is_registered(), code.reconnect(), code.references(), code.http_status());
        println!("sent: {}, {}", code.is_allowed_on_wire(), CloseFrame::new(code, "").is_ok());
        println!("received: {}, {}", CodePolicy::Strict.allows(code), CodePolicy::Extensible.allows(code));
        println!("arm: {}", matches!(code, CloseCode::Unregistered(_)));
    }
    // The codes that were registered before.
    for code in CloseCode::ALL {
        if ![NEW_PROTOCOL, NEW_LOCAL, NEW_LIBRARY].contains(&code.as_u16()) {
            println!("{code:?} {code} {} {}", code.key(), code.description());
            println!("{:?} {:?} {:?}", code.reconnect(), code.references(), code.http_status());
            println!("{} {}", code.may_be_sent_by(Role::Server), code.may_be_sent_by(Role::Client));
        }
    }
}

fn check(number: u16) {
    let code = CloseCode::from_u16(number);
    // The number, equality and order.
    assert_eq!((code.as_u16(), CloseCode::from(number), u16::from(code)), (number, code, number));
    assert!(code == number && number == code && code <= number);
    if let Some(next) = number.checked_add(1) {
        assert!(code < CloseCode::from_u16(next) && code != next);
    }
    // serde.
    assert_eq!(serde_json::to_string(&code).unwrap(), number.to_string());
    assert_eq!(serde_json::from_str::<CloseCode>(&number.to_string()).unwrap(), code);
    // The ranges.
    let range = match number {
        0..=999 => CodeRange::Unused,
        1000..=1999 => CodeRange::Standard,
        2000..=2999 => CodeRange::Extension,
        3000..=3999 => CodeRange::Library,
        4000..=4999 => CodeRange::Application,
        5000.. => CodeRange::Undefined,
    };
    assert!(code.range() == range && range.bounds().contains(&number));
    // Codes that may be sent, apart from protocol codes that IANA has not registered yet.
    match number {
        1000..=1003 | 1007..=1014 | 3000..=4999 => {
            assert!(code.is_allowed_on_wire() && !code.is_local_only());
            assert_eq!(CloseCode::sendable(number), Ok(code));
            assert_eq!(CloseFrame::new(number, "bye").unwrap().encode(), [&number.to_be_bytes(), &b"bye"[..]].concat());
        }
        1016..=2999 => {}
        _ => assert!(!code.is_allowed_on_wire() && CloseFrame::new(number, "").is_err()),
    }
    // Predicates.
    if code != LOCAL {
        assert_eq!(code.is_local_only(), matches!(number, 1005 | 1006 | 1015));
    }
    assert_eq!(code.is_normal(), matches!(number, 1000 | 1001 | 1005));
    assert_eq!(code.is_allowed_in_close_call(), matches!(number, 1000 | 3000..=4999));
    // Policies.
    let body = number.to_be_bytes();
    for (policy, last) in [(REGISTRY_2026, 1014), (RFC_6455, 1011)] {
        let accepted = matches!(number, 1000..=1003 | 1007..=1014 | 3000..=4999) && !(last + 1..3000).contains(&number);
        let echo = CloseFrame::parse(&body, policy).map(|close| close.echo().encode().to_vec());
        assert_eq!(echo.ok(), accepted.then(|| body.to_vec()), "{number}");
    }
    assert_eq!(CodePolicy::Browser.allows(code), !matches!(number, 1005 | 1006 | 1015));
    let extensible = matches!(number, 1000..=1003 | 1007..=1014 | 1016..=4999);
    if code != LOCAL {
        assert_eq!(CodePolicy::Extensible.allows(code), extensible);
    }
    const BELOW_3000: CodePolicy = CodePolicy::Only(&[0..=2999]);
    assert_eq!(BELOW_3000.allows(code), number < 3000 && !matches!(number, 1005 | 1006 | 1015));
    // Text from before the registration.
    assert_eq!(number.to_string().parse(), Ok(code));
    assert_eq!(format!("{number} {range}").parse(), Ok(code));
    assert_eq!(code.to_string().parse(), Ok(code));
}

fn constants_match() {
    for (code, name) in [(PROTOCOL, "protocol"), (LOCAL, "local"), (LIBRARY, "library"), (PRIVATE, "private")] {
        let found = match CloseCode::from_u16(code.as_u16()) {
            PROTOCOL => "protocol",
            LOCAL => "local",
            LIBRARY => "library",
            PRIVATE => "private",
            _ => "another",
        };
        assert_eq!(found, name);
    }
}

#[cfg(not(feature = "macros"))]
fn tables_hold_their_codes() {}

#[cfg(feature = "macros")]
fn tables_hold_their_codes() {
    #[close_codes::close_codes(registered = "allow")]
    enum Own {
        Library = NEW_LIBRARY,
        Private = 4001,
    }

    assert_eq!(Own::try_from(LIBRARY), Ok(Own::Library));
    assert_eq!((Own::Library.to_string(), Own::Library.key()), ("NEW_LIBRARY Library".to_owned(), "library"));
    assert_eq!(Own::try_from(PRIVATE), Ok(Own::Private));
}
