//! Rules for the body of every received close frame (RFC 6455, sections 5.5.1 and 7.4).

use close_codes::frame::InvalidCloseKind;
use close_codes::{CloseCode, CloseFrame, CodePolicy, InvalidClose};

pub const POLICIES: [CodePolicy; 4] = [
    CodePolicy::Strict,
    CodePolicy::Extensible,
    CodePolicy::Browser,
    // Includes codes that no policy accepts, and codes that may not be sent.
    CodePolicy::Only(&[1000..=1015, 1999..=1999, 3000..=4999]),
];

/// The fault that a receiver must find in the body: RFC 6455, sections 5.5, 5.5.1, 7.4 and 8.1, and the policy.
pub fn fault(body: &[u8], policy: CodePolicy) -> Option<InvalidCloseKind> {
    let (high, low, reason) = match body {
        [] => return None,
        [_] => return Some(InvalidCloseKind::OneByte),
        [high, low, reason @ ..] => (high, low, reason),
    };
    if body.len() > 125 {
        return Some(InvalidCloseKind::TooLong { len: body.len() });
    }
    let code = u16::from_be_bytes([*high, *low]);
    let is_allowed = match policy {
        CodePolicy::Strict => may_be_sent(code),
        CodePolicy::Extensible => matches!(code, 1000..=1003 | 1007..=1014 | 1016..=4999),
        CodePolicy::Browser => !matches!(code, 1005 | 1006 | 1015),
        CodePolicy::Only(ranges) => {
            !matches!(code, 1005 | 1006 | 1015) && ranges.iter().any(|range| range.contains(&code))
        }
        _ => panic!("unknown policy {policy:?}: add it here"),
    };
    if !is_allowed {
        return Some(InvalidCloseKind::CodeNotAllowed(CloseCode::from_u16(code)));
    }
    std::str::from_utf8(reason).err().map(InvalidCloseKind::NotUtf8)
}

/// Returns `true` if an endpoint may send the code (RFC 6455, section 7.4). IANA may register some of 1016-2999.
pub const fn may_be_sent(code: u16) -> bool {
    match code {
        1000..=1003 | 1007..=1014 | 3000..=4999 => true,
        1016..=2999 => CloseCode::from_u16(code).is_registered(),
        _ => false,
    }
}

/// Checks that parsing finds the expected fault and keeps all bytes of the body.
pub fn check(body: &[u8], policy: CodePolicy) {
    let parsed = CloseFrame::parse(body, policy);
    assert_eq!(parsed.err().map(InvalidClose::kind), fault(body, policy));
    match parsed {
        Ok(close) => {
            assert_eq!(close.is_empty(), body.is_empty());
            let code = close.code().as_u16();
            if !body.is_empty() {
                assert_eq!([&code.to_be_bytes(), close.reason().as_bytes()].concat(), body);
            }
            let echo = close.echo();
            assert_eq!(echo.encode(), if may_be_sent(code) { body } else { &[] });
            assert_eq!(
                (echo.reason(), echo.is_empty()),
                if echo.encode().is_empty() { ("", true) } else { (close.reason(), false) }
            );
            let mut buffer = [0xAA; 126];
            assert_eq!(echo.encode_into(&mut buffer).as_deref(), Ok(echo.encode()));
            assert!(buffer.get(echo.encode().len()..).is_some_and(|rest| rest.iter().all(|&byte| byte == 0xAA)));
        }
        Err(error) => {
            assert_eq!(error.body(), body);
            let head = error.code().map(|code| code.as_u16().to_be_bytes().to_vec()).unwrap_or(body.to_vec());
            assert_eq!([&head, error.reason_bytes()].concat(), body);
            let is_text_at_fault = matches!(error.kind(), InvalidCloseKind::NotUtf8(_));
            assert_eq!(error.fail_code(), if is_text_at_fault { 1007 } else { 1002 });
        }
    }
}
