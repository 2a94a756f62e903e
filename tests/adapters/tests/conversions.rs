//! Conversions of other libraries' codes and frames into this crate's types and back.
#![allow(clippy::unwrap_used, reason = "what goes wrong here fails a test")]

use close_codes::frame::InvalidCloseKind;
use close_codes::{CloseCode, CloseFrame, Role};

const BYE: CloseFrame = CloseFrame::from_static(CloseCode::GoingAway, "bye");
const NO_REASON: CloseFrame = CloseFrame::from_static(CloseCode::BadGateway, "");

/// Returns `true` for a code that may be sent by RFC 6455, section 7.4, or for 1016-2999 by IANA's registry.
const fn may_be_sent(number: u16) -> bool {
    match number {
        1000..=1003 | 1007..=1014 | 3000..=4999 => true,
        1016..=2999 => CloseCode::from_u16(number).is_allowed_on_wire(),
        _ => false,
    }
}

const fn refused(number: u16) -> InvalidCloseKind {
    InvalidCloseKind::CodeNotAllowed(CloseCode::from_u16(number))
}

/// Returns a frame for each code that may be sent, with and without a reason, one with the longest reason, and the empty frame.
fn frames() -> Vec<CloseFrame> {
    let codes = (0..=u16::MAX).filter(|number| may_be_sent(*number));
    let mut frames: Vec<_> =
        codes.flat_map(|number| ["", "bye …"].map(|reason| CloseFrame::new(number, reason).unwrap())).collect();
    frames.extend([CloseFrame::new(4001, &"x".repeat(123)).unwrap(), CloseFrame::EMPTY]);
    assert!(frames.len() >= 2 * 2012 + 2);
    frames
}

/// Tests a library that has a struct for a frame with a code, and `Message::Close(Option<…>)`. `$make` makes such a frame of any
/// code and reason, and `$split` returns both.
macro_rules! test_frames {
    ($frame:ty, $message:ty, $make:expr, $split:expr) => {
        #[test]
        fn frames_and_messages_go_both_ways() {
            for frame in frames() {
                let theirs = Option::<$frame>::from(frame);
                let parts = (frame.code().as_u16(), frame.reason().to_owned());
                assert_eq!(theirs.clone().map($split), (frame != CloseFrame::EMPTY).then_some(parts));
                assert_eq!(CloseFrame::try_from(&theirs), Ok(frame));
                assert_eq!(CloseFrame::try_from(theirs.clone()), Ok(frame));
                let message = <$message>::from(frame);
                assert_eq!(message, <$message>::Close(theirs.clone()));
                assert_eq!(CloseFrame::try_from(&message), Ok(frame));
                assert_eq!(CloseFrame::try_from(message), Ok(frame));
                if let Some(theirs) = theirs {
                    assert_eq!(CloseFrame::try_from(&theirs), Ok(frame));
                    assert_eq!(CloseFrame::try_from(theirs), Ok(frame));
                }
            }
        }

        #[test]
        fn an_empty_frame_is_none() {
            assert_eq!(Option::<$frame>::from(CloseFrame::EMPTY), None);
            assert_eq!(<$message>::from(CloseFrame::EMPTY), <$message>::Close(None));
            assert_eq!(CloseFrame::try_from(None::<$frame>), Ok(CloseFrame::EMPTY));
            assert_eq!(CloseFrame::try_from(&<$message>::Close(None)), Ok(CloseFrame::EMPTY));
        }

        #[test]
        fn another_message_is_refused() {
            let ping = <$message>::Ping(Default::default());
            assert_eq!(CloseFrame::try_from(&ping), Err(NotCloseFrame::OtherMessage));
            assert_eq!(CloseFrame::try_from(ping), Err(NotCloseFrame::OtherMessage));
        }

        #[test]
        fn their_frames_are_taken_if_they_may_be_sent() {
            let make = $make;
            for number in 0..=u16::MAX {
                let theirs = make(number, "");
                let expected =
                    if may_be_sent(number) { Ok(CloseFrame::new(number, "").unwrap()) } else { Err(refused(number)) };
                assert_eq!(CloseFrame::try_from(&theirs), expected);
                assert_eq!(CloseFrame::try_from(theirs.clone()), expected);
                assert_eq!(CloseFrame::try_from(&Some(theirs.clone())), expected);
                assert_eq!(CloseFrame::try_from(Some(theirs.clone())), expected);
                let message = <$message>::Close(Some(theirs));
                assert_eq!(CloseFrame::try_from(&message), expected.map_err(NotCloseFrame::Invalid));
                assert_eq!(CloseFrame::try_from(message), expected.map_err(NotCloseFrame::Invalid));
            }
        }

        #[test]
        fn a_reason_has_at_most_123_bytes() {
            let make = $make;
            let long = "x".repeat(124);
            let too_long = InvalidCloseKind::TooLong { len: 126 };
            assert_eq!(CloseFrame::try_from(&make(1000, &long)), Err(too_long));
            assert_eq!(CloseFrame::try_from(make(1000, &long)), Err(too_long));
            assert_eq!(CloseFrame::try_from(Some(make(1000, &long))), Err(too_long));
            let message = <$message>::Close(Some(make(1000, &long)));
            assert_eq!(CloseFrame::try_from(&message), Err(NotCloseFrame::Invalid(too_long)));
            assert_eq!(CloseFrame::try_from(&make(1000, &long[1..])).unwrap().reason(), &long[1..]);
        }

        #[test]
        fn an_event_takes_any_code_and_reason() {
            let make = $make;
            let long = "ü".repeat(1000);
            for number in 0..=u16::MAX {
                let reason = if number % 1000 == 1 { &long } else { "" };
                let init = CloseEventInit::from(&make(number, reason));
                assert_eq!((init.code, init.reason.as_str(), init.was_clean), (number, reason, false));
            }
        }
    };
}

