//! What holds of every received close frame's body, by RFC 6455.

use close_codes::{CloseBody, CloseCode, CloseFrame, InvalidClose, InvalidCloseKind, Profile};

pub const PROFILES: [Profile; 3] = [Profile::Strict, Profile::Extensible, Profile::Browser];

/// What a receiver has to make of the body: RFC 6455, sections 5.5, 5.5.1, 7.4 and 8.1, and the profile.
pub fn fault(body: &[u8], profile: Profile) -> Option<InvalidCloseKind> {
    let (high, low, reason) = match body {
        [] => return None,
        [_] => return Some(InvalidCloseKind::OneByte),
        [high, low, reason @ ..] => (high, low, reason),
    };
    if body.len() > 125 {
        return Some(InvalidCloseKind::TooLong { len: body.len() });
    }
    let code = u16::from_be_bytes([*high, *low]);
    let is_allowed = match profile {
        Profile::Strict => match code {
            1000..=1003 | 1007..=1014 | 3000..=4999 => true,
            // IANA may register some of these.
            1016..=2999 => CloseCode::from_u16(code).is_registered(),
            _ => false,
        },
        Profile::Extensible => matches!(code, 1000..=1003 | 1007..=1014 | 1016..=4999),
        Profile::Browser => !matches!(code, 1005 | 1006 | 1015),
        _ => panic!("nothing is known of {profile:?}"),
    };
    if !is_allowed {
        return Some(InvalidCloseKind::CodeNotAllowed(CloseCode::from_u16(code)));
    }
    let valid_up_to = std::str::from_utf8(reason).err()?.valid_up_to();
    Some(InvalidCloseKind::NotUtf8 { valid_up_to })
}

/// Parsing finds the fault, and only that, and loses nothing of the body.
pub fn check(body: &[u8], profile: Profile) {
    let parsed = CloseFrame::parse(body, profile);
    assert_eq!(parsed.err().map(InvalidClose::kind), fault(body, profile));
    let parts =
        parsed.as_ref().map(|frame| frame.as_ref().map(|frame| (frame.code(), frame.reason()))).map_err(|error| *error);
    assert_eq!(CloseFrame::parse_parts(body, profile), parts);
    assert_eq!(CloseBody::parse(body, profile).map(Option::from), parsed);
    match parsed {
        Ok(None) => assert!(body.is_empty()),
        Ok(Some(frame)) => {
            assert_eq!(frame.encode(), body);
            assert_eq!([&frame.code().as_u16().to_be_bytes(), frame.reason().as_bytes()].concat(), body);
            let mut buffer = [0xAA; 126];
            assert_eq!(frame.encode_into(&mut buffer).as_deref(), Ok(body));
            assert!(buffer.get(body.len()..).is_some_and(|rest| rest.iter().all(|&byte| byte == 0xAA)));
        }
        Err(error) => {
            assert_eq!(error.body(), body);
            let head = error.code().map(|code| code.as_u16().to_be_bytes().to_vec()).unwrap_or(body.to_vec());
            assert_eq!([&head, error.reason_bytes()].concat(), body);
            let is_text_at_fault = matches!(error.kind(), InvalidCloseKind::NotUtf8 { .. });
            assert_eq!(error.fail_code(), if is_text_at_fault { 1007 } else { 1002 });
        }
    }
}
