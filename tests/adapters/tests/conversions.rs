//! Codes and frames of other libraries, into this crate's types and back.
#![allow(clippy::unwrap_used, reason = "what goes wrong here fails a test")]

use close_codes::{CloseBody, CloseCode, CloseFrame, InvalidCloseKind, Profile, Role};

const BYE: CloseFrame = CloseFrame::from_static(CloseCode::GoingAway, "bye");
const NO_REASON: CloseFrame = CloseFrame::from_static(CloseCode::BadGateway, "");

/// Frames that no constructor makes, but that a lenient profile lets in, to be echoed.
fn lenient() -> Vec<CloseFrame> {
    let codes = [0, 1, 999, 1004, 1999, 2999, 5000, 65535_u16];
    codes.map(|code| CloseFrame::parse(&code.to_be_bytes(), Profile::Browser).unwrap().unwrap()).into()
}

/// Tests a library that has a struct for a frame with a code, and `Message::Close(Option<…>)`.
macro_rules! test_frames {
    ($frame:ty, $message:ty, $make:expr) => {
        #[test]
        fn frames_and_messages_go_both_ways() {
            for frame in [BYE, NO_REASON] {
                let theirs = <$frame>::from(frame);
                assert_eq!(CloseFrame::try_from(&theirs), Ok(frame));
                assert_eq!(CloseFrame::try_from(theirs.clone()), Ok(frame));
                assert_eq!(CloseBody::try_from(Some(theirs.clone())), Ok(CloseBody::new(frame)));
                assert_eq!(CloseBody::try_from(&<$message>::from(frame)), Ok(CloseBody::new(frame)));
                assert_eq!(CloseBody::try_from(<$message>::from(frame)), Ok(CloseBody::new(frame)));
                assert_eq!(Option::<$frame>::from(CloseBody::new(frame)), Some(theirs));
            }
            assert_eq!(Option::<$frame>::from(CloseBody::EMPTY), None);
            assert_eq!(CloseBody::try_from(&None::<$frame>), Ok(CloseBody::EMPTY));
            assert_eq!(<$message>::from(CloseBody::EMPTY), <$message>::Close(None));
            let ping = <$message>::Ping(Default::default());
            assert_eq!(CloseBody::try_from(&ping), Err(NotCloseBody::OtherMessage));
        }

        #[test]
        fn their_frames_are_taken_if_they_may_be_sent() {
            let make = $make;
            let long = "x".repeat(124);
            for code in [999, 1004, 1005, 1006, 1015, 1999, 2999, 5000] {
                let refused = InvalidCloseKind::CodeNotAllowed(CloseCode::from_u16(code));
                assert_eq!(CloseFrame::try_from(&make(code, "")), Err(refused));
                let message = <$message>::Close(Some(make(code, "")));
                assert_eq!(CloseBody::try_from(&message), Err(NotCloseBody::Invalid(refused)));
            }
            assert_eq!(CloseFrame::try_from(&make(1000, &long)), Err(InvalidCloseKind::TooLong { len: 126 }));
            assert_eq!(CloseFrame::try_from(&make(1000, &long[1..])).unwrap().reason(), &long[1..]);
        }

        #[test]
        fn an_event_takes_whatever_their_frame_holds() {
            let make = $make;
            let long = "ü".repeat(1000);
            for code in [0, 999, 1001, 1006, 4001, 65535] {
                let init = CloseEventInit::from(&make(code, &long));
                assert_eq!((init.code, init.reason, init.was_clean), (code, long.clone(), false));
            }
        }

        #[test]
        fn what_a_lenient_profile_let_in_is_echoed() {
            for frame in lenient() {
                let init = CloseEventInit::from(&<$frame>::from(frame));
                assert_eq!((init.code, init.reason.as_str()), (frame.code().as_u16(), ""));
            }
        }
    };
}

/// Tests an enum that has a value for every number.
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
    use close_codes::CloseEventInit;
    use close_codes::adapters::NotCloseBody;
    use tungstenite::Message;
    use tungstenite::protocol::frame::coding::CloseCode as TheirCode;
    use tungstenite::protocol::{CloseFrame as TheirFrame, Role as TheirRole};

    use super::*;

    test_codes!(TheirCode);
    test_roles!(TheirRole);
    test_frames!(TheirFrame, Message, |code: u16, reason: &str| TheirFrame {
        code: code.into(),
        reason: reason.into()
    });

    #[test]
    fn names_are_theirs() {
        assert_eq!(TheirCode::from(CloseCode::GoingAway), TheirCode::Away);
        assert_eq!(TheirCode::from(CloseCode::BadGateway), TheirCode::Bad(1014));
        assert_eq!(TheirCode::from(CloseCode::from_u16(3000)), TheirCode::Iana(3000));
        assert_eq!(CloseCode::from(TheirCode::Library(1006)), CloseCode::AbnormalClosure);
        assert_eq!(TheirFrame::from(BYE), TheirFrame { code: TheirCode::Away, reason: "bye".into() });
    }
}

