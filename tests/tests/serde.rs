//! The feature `serde`: a code is its number.

use close_codes::CloseCode;

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