/// Tests an enum that has a value for each number.
macro_rules! test_codes {
    ($code:ty) => {
        #[test]
        fn no_number_is_lost() {
            for number in 0..=u16::MAX {
                let theirs = <$code>::from(CloseCode::from_u16(number));
                assert_eq!(u16::from(theirs), number);
                assert_eq!(CloseCode::from(theirs).as_u16(), number);
            }
        }
    };
}

macro_rules! test_roles {
    ($role:ty) => {
        #[test]
        fn roles_go_both_ways() {
            assert_eq!(Role::from(<$role>::Server), Role::Server);
            assert_eq!(Role::from(<$role>::Client), Role::Client);
            assert!(<$role>::from(Role::Server) == <$role>::Server);
            assert!(<$role>::from(Role::Client) == <$role>::Client);
        }
    };
}

mod tungstenite_0_30 {
    use close_codes::adapters::NotCloseFrame;
    use close_codes::dom::CloseEventInit;
    use tungstenite::Message;
    use tungstenite::protocol::frame::coding::CloseCode as TheirCode;
    use tungstenite::protocol::{CloseFrame as TheirFrame, Role as TheirRole};

    use super::*;

    test_codes!(TheirCode);
    test_roles!(TheirRole);
    test_frames!(
        TheirFrame,
        Message,
        |code: u16, reason: &str| TheirFrame { code: code.into(), reason: reason.into() },
        |frame: TheirFrame| (frame.code.into(), frame.reason.to_string())
    );

    #[test]
    fn names_are_theirs() {
        assert_eq!(TheirCode::from(CloseCode::GoingAway), TheirCode::Away);
        assert_eq!(TheirCode::from(CloseCode::BadGateway), TheirCode::Bad(1014));
        assert_eq!(TheirCode::from(CloseCode::from_u16(3000)), TheirCode::Iana(3000));
        assert_eq!(CloseCode::from(TheirCode::Library(1006)), CloseCode::AbnormalClosure);
        assert_eq!(Option::from(BYE), Some(TheirFrame { code: TheirCode::Away, reason: "bye".into() }));
    }
}

mod axum_0_8 {
    use axum::extract::ws::{CloseFrame as TheirFrame, Message};
    use close_codes::adapters::NotCloseFrame;
    use close_codes::dom::CloseEventInit;

    use super::*;

    test_frames!(
        TheirFrame,
        Message,
        |code: u16, reason: &str| TheirFrame { code, reason: reason.into() },
        |frame: TheirFrame| (frame.code, frame.reason.to_string())
    );

    #[test]
    fn names_are_theirs() {
        assert_eq!(Option::from(BYE), Some(TheirFrame { code: 1001, reason: "bye".into() }));
    }
}

mod actix_http_3 {
    use actix_http::ws::{CloseCode as TheirCode, CloseReason as TheirFrame, Frame, Message};
    use close_codes::adapters::NotCloseFrame;
    use close_codes::dom::CloseEventInit;

    use super::*;

    test_codes!(TheirCode);
    test_frames!(
        TheirFrame,
        Message,
        |code: u16, reason: &str| TheirFrame { code: code.into(), description: Some(reason.into()) },
        |frame: TheirFrame| (frame.code.into(), frame.description.unwrap_or_default())
    );

    #[test]
    fn names_are_theirs() {
        assert_eq!(TheirCode::from(CloseCode::GoingAway), TheirCode::Away);
        assert_eq!(TheirCode::from(CloseCode::NoStatusReceived), TheirCode::Other(1005));
        let bye = TheirFrame { code: TheirCode::Away, description: Some("bye".into()) };
        assert_eq!(Option::from(BYE), Some(bye));
        assert_eq!(Option::from(NO_REASON), Some(TheirFrame { code: TheirCode::Other(1014), description: None }));
    }