mod axum_0_8 {
    use axum::extract::ws::{CloseFrame as TheirFrame, Message};
    use close_codes::CloseEventInit;
    use close_codes::adapters::NotCloseBody;

    use super::*;

    test_frames!(TheirFrame, Message, |code: u16, reason: &str| TheirFrame { code, reason: reason.into() });

    #[test]
    fn names_are_theirs() {
        assert_eq!(TheirFrame::from(BYE), TheirFrame { code: 1001, reason: "bye".into() });
    }
}

mod actix_http_3 {
    use actix_http::ws::{CloseCode as TheirCode, CloseReason as TheirFrame, Frame, Message};
    use close_codes::CloseEventInit;
    use close_codes::adapters::NotCloseBody;

    use super::*;

    test_codes!(TheirCode);
    test_frames!(TheirFrame, Message, |code: u16, reason: &str| TheirFrame {
        code: code.into(),
        description: Some(reason.into())
    });

    #[test]
    fn names_are_theirs() {
        assert_eq!(TheirCode::from(CloseCode::GoingAway), TheirCode::Away);
        assert_eq!(TheirCode::from(CloseCode::NoStatusReceived), TheirCode::Other(1005));
        assert_eq!(TheirFrame::from(BYE), TheirFrame { code: TheirCode::Away, description: Some("bye".into()) });
        assert_eq!(TheirFrame::from(NO_REASON), TheirFrame { code: TheirCode::Other(1014), description: None });
    }

    #[test]
    fn a_received_frame_is_taken() {
        assert_eq!(CloseBody::try_from(&Frame::Close(Some(BYE.into()))), Ok(CloseBody::new(BYE)));
        assert_eq!(CloseBody::try_from(&Frame::Close(None)), Ok(CloseBody::EMPTY));
        assert_eq!(CloseBody::try_from(&Frame::Text("bye".into())), Err(NotCloseBody::OtherMessage));
    }
}

mod tokio_websockets_0_13 {
    use close_codes::CodeNotAllowed;
    use close_codes::adapters::NotCloseBody;
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

    #[test]
    fn frames_and_messages_go_both_ways() {
        for frame in [BYE, NO_REASON, CloseFrame::new(4001, &"x".repeat(123)).unwrap()] {
            let message = Message::try_from(frame).unwrap();
            assert_eq!(&**message.as_payload(), frame.encode());
            assert_eq!(CloseBody::try_from(&message), Ok(CloseBody::new(frame)));
        }
        let message = Message::try_from(CloseBody::EMPTY).unwrap();
        assert!(message.is_close() && message.as_payload().is_empty());
        assert_eq!(CloseBody::try_from(&message), Ok(CloseBody::EMPTY));
        assert_eq!(CloseBody::try_from(&Message::ping("bye")), Err(NotCloseBody::OtherMessage));
    }

    /// `Message::close` would panic at 1004, and has no code for the others.
    #[test]
    fn what_a_lenient_profile_let_in_is_refused() {
        for frame in lenient() {
            let refused: Result<Message, CodeNotAllowed> = frame.try_into();
            assert_eq!(refused.unwrap_err().code(), frame.code());
            assert!(Message::try_from(CloseBody::new(frame)).is_err());
        }
    }
}

mod fastwebsockets_0_10 {
    use close_codes::adapters::NotCloseBody;
    use fastwebsockets::{CloseCode as TheirCode, Frame, OpCode, Role as TheirRole};

    use super::*;

    test_codes!(TheirCode);
    test_roles!(TheirRole);

    #[test]
    fn frames_go_both_ways() {
        for body in [BYE.into(), NO_REASON.into(), CloseBody::EMPTY] {
            let frame = Frame::from(body);
            assert!(frame.fin && frame.opcode == OpCode::Close);
            assert_eq!(&*frame.payload, body.encode());
            assert_eq!(CloseBody::try_from(&frame), Ok(body));
        }
        for frame in lenient() {
            assert_eq!(&*Frame::from(frame).payload, frame.encode());
        }
    }

    #[test]
    fn what_is_no_close_frame_is_refused() {
        let text = Frame::text(b"bye".as_slice().into());
        assert_eq!(CloseBody::try_from(&text), Err(NotCloseBody::OtherMessage));
        let refused = |body: &'static [u8]| CloseBody::try_from(&Frame::close_raw(body.into())).unwrap_err();
        assert_eq!(refused(b"!"), NotCloseBody::Invalid(InvalidCloseKind::OneByte));
        assert_eq!(refused(&[3; 126]), NotCloseBody::Invalid(InvalidCloseKind::TooLong { len: 126 }));
        assert_eq!(refused(b"\x03\xE8\xFF").to_string(), "a close reason is not UTF-8 at byte 0");
    }
}
