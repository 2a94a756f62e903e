//! Codes, ranges and languages as text, and text as codes.

use close_codes::{CloseCode, CodeRange, Language};

#[test]
fn a_code_is_shown_as_number_and_name() {
    let shown = [(1000, "1000 Normal Closure"), (1012, "1012 Service Restart"), (1014, "1014 Bad Gateway")];
    let unregistered = [(0, "0 Unused"), (1999, "1999 Standard"), (2000, "2000 Extension"), (3999, "3999 Library")];
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
fn a_code_is_parsed_from_number_name_key_variant_and_both() {
    for text in [
        "1012",
        " 1012 ",
        "01012",
        "Service Restart",
        "service restart",
        "service_restart",
        "ServiceRestart",
        "SERVICERESTART",
        "1012 ServiceRestart",
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
fn what_display_and_debug_print_is_parsed_back() {
    for number in 0..=u16::MAX {
        let code = CloseCode::from_u16(number);
        assert_eq!(code.to_string().parse(), Ok(code));
        assert_eq!(number.to_string().parse(), Ok(code));
    }
    for code in CloseCode::ALL {
        assert_eq!(code.name().parse(), Ok(*code));
        assert_eq!(code.key().parse(), Ok(*code));
        assert_eq!(format!("{code:?}").parse(), Ok(*code));
    }
}

#[test]
fn other_text_is_refused_with_a_reason() {
    for (text, message) in [
        ("", "an empty text is not a close code"),
        ("   ", "an empty text is not a close code"),
        ("65536", "a close code is a number from 0 to 65535"),
        ("99999999999999999999", "a close code is a number from 0 to 65535"),
        ("+1000", "not a close code: write a number from 0 to 65535, or the name or key of a known code"),
        ("-1", "not a close code: write a number from 0 to 65535, or the name or key of a known code"),
        ("1e3", "not a close code: write a number from 0 to 65535, or the name or key of a known code"),
        ("Application", "not a close code: write a number from 0 to 65535, or the name or key of a known code"),
        ("ServiceRestar", "not a close code: write a number from 0 to 65535, or the name or key of a known code"),
        ("ServiceRestarted", "not a close code: write a number from 0 to 65535, or the name or key of a known code"),
        ("ServiceRestartré", "not a close code: write a number from 0 to 65535, or the name or key of a known code"),
        ("Unregistered", "not a close code: write a number from 0 to 65535, or the name or key of a known code"),
        ("1012 GoingAway", "1012 has another name: Service Restart"),
        ("Normal", "not a close code: write a number from 0 to 65535, or the name or key of a known code"),
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
    for (number, key) in [(999, "unused"), (1999, "standard"), (3999, "library"), (4999, "application")] {
        assert_eq!(CloseCode::from_u16(number).key(), key);
    }
}

#[test]
fn languages_are_found_by_tag() {
    for tag in [
        "es",
        "ES",
        "es-MX",
        "es_mx",
        "es_MX.UTF-8",
        "es_ES@euro",
        "es@euro",
        "es.UTF-8",
        "es-419",
        "es-Latn-ES-x-private",
    ] {
        assert_eq!(Language::from_tag(tag), Some(Language::Es), "{tag}");
    }
    assert_eq!(Language::from_tag("en-GB"), Some(Language::En));
    for tag in ["zh-Hans", "zh-hans-CN", "zh", "zh-CN", "zh_SG.UTF-8", "ZH"] {
        assert_eq!(Language::from_tag(tag), Some(Language::ZhHans), "{tag}");
    }
    for tag in ["", "-", "e", "ess", "esp-MX", "C", "POSIX", "x-es", "tlh"] {
        assert_eq!(Language::from_tag(tag), None, "{tag}");
    }
    assert_eq!(Language::ALL.first(), Some(&Language::En));
    assert_eq!((Language::Es.tag(), Language::Es.name()), ("es", "Español"));
    assert_eq!(format!("{:>4}|", Language::Es), "  es|");
}

#[test]
fn each_language_has_its_names() {
    let names = [
        (1000, "Normal Closure", "Cierre normal"),
        (1001, "Going Away", "Extremo no disponible"),
        (1002, "Protocol error", "Error de protocolo"),
        (1003, "Unsupported Data", "Datos no admitidos"),
        (1004, "Reserved", "Reservado"),
        (1005, "No Status Rcvd", "Código de estado no recibido"),
        (1006, "Abnormal Closure", "Cierre anormal"),
        (1007, "Invalid frame payload data", "Carga útil de trama no válida"),
        (1008, "Policy Violation", "Violación de la política"),
        (1009, "Message Too Big", "Mensaje demasiado grande"),
        (1010, "Mandatory Ext.", "Extensión obligatoria ausente"),
        (1011, "Internal Error", "Error interno"),
        (1012, "Service Restart", "Reinicio del servicio"),
        (1013, "Try Again Later", "Reintentar más tarde"),
        (1014, "Bad Gateway", "Puerta de enlace incorrecta"),
        (1015, "TLS handshake", "Fallo de la negociación TLS"),
        (3000, "Unauthorized", "No autorizado"),
        (3003, "Forbidden", "Prohibido"),
        (3008, "Timeout", "Tiempo de espera agotado"),
        (999, "Unused", "Sin uso"),
        (1999, "Standard", "Estándar"),
        (2000, "Extension", "Extensión"),
        (3001, "Library", "Biblioteca"),
        (4001, "Application", "Aplicación"),
        (5000, "Undefined", "No definido"),
    ];
    for (number, english, spanish) in names {
        let code = CloseCode::from_u16(number);
        assert_eq!((code.name(), code.name_in(Language::En)), (english, english), "{number}");
        assert_eq!(code.name_in(Language::Es), spanish, "{number}");
    }
}

#[test]
fn each_language_has_its_descriptions() {
    let (en, es) = (Language::En, Language::Es);
    let english = "The endpoint received a message that is too big for it to process.";
    let spanish = "El extremo recibió un mensaje demasiado grande para procesarlo.";
    let code = CloseCode::MessageTooBig;
    assert_eq!((code.description(), code.description_in(en), code.description_in(es)), (english, english, spanish));

    let english = "Codes for private use, agreed upon between applications. They cannot be registered.";
    let spanish = "Códigos de uso privado, acordados entre aplicaciones. No pueden registrarse.";
    let (code, range) = (CloseCode::from_u16(4001), CodeRange::Application);
    assert_eq!((code.description(), code.description_in(en), code.description_in(es)), (english, english, spanish));
    assert_eq!((range.description(), range.description_in(en), range.description_in(es)), (english, english, spanish));
}

#[test]
fn ranges_have_names_and_keys() {
    let (name, spanish) = (CodeRange::Library.name(), CodeRange::Library.name_in(Language::Es));
    assert_eq!((name, spanish, CodeRange::Library.key()), ("Library", "Biblioteca", "library"));
    assert_eq!(format!("{:<12}|", CodeRange::Application), "Application |");
}
