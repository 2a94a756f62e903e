//! The feature `serde`: a code is its number, a reason its text.

use close_codes::{CloseCode, CloseReason, CodeOf};

/// As the manual of the attribute says it, whose example is not run: it needs serde's derives.
#[close_codes::close_codes]
#[derive(serde::Serialize, serde::Deserialize)]
#[serde(into = "u16", try_from = "u16")]
enum GameCode {
    TokenExpired = 4001,
    Flood = 4008,
}

#[test]
fn a_code_of_an_application_is_its_number() {
    assert_eq!(serde_json::to_string(&GameCode::Flood).unwrap(), "4008");
    assert_eq!(serde_json::from_str::<GameCode>("4001").unwrap(), GameCode::TokenExpired);
    assert!(serde_json::from_str::<GameCode>("4003").is_err());
}

/// A field of an application's own type.
#[derive(Debug, PartialEq, serde::Serialize, serde::Deserialize)]
struct Ended {
    code: CodeOf<GameCode>,
}

#[test]
fn a_code_of_an_application_or_another_is_its_number() {
    for (json, code) in [
        (r#"{"code":4008}"#, CodeOf::Known(GameCode::Flood)),
        (r#"{"code":1006}"#, CodeOf::Other(CloseCode::AbnormalClosure)),
        (r#"{"code":4003}"#, CodeOf::Other(CloseCode::from_u16(4003))),
        (r#"{"code":65535}"#, CodeOf::Other(CloseCode::from_u16(65535))),
    ] {
        assert_eq!(serde_json::to_string(&Ended { code }).unwrap(), json);
        let ended: Ended = serde_json::from_str(json).unwrap();
        assert_eq!(ended, Ended { code });
        assert_eq!(ended.code.known(), code.known());
    }
    for json in [r#"{"code":65536}"#, r#"{"code":-1}"#, r#"{"code":"4008"}"#, r#"{"code":"Flood"}"#, r#"{"code":null}"#]
    {
        assert!(serde_json::from_str::<Ended>(json).is_err(), "{json}");
    }
}

#[test]
fn every_number_comes_back() {
    for number in 0..=u16::MAX {
        let code = CloseCode::from_u16(number);
        let json = serde_json::to_string(&code).unwrap();
        assert_eq!(json, number.to_string());
        assert_eq!(serde_json::from_str::<CloseCode>(&json).unwrap(), code);
    }
}

#[test]
fn what_is_no_number_of_16_bits_is_refused() {
    for json in ["65536", "-1", "1000.5", "\"1000\"", "\"Normal Closure\"", "null", "[1000]"] {
        assert!(serde_json::from_str::<CloseCode>(json).is_err(), "{json}");
    }
}

#[test]
fn a_reason_comes_back_and_too_long_a_text_is_refused() {
    for text in ["", "bye", "a \"b\" \u{0} 😀", &"x".repeat(123)] {
        let reason = CloseReason::new(text).unwrap();
        let json = serde_json::to_string(&reason).unwrap();
        assert_eq!(json, serde_json::to_string(text).unwrap());
        assert_eq!(serde_json::from_str::<CloseReason>(&json).unwrap(), reason);
    }
    let error = serde_json::from_str::<CloseReason>(&format!("{:?}", "x".repeat(124))).unwrap_err();
    assert!(
        error.to_string().starts_with("a close reason has at most 123 bytes of UTF-8, and this one has 124"),
        "{error}"
    );
    let error = serde_json::from_str::<CloseReason>("1000").unwrap_err();
    assert!(
        error.to_string().starts_with("invalid type: integer `1000`, expected a string of at most 123 bytes"),
        "{error}"
    );
}
