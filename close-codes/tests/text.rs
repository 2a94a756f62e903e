//! Codes, ranges and languages as text, and text as codes.

use close_codes::{CloseCode, CodeRange, Language};

#[test]
fn a_code_is_shown_as_number_and_name() {
    let shown = [(1000, "1000 Normal Closure"), (1012, "1012 Service Restart"), (1014, "1014 Bad Gateway")];
    let unregistered = [(0, "0 Unused"), (1016, "1016 Standard"), (2000, "2000 Extension"), (3001, "3001 Library")];
    let outside = [(4001, "4001 Application"), (5000, "5000 Undefined"), (65535, "65535 Undefined")];
    for (number, text) in shown.into_iter().chain(unregistered).chain(outside) {
        assert_eq!(CloseCode::from_u16(number).to_string(), text);
    }
    assert_eq!(format!("{:?}", CloseCode::from_u16(1000)), "NormalClosure");
    let (timeout, zero) = (CloseCode::Timeout, CloseCode::from_u16(0));
    assert_eq!(format!("{timeout:14}|{timeout:<14}|{timeout:>14}|"), "3008 Timeout  |3008 Timeout  |  3008 Timeout|");
    assert_eq!(format!("{timeout:-^15}|{timeout:12}|{timeout:3}|"), "-3008 Timeout--|3008 Timeout|3008 Timeout|");
    assert_eq!(format!("{zero:>10}|{:>17}|", CloseCode::from_u16(65535)), "  0 Unused|  65535 Undefined|");
    assert_eq!(format!("{:?}", CloseCode::from_u16(4001)), "Unregistered(4001)");
}

#[test]
fn a_code_is_parsed_from_number_name_key_and_both() {
    for text in [
        "1012",
        " 1012 ",
        "01012",
        "Service Restart",
        "service restart",
        "service_restart",
        "1012 Service Restart",
        "1012\tService Restart",
        "1012  service restart",
        "1012 Standard",
    ] {
        assert_eq!(text.parse(), Ok(CloseCode::ServiceRestart), "{text}");
    }
    for text in ["4001", "4001 Application", "4001 application"] {
        assert_eq!(text.parse(), Ok(CloseCode::from_u16(4001)), "{text}");
    }
    for text in ["Mandatory Ext.", "mandatory_extension", "tls_handshake", "TLS HANDSHAKE", "0", "65535"] {
        assert!(text.parse::<CloseCode>().is_ok(), "{text}");
    }
}

#[test]
fn what_display_prints_is_parsed_back() {
    for number in 0..=u16::MAX {
        let code = CloseCode::from_u16(number);
        assert_eq!(code.to_string().parse(), Ok(code));
        assert_eq!(number.to_string().parse(), Ok(code));
    }
    for code in CloseCode::ALL {
        assert_eq!(code.name().parse(), Ok(*code));
        assert_eq!(code.key().parse(), Ok(*code));
    }
}

#[test]
fn other_text_is_refused_and_told_why() {
    for (text, message) in [
        ("", "there is no close code in an empty text"),
        ("   ", "there is no close code in an empty text"),
        ("65536", "a close code is a number from 0 to 65535"),
        ("99999999999999999999", "a close code is a number from 0 to 65535"),
        ("+1000", "neither a number from 0 to 65535 nor the name or key of a registered close code"),
        ("-1", "neither a number from 0 to 65535 nor the name or key of a registered close code"),
        ("1e3", "neither a number from 0 to 65535 nor the name or key of a registered close code"),
        ("Application", "neither a number from 0 to 65535 nor the name or key of a registered close code"),
        ("Normal", "neither a number from 0 to 65535 nor the name or key of a registered close code"),
        ("1012 Going Away", "1012 has another name: Service Restart"),
        ("4001 Token Expired", "4001 has another name: Application"),
        ("3000 Application", "3000 has another name: Unauthorized"),
    ] {
        let error = text.parse::<CloseCode>().expect_err(text);
        assert_eq!(error.to_string(), message, "{text}");
    }
}

#[test]
fn keys_are_few_and_stable() {
    let keys = [
        (1000, "normal_closure"),
        (1001, "going_away"),
        (1002, "protocol_error"),
        (1003, "unsupported_data"),
        (1004, "reserved"),
        (1005, "no_status_received"),
        (1006, "abnormal_closure"),
        (1007, "invalid_frame_payload_data"),
        (1008, "policy_violation"),
        (1009, "message_too_big"),
        (1010, "mandatory_extension"),
        (1011, "internal_error"),
        (1012, "service_restart"),
        (1013, "try_again_later"),
        (1014, "bad_gateway"),
        (1015, "tls_handshake"),
        (3000, "unauthorized"),
        (3003, "forbidden"),
        (3008, "timeout"),
    ];
    for (number, key) in keys {
        assert_eq!(CloseCode::from_u16(number).key(), key);
    }
    for (number, key) in [(999, "unused"), (1016, "standard"), (3001, "library"), (4999, "application")] {
        assert_eq!(CloseCode::from_u16(number).key(), key);
    }
}

#[test]
fn languages_are_found_by_tag() {
    for tag in ["es", "ES", "es-MX", "es_mx", "es_MX.UTF-8", "es_ES@euro", "es-419", "es-Latn-ES-x-private"] {
        assert_eq!(Language::from_tag(tag), Some(Language::Es), "{tag}");
    }
    assert_eq!(Language::from_tag("en-GB"), Some(Language::En));
    for tag in ["", "-", "e", "ess", "esp-MX", "C", "POSIX", "x-es", "tlh"] {
        assert_eq!(Language::from_tag(tag), None, "{tag}");
    }
    assert_eq!(Language::ALL.first(), Some(&Language::En));
    assert_eq!((Language::Es.tag(), Language::Es.name()), ("es", "Español"));
    assert_eq!(format!("{:>4}|", Language::Es), "  es|");
}

#[test]
fn each_language_has_its_names() {
    let (en, es) = (Language::En, Language::Es);
    for (number, english, spanish) in [
        (1000, "Normal Closure", "Cierre normal"),
        (1002, "Protocol error", "Error de protocolo"),
        (1005, "No Status Rcvd", "Estado no recibido"),
        (1006, "Abnormal Closure", "Cierre anormal"),
        (1010, "Mandatory Ext.", "Extensión faltante"),
        (4001, "Application", "Aplicación"),
    ] {
        let code = CloseCode::from_u16(number);
        assert_eq!((code.name(), code.name_in(en), code.name_in(es)), (english, english, spanish));
        assert_eq!(code.description(), code.description_in(en));
        assert_ne!(code.description(), code.description_in(es));
    }
    assert_eq!(CodeRange::Library.name(), "Library");
    assert_eq!(CodeRange::Library.name_in(es), "Biblioteca");
    assert_eq!(CodeRange::Library.key(), "library");
    assert_eq!(format!("{:<12}|", CodeRange::Application), "Application |");
    assert!(CodeRange::Application.description_in(es).starts_with("Códigos de uso privado"));
}