    #[test]
    fn a_received_frame_is_taken() {
        for frame in frames() {
            let theirs = Frame::Close(frame.into());
            assert_eq!(CloseFrame::try_from(&theirs), Ok(frame));
            assert_eq!(CloseFrame::try_from(theirs), Ok(frame));
        }
        for number in (0..=u16::MAX).filter(|number| !may_be_sent(*number)) {
            let theirs = Frame::Close(Some(TheirFrame { code: number.into(), description: None }));
            assert_eq!(CloseFrame::try_from(&theirs), Err(NotCloseFrame::Invalid(refused(number))));
        }
        assert_eq!(CloseFrame::try_from(&Frame::Close(None)), Ok(CloseFrame::EMPTY));
        assert_eq!(CloseFrame::try_from(&Frame::Text("bye".into())), Err(NotCloseFrame::OtherMessage));
    }
}

mod tokio_websockets_0_13 {
    use close_codes::adapters::NotCloseFrame;
    use tokio_websockets::{CloseCode as TheirCode, Message};

    use super::*;

    #[test]
    fn numbers_are_kept_or_refused() {
        for number in 0..=u16::MAX {
            let code = CloseCode::from_u16(number);
            match TheirCode::try_from(code) {
                Ok(theirs) => assert_eq!(CloseCode::from(theirs), code),
                Err(error) => assert_eq!(error.code(), code),
            }
            assert_eq!(TheirCode::try_from(code).is_ok(), matches!(number, 1000..=1015 | 3000..=4999), "{number}");
        }
    }

    /// Checks that no frame makes `Message::close` panic, as 1004, 1005, 1006, 1015 and a long reason would.
    #[test]
    fn frames_and_messages_go_both_ways() {
        for frame in frames() {
            match Message::try_from(frame) {
                Ok(message) => {
                    assert!(message.is_close());
                    assert_eq!(&**message.as_payload(), frame.encode());
                    assert_eq!(CloseFrame::try_from(&message), Ok(frame));
                    assert_eq!(CloseFrame::try_from(message), Ok(frame));
                }
                // A code that was registered after tokio-websockets 0.13.
                Err(error) => {
                    assert_eq!(error.code(), frame.code());
                    assert!(matches!(frame.code().as_u16(), 1016..=2999), "{frame}");
                }
            }
        }
        let message = Message::try_from(CloseFrame::EMPTY).unwrap();
        assert!(message.is_close() && message.as_payload().is_empty());
        assert_eq!(CloseFrame::try_from(Message::close(None, "")), Ok(CloseFrame::EMPTY));
    }

    #[test]
    fn another_message_is_refused() {
        assert_eq!(CloseFrame::try_from(&Message::ping("bye")), Err(NotCloseFrame::OtherMessage));
        assert_eq!(CloseFrame::try_from(Message::ping("bye")), Err(NotCloseFrame::OtherMessage));
    }
}

mod fastwebsockets_0_10 {
    use close_codes::adapters::NotCloseFrame;
    use fastwebsockets::{CloseCode as TheirCode, Frame, OpCode, Role as TheirRole};

    use super::*;

    test_codes!(TheirCode);
    test_roles!(TheirRole);

    #[test]
    fn frames_go_both_ways() {
        for frame in frames() {
            let theirs = Frame::from(frame);
            assert!(theirs.fin && theirs.opcode == OpCode::Close);
            assert_eq!(&*theirs.payload, frame.encode());
            assert_eq!(CloseFrame::try_from(&theirs), Ok(frame));
            assert_eq!(CloseFrame::try_from(theirs), Ok(frame));
        }
        assert_eq!(CloseFrame::try_from(Frame::close_raw(vec![].into())), Ok(CloseFrame::EMPTY));
    }

    #[test]
    fn their_frames_are_taken_if_they_may_be_sent() {
        for number in 0..=u16::MAX {
            let theirs = Frame::close(number, b"bye");
            let expected = if may_be_sent(number) {
                Ok(CloseFrame::new(number, "bye").unwrap())
            } else {
                Err(NotCloseFrame::Invalid(refused(number)))
            };
            assert_eq!(CloseFrame::try_from(&theirs), expected);
            assert_eq!(CloseFrame::try_from(theirs), expected);
        }
    }

    #[test]
    fn a_frame_that_is_not_a_close_frame_is_refused() {
        let text = Frame::text(b"bye".as_slice().into());
        assert_eq!(CloseFrame::try_from(&text), Err(NotCloseFrame::OtherMessage));
        let refused = |body: &'static [u8]| CloseFrame::try_from(&Frame::close_raw(body.into())).unwrap_err();
        assert_eq!(refused(b"!"), NotCloseFrame::Invalid(InvalidCloseKind::OneByte));
        assert_eq!(refused(&[3; 126]), NotCloseFrame::Invalid(InvalidCloseKind::TooLong { len: 126 }));
        assert_eq!(refused(b"\x03\xE8\xFF").to_string(), "a close reason is not UTF-8 at byte 0");
    }
}
