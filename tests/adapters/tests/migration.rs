//! The pages `close-codes/src/adapters/migrating/*.md`: each row of their tables, and their claims about the wire and logs.
#![allow(clippy::unwrap_used, reason = "what goes wrong here fails a test")]

use std::fmt::Debug;

use close_codes::{CloseCode, CloseFrame, CodePolicy, CodeRange};

const BYE: CloseFrame = CloseFrame::from_static(CloseCode::GoingAway, "bye");

/// The body of a close frame with 1014 and a reason.
const BAD_GATEWAY: &[u8] = b"\x03\xF6bye";

/// Lists the codes of a library: number, its name and code, our name and code.
macro_rules! names {
    ($theirs:ty, $($number:literal $old:ident $(($argument:literal))? => $new:ident,)+) => {
        [$((
            $number,
            concat!(stringify!($old) $(, "(", $argument, ")")?),
            <$theirs>::$old $(($argument))?,
            stringify!($new),
            CloseCode::$new,
        )),+]
    };
}

/// Lists tungstenite's names, which fastwebsockets uses too.
macro_rules! names_of_tungstenite {
    ($theirs:ty) => {
        names![$theirs,
                1000 Normal => NormalClosure,
                1001 Away => GoingAway,
                1002 Protocol => ProtocolError,
                1003 Unsupported => UnsupportedData,
                1004 Bad(1004) => Reserved,
                1005 Status => NoStatusReceived,
                1006 Abnormal => AbnormalClosure,
                1007 Invalid => InvalidFramePayloadData,
                1008 Policy => PolicyViolation,
                1009 Size => MessageTooBig,
                1010 Extension => MandatoryExtension,
                1011 Error => InternalError,
                1012 Restart => ServiceRestart,
                1013 Again => TryAgainLater,
                1014 Bad(1014) => BadGateway,
                1015 Tls => TlsHandshake,
                3000 Iana(3000) => Unauthorized,
                3003 Iana(3003) => Forbidden,
                3008 Iana(3008) => Timeout,
        ]
    };
}

/// Returns the rows of a page that begin with a number, without Markdown's backticks.
fn rows(page: &str) -> Vec<Vec<String>> {
    let rows = page.lines().filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |"));
    let rows = rows.map(|row| row.split(" | ").map(|cell| cell.replace('`', "")).collect::<Vec<_>>());
    rows.filter(|row| row.first().is_some_and(|cell| cell.parse::<u16>().is_ok())).collect()
}

fn row(cells: &[&dyn ToString]) -> Vec<String> {
    cells.iter().map(|cell| cell.to_string()).collect()
}

/// Checks the page's table of codes and the conversions both ways, for a library whose type holds each number.
fn check_names<T, const N: usize>(page: &str, names: [(u16, &str, T, &str, CloseCode); N])
where
    T: Copy + Debug + PartialEq + From<CloseCode>,
    CloseCode: From<T>,
    u16: From<T>,
{
    let mut expected = Vec::new();
    for (number, old, theirs, new, ours) in names {
        assert_eq!((u16::from(theirs), ours.as_u16()), (number, number));
        assert_eq!((CloseCode::from(theirs), T::from(ours)), (ours, theirs));
        assert_eq!((format!("{theirs:?}"), format!("{ours:?}")), (old.into(), new.into()));
        expected.push(row(&[&number, &old, &new]));
    }
    assert_eq!(rows(page), expected);
}

/// Checks the list on a page that freezes the numbers that a library allows.
fn check_frozen(page: &str, is_allowed: impl Fn(u16) -> bool) {
    const ALLOWED: CodePolicy = CodePolicy::Only(&[1000..=1003, 1007..=1013, 3000..=4999]);
    assert!(page.contains("`CodePolicy::Only(&[1000..=1003, 1007..=1013, 3000..=4999]).allows(code)`"));
    for number in 0..=u16::MAX {
        assert_eq!(ALLOWED.allows(CloseCode::from_u16(number)), is_allowed(number), "{number}");
    }
}

/// Returns a client's close frame, with a mask of zeros (RFC 6455, section 5.2).
fn from_client(body: &[u8]) -> Vec<u8> {
    [&[0x88, 0x80 | u8::try_from(body.len()).unwrap(), 0, 0, 0, 0], body].concat()
}

/// Returns a server's close frame.
fn from_server(body: &[u8]) -> Vec<u8> {
    [&[0x88, u8::try_from(body.len()).unwrap()], body].concat()
}

/// Returns the numbers for which a function and [`CloseCode::is_allowed_on_wire`] differ. Leaves out 1016 to 2999, because IANA
/// may register some of these.
fn differences(allows: impl Fn(u16) -> bool) -> Vec<u16> {
    let numbers = (0..=u16::MAX).filter(|number| !matches!(number, 1016..=2999));
    numbers.filter(|&number| allows(number) != CloseCode::from_u16(number).is_allowed_on_wire()).collect()
}

#[test]
fn text_here() {
    assert_eq!(CloseCode::NormalClosure.to_string(), "1000 Normal Closure");
    assert_eq!(CloseCode::NormalClosure.as_u16().to_string(), "1000");
    assert_eq!(format!("{:?}", CloseCode::NormalClosure), "NormalClosure");
    assert_eq!(format!("{:?}", CloseCode::from_u16(4001)), "Unregistered(4001)");
    assert_eq!(BYE.to_string(), "1001 Going Away: \"bye\"");
    assert_eq!(format!("{BYE:?}"), "CloseFrame { code: GoingAway, reason: \"bye\" }");
    assert_eq!(size_of::<CloseFrame>(), 126);
}

/// Triggers the lint of clippy that the page names.
#[test]
#[expect(clippy::unnecessary_fallible_conversions, reason = "the trap that the page names")]
fn a_conversion_that_cannot_fail_takes_each_number() {
    assert!(CloseCode::try_from(999).is_ok());
    assert!(CloseCode::sendable(999).is_err());
    assert!(CloseCode::sendable(1006).is_err());
    assert_eq!(CloseCode::sendable(1014), Ok(CloseCode::BadGateway));
}

mod tungstenite_0_30 {
    use std::io::{self, Cursor, Read, Write};

    use close_codes::CodePolicy;
    use close_codes::frame::InvalidCloseKind;
    use tungstenite::protocol::frame::coding::CloseCode as TheirCode;
    use tungstenite::protocol::{CloseFrame as TheirFrame, Role};
    use tungstenite::{Error, Message, WebSocket};

    use super::*;

    const PAGE: &str = include_str!("../../../close-codes/src/adapters/migrating/tungstenite_0_30.md");

    #[test]
    fn names() {
        let names = names_of_tungstenite![TheirCode];
        check_names(PAGE, names);
        for (number, _, theirs, ..) in names {
            assert_eq!(theirs.to_string(), number.to_string());
        }
    }

    #[test]
    fn numbers_without_a_name() {
        for number in 0..=u16::MAX {
            let code = CloseCode::from_u16(number);
            match TheirCode::from(number) {
                TheirCode::Reserved(_) => assert!((1016..=2999).contains(&number)),
                TheirCode::Iana(_) => assert_eq!(code.range(), CodeRange::Library),
                TheirCode::Library(_) => assert_eq!(code.range(), CodeRange::Application),
                TheirCode::Bad(1004 | 1014) => assert!(code.is_registered()),
                TheirCode::Bad(_) => {
                    assert!(matches!(code.range(), CodeRange::Unused | CodeRange::Undefined), "{number}");
                }
                _ => assert_eq!(code.range(), CodeRange::Standard),
            }
        }
        assert_eq!(TheirCode::from(1016), TheirCode::Reserved(1016));
        assert_eq!(TheirCode::from(2999), TheirCode::Reserved(2999));
        assert_eq!(format!("{:?}", TheirCode::from(4001)), "Library(4001)");
        assert_eq!(TheirCode::from(4001).to_string(), "4001");
    }

    #[test]
    fn only_1014_is_allowed_by_one_alone() {
        assert_eq!(differences(|number| TheirCode::from(number).is_allowed()), [1014]);
        assert!(!TheirCode::from(1014).is_allowed());
        assert!(CloseCode::BadGateway.is_allowed_on_wire());
    }

    #[test]
    fn a_list_freezes_what_is_allowed() {
        check_frozen(PAGE, |number| TheirCode::from(number).is_allowed());
    }

    #[test]
    fn text_of_frames_differs() {
        let theirs = TheirFrame { code: TheirCode::Away, reason: "bye".into() };
        assert_eq!(theirs.to_string(), "bye (1001)");
        assert_eq!(format!("{theirs:?}"), "CloseFrame { code: Away, reason: Utf8Bytes(b\"bye\") }");
        assert_eq!(Option::from(BYE), Some(theirs));
    }

    #[test]
    fn sizes() {
        assert_eq!(size_of::<TheirCode>(), size_of::<CloseCode>());
        assert_eq!(size_of::<TheirFrame>(), 40);
        assert_eq!(size_of::<Message>(), 56);
    }

    struct Wire {
        arriving: Cursor<Vec<u8>>,
        sent: Vec<u8>,
    }

    impl Read for Wire {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            self.arriving.read(buffer)
        }
    }

    impl Write for Wire {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.sent.write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn server(arriving: Vec<u8>) -> WebSocket<Wire> {
        WebSocket::from_raw_socket(Wire { arriving: Cursor::new(arriving), sent: Vec::new() }, Role::Server, None)
    }

    #[test]
    fn a_1014_that_arrives_is_told_and_answered_as_1002() {
        let mut socket = server(from_client(BAD_GATEWAY));
        let told = TheirFrame { code: TheirCode::Protocol, reason: "Protocol violation".into() };
        assert_eq!(socket.read().unwrap(), Message::Close(Some(told)));
        // A server has dropped the transport after its answer.
        assert!(matches!(socket.flush(), Ok(()) | Err(Error::ConnectionClosed)));
        assert_eq!(socket.get_ref().sent, from_server(b"\x03\xEAProtocol violation"));
    }

    #[test]
    fn any_code_and_any_reason_goes_out() {
        for (number, reason) in [(1014, ""), (1005, ""), (999, ""), (1000, "x".repeat(124).as_str())] {
            let mut socket = server(Vec::new());
            socket.close(Some(TheirFrame { code: number.into(), reason: reason.into() })).unwrap();
            let body = [&number.to_be_bytes(), reason.as_bytes()].concat();
            assert!(socket.get_ref().sent.ends_with(&body), "{number}");
            assert_eq!(CloseFrame::new(number, reason).is_ok(), number == 1014);
        }
    }

    #[test]
    fn after_an_own_close_a_refused_code_arrives_as_it_was() {
        let mut socket = server(from_client(b"\x03\xEEbye"));
        socket.close(None).unwrap();
        let told = TheirFrame { code: TheirCode::Abnormal, reason: "bye".into() };
        assert_eq!(socket.read().unwrap(), Message::Close(Some(told.clone())));
        assert!(CloseFrame::try_from(told).is_err());
    }

    #[test]
    fn the_code_is_checked_before_the_reason() {
        let body = b"\x03\xEE\xFF";
        assert!(matches!(server(from_client(body)).read(), Err(Error::Utf8(_))));
        let error = CloseFrame::parse(body, CodePolicy::Strict).unwrap_err();
        assert_eq!(error.kind(), InvalidCloseKind::CodeNotAllowed(CloseCode::AbnormalClosure));
        assert_eq!(error.fail_code(), CloseCode::ProtocolError);
    }
}

mod axum_0_8 {
    use axum::Router;
    use axum::extract::ws::{CloseFrame as TheirFrame, Message, WebSocketUpgrade, close_code};
    use axum::routing::any;
    use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
    use tokio::net::{TcpListener, TcpStream};
    use tokio::sync::mpsc;

    use super::*;

    const PAGE: &str = include_str!("../../../close-codes/src/adapters/migrating/axum_0_8.md");

    #[test]
    fn names() {
        macro_rules! constants {
            ($($number:literal $old:ident => $new:ident,)+) => {
                [$(($number, stringify!($old), close_code::$old, stringify!($new), CloseCode::$new)),+]
            };
        }
        let names = constants![
            1000 NORMAL => NormalClosure,
            1001 AWAY => GoingAway,
            1002 PROTOCOL => ProtocolError,
            1003 UNSUPPORTED => UnsupportedData,
            1005 STATUS => NoStatusReceived,
            1006 ABNORMAL => AbnormalClosure,
            1007 INVALID => InvalidFramePayloadData,
            1008 POLICY => PolicyViolation,
            1009 SIZE => MessageTooBig,
            1010 EXTENSION => MandatoryExtension,
            1011 ERROR => InternalError,
            1012 RESTART => ServiceRestart,
            1013 AGAIN => TryAgainLater,
        ];
        let mut expected = Vec::new();
        for (number, old, theirs, new, ours) in names {
            assert_eq!(theirs, number);
            assert_eq!((CloseCode::from(theirs), u16::from(ours)), (ours, theirs));
            assert_eq!(format!("{ours:?}"), new);
            expected.push(row(&[&number, &old, &new]));
        }
        assert_eq!(rows(PAGE), expected);
    }

    #[test]
    fn comparisons_go_on() {
        let code = CloseCode::from_u16(4001);
        assert!(CloseCode::NormalClosure == close_code::NORMAL && code >= 4000 && code != 1000);
        assert!((4000..=4999).contains(&code));
    }

    #[test]
    fn text_of_frames_differs() {
        let theirs = TheirFrame { code: close_code::AWAY, reason: "bye".into() };
        assert_eq!(format!("{theirs:?}"), "CloseFrame { code: 1001, reason: Utf8Bytes(Utf8Bytes(b\"bye\")) }");
        assert_eq!(Option::from(BYE), Some(theirs));
    }

    #[tokio::test]
    async fn a_1014_that_arrives_is_told_and_answered_as_1002() {
        let (tell, mut told) = mpsc::channel(1);
        let serve = |upgrade: WebSocketUpgrade| async {
            upgrade.on_upgrade(async move |mut socket| {
                tell.send(socket.recv().await.unwrap().unwrap()).await.unwrap();
                while let Some(Ok(_)) = socket.recv().await {}
            })
        };
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let mut client = BufReader::new(TcpStream::connect(listener.local_addr().unwrap()).await.unwrap());
        tokio::spawn(axum::serve(listener, Router::new().route("/", any(serve))).into_future());

        let opening = b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
            Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
        client.write_all(opening).await.unwrap();
        let mut line = String::new();
        while line != "\r\n" {
            line.clear();
            assert_ne!(client.read_line(&mut line).await.unwrap(), 0);
        }
        client.write_all(&from_client(BAD_GATEWAY)).await.unwrap();
        let mut answer = vec![0; from_server(b"\x03\xEAProtocol violation").len()];
        client.read_exact(&mut answer).await.unwrap();
        assert_eq!(answer, from_server(b"\x03\xEAProtocol violation"));
        let violation = TheirFrame { code: 1002, reason: "Protocol violation".into() };
        assert_eq!(told.recv().await.unwrap(), Message::Close(Some(violation)));
    }
}

mod actix_http_3 {
    use actix_http::ws::{CloseCode as TheirCode, CloseReason as TheirFrame, Parser, ProtocolError};
    use actix_web::web::BytesMut;
    use close_codes::CloseReason;

    use super::*;

    const PAGE: &str = include_str!("../../../close-codes/src/adapters/migrating/actix_http_3.md");

    #[test]
    fn names() {
        let names = names![TheirCode,
            1000 Normal => NormalClosure,
            1001 Away => GoingAway,
            1002 Protocol => ProtocolError,
            1003 Unsupported => UnsupportedData,
            1004 Other(1004) => Reserved,
            1005 Other(1005) => NoStatusReceived,
            1006 Abnormal => AbnormalClosure,
            1007 Invalid => InvalidFramePayloadData,
            1008 Policy => PolicyViolation,
            1009 Size => MessageTooBig,
            1010 Extension => MandatoryExtension,
            1011 Error => InternalError,
            1012 Restart => ServiceRestart,
            1013 Again => TryAgainLater,
            1014 Other(1014) => BadGateway,
            1015 Tls => TlsHandshake,
            3000 Other(3000) => Unauthorized,
            3003 Other(3003) => Forbidden,
            3008 Other(3008) => Timeout,
        ];
        check_names(PAGE, names);
        assert_eq!(format!("{:?}", TheirCode::from(4001)), "Other(4001)");
    }

    #[test]
    fn frames() {
        let theirs = TheirFrame::from((TheirCode::Away, "bye"));
        assert_eq!(format!("{theirs:?}"), "CloseReason { code: Away, description: Some(\"bye\") }");
        assert_eq!(CloseFrame::try_from(&theirs), Ok(BYE));
        assert_eq!(Option::from(BYE), Some(theirs));
        let alone = TheirFrame::from(TheirCode::Away);
        assert_eq!(CloseFrame::try_from(&alone), Ok(CloseFrame::from_static(CloseCode::GoingAway, "")));
        let described = TheirFrame { description: Some(String::new()), ..alone.clone() };
        assert_eq!(CloseFrame::try_from(&described), CloseFrame::try_from(&alone));
        assert_eq!(Option::from(CloseFrame::try_from(&described).unwrap()), Some(alone));
        // The same as in actix-ws.
        assert_eq!(CloseReason::truncating(&"é".repeat(62)).as_str(), "é".repeat(61));
    }

    #[test]
    fn a_1014_arrives() {
        let told = Parser::try_parse_close_payload(BAD_GATEWAY).unwrap().unwrap();
        assert_eq!(told, TheirFrame::from((TheirCode::Other(1014), "bye")));
        assert_eq!(CloseFrame::try_from(told).unwrap().encode(), BAD_GATEWAY);
    }

    #[test]
    fn the_same_codes_arrive() {
        let arrives = |number: u16| Parser::try_parse_close_payload(&number.to_be_bytes()).is_ok();
        assert_eq!(differences(arrives), [0; 0]);
        let refused = Parser::try_parse_close_payload(b"\x03\xEE");
        assert!(matches!(refused, Err(ProtocolError::BadOpCode)));
    }

    #[test]
    fn any_code_and_any_reason_goes_out() {
        for (number, reason) in [(1014, ""), (1005, ""), (999, ""), (1000, "x".repeat(124).as_str())] {
            let mut sent = BytesMut::new();
            Parser::write_close(&mut sent, Some(TheirFrame::from((number.into(), reason))), false);
            assert!(sent.ends_with(&[&number.to_be_bytes(), reason.as_bytes()].concat()), "{number}");
            assert_eq!(CloseFrame::new(number, reason).is_ok(), number == 1014);
        }
    }
}

mod tokio_websockets_0_13 {
    use std::panic::catch_unwind;

    use futures_util::{FutureExt, StreamExt};
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio_websockets::{CloseCode as TheirCode, Message, ServerBuilder};

    use super::*;

    const PAGE: &str = include_str!("../../../close-codes/src/adapters/migrating/tokio_websockets_0_13.md");

    #[test]
    fn names() {
        let names = names![TheirCode,
            1000 NORMAL_CLOSURE => NormalClosure,
            1001 GOING_AWAY => GoingAway,
            1002 PROTOCOL_ERROR => ProtocolError,
            1003 UNSUPPORTED_DATA => UnsupportedData,
            1005 NO_STATUS_RECEIVED => NoStatusReceived,
            1007 INVALID_FRAME_PAYLOAD_DATA => InvalidFramePayloadData,
            1008 POLICY_VIOLATION => PolicyViolation,
            1009 MESSAGE_TOO_BIG => MessageTooBig,
            1010 MANDATORY_EXTENSION => MandatoryExtension,
            1011 INTERNAL_SERVER_ERROR => InternalError,
            1012 SERVICE_RESTART => ServiceRestart,
            1013 SERVICE_OVERLOAD => TryAgainLater,
            1014 BAD_GATEWAY => BadGateway,
        ];
        let mut expected = Vec::new();
        for (number, old, theirs, new, ours) in names {
            assert_eq!((u16::from(theirs), ours.as_u16()), (number, number));
            assert_eq!((CloseCode::from(theirs), TheirCode::try_from(ours)), (ours, Ok(theirs)));
            assert_eq!((format!("{theirs:?}"), format!("{ours:?}")), (format!("CloseCode({number})"), new.into()));
            expected.push(row(&[&number, &old, &new]));
        }
        assert_eq!(rows(PAGE), expected);
    }

    #[test]
    fn codes_that_are_reserved() {
        for number in 0..=u16::MAX {
            let Ok(theirs) = TheirCode::try_from(number) else { continue };
            assert_eq!(theirs.is_reserved(), !CloseCode::from_u16(number).is_allowed_on_wire(), "{number}");
        }
        for number in [1004, 1005, 1006, 1015] {
            assert!(TheirCode::try_from(number).is_ok_and(TheirCode::is_reserved));
            assert!(CloseCode::sendable(number).is_err());
        }
        assert!(TheirCode::try_from(999).is_err());
    }

    #[test]
    fn messages() {
        let message = Message::close(Some(TheirCode::GOING_AWAY), "bye");
        assert_eq!(message.as_close(), Some((TheirCode::GOING_AWAY, "bye")));
        assert_eq!(CloseFrame::try_from(&message), Ok(BYE));
        assert_eq!(**Message::try_from(BYE).unwrap().as_payload(), **message.as_payload());
        let empty = Message::close(None, "");
        assert_eq!(empty.as_close(), Some((TheirCode::NO_STATUS_RECEIVED, "")));
        assert_eq!(CloseFrame::try_from(empty).map(|frame| frame.code()), Ok(CloseCode::NoStatusReceived));
    }

    #[test]
    fn a_message_that_may_not_be_sent_panics() {
        assert!(catch_unwind(|| Message::close(TheirCode::try_from(1006).ok(), "")).is_err());
        assert!(catch_unwind(|| Message::close(Some(TheirCode::NORMAL_CLOSURE), &"x".repeat(124))).is_err());
        // A number that is not a code sends a frame without a code.
        assert!(Message::close(TheirCode::try_from(999).ok(), "").as_payload().is_empty());
    }

    #[test]
    fn sizes() {
        assert_eq!((size_of::<TheirCode>(), size_of::<Option<TheirCode>>()), (2, 2));
        assert_eq!((size_of::<CloseCode>(), size_of::<Option<CloseCode>>()), (4, 4));
    }

    #[tokio::test]
    async fn a_1014_arrives_and_is_echoed_without_its_reason() {
        let (mut client, server) = tokio::io::duplex(1024);
        let mut socket = ServerBuilder::new().serve(server);
        client.write_all(&from_client(BAD_GATEWAY)).await.unwrap();
        let told = socket.next().await.unwrap().unwrap();
        assert_eq!(told.as_close(), Some((TheirCode::BAD_GATEWAY, "bye")));
        assert!(matches!(socket.next().now_or_never(), None | Some(None)));
        let mut answer = [0; 4];
        client.read_exact(&mut answer).await.unwrap();
        assert_eq!(answer, *from_server(b"\x03\xF6"));
    }
}

mod fastwebsockets_0_10 {
    use fastwebsockets::{CloseCode as TheirCode, Frame, Role, WebSocket, WebSocketError};
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    use super::*;

    const PAGE: &str = include_str!("../../../close-codes/src/adapters/migrating/fastwebsockets_0_10.md");

    #[test]
    fn names() {
        let names = names_of_tungstenite![TheirCode];
        check_names(PAGE, names);
        assert_eq!(TheirCode::from(1016), TheirCode::Reserved(1016));
        assert_eq!(TheirCode::from(2999), TheirCode::Reserved(2999));
        assert_eq!(format!("{:?}", TheirCode::from(4001)), "Library(4001)");
    }

    #[test]
    fn only_1014_is_allowed_by_one_alone() {
        assert_eq!(differences(|number| TheirCode::from(number).is_allowed()), [1014]);
    }

    #[test]
    fn a_list_freezes_what_is_allowed() {
        check_frozen(PAGE, |number| TheirCode::from(number).is_allowed());
    }

    #[test]
    fn any_code_and_any_reason_makes_a_frame() {
        let reason = "x".repeat(124);
        for (number, reason) in [(1005, "".as_bytes()), (999, b""), (1000, b"\xFF"), (1000, reason.as_bytes())] {
            let theirs = Frame::close(number, reason);
            assert_eq!(*theirs.payload, [&number.to_be_bytes(), reason].concat());
            assert!(CloseFrame::try_from(&theirs).is_err());
        }
        let theirs = Frame::close(1001, b"bye");
        assert_eq!(*Frame::from(BYE).payload, *theirs.payload);
        assert_eq!(CloseFrame::try_from(&theirs), Ok(BYE));
    }

    #[tokio::test]
    async fn a_1014_that_arrives_is_an_error_and_answered_with_1002_and_its_reason() {
        let (mut client, server) = tokio::io::duplex(1024);
        let mut socket = WebSocket::after_handshake(server, Role::Server);
        client.write_all(&from_client(BAD_GATEWAY)).await.unwrap();
        assert!(matches!(socket.read_frame().await, Err(WebSocketError::InvalidCloseCode)));
        let mut answer = [0; 7];
        client.read_exact(&mut answer).await.unwrap();
        assert_eq!(answer, *from_server(b"\x03\xEAbye"));
    }

    #[tokio::test]
    async fn a_1014_arrives_if_the_application_answers() {
        let (mut client, server) = tokio::io::duplex(1024);
        let mut socket = WebSocket::after_handshake(server, Role::Server);
        socket.set_auto_close(false);
        client.write_all(&from_client(BAD_GATEWAY)).await.unwrap();
        let frame = CloseFrame::try_from(socket.read_frame().await.unwrap()).unwrap();
        assert_eq!((frame.code(), frame.reason()), (CloseCode::BadGateway, "bye"));
    }
}

/// Compares with the constants of serenity 0.12, copied by hand from its module `constants::close_codes`: serenity is too large a
/// dependency for a test.
mod discord {
    use serenity_voice_model::{CloseCode as SerenityVoice, FromPrimitive};
    use twilight_model::gateway::CloseCode as TwilightGateway;
    use twilight_model::voice::CloseCode as TwilightVoice;

    use super::*;

    const PAGE: &str = include_str!("../../../close-codes/src/adapters/migrating/discord.md");

    #[close_codes::close_codes("../../close-codes/examples/codes/discord.csv")]
    enum GatewayCode {}

    #[close_codes::close_codes("../../close-codes/examples/codes/discord-voice.csv")]
    enum VoiceCode {}

    #[rustfmt::skip]
    const GATEWAY: [(u16, &str, TwilightGateway, &str, GatewayCode); 14] = [
        (4000, "UNKNOWN_ERROR", TwilightGateway::UnknownError, "UnknownError", GatewayCode::UnknownError),
        (4001, "UNKNOWN_OPCODE", TwilightGateway::UnknownOpcode, "UnknownOpcode", GatewayCode::UnknownOpcode),
        (4002, "DECODE_ERROR", TwilightGateway::DecodeError, "DecodeError", GatewayCode::DecodeError),
        (4003, "NOT_AUTHENTICATED", TwilightGateway::NotAuthenticated, "NotAuthenticated", GatewayCode::NotAuthenticated),
        (4004, "AUTHENTICATION_FAILED", TwilightGateway::AuthenticationFailed, "AuthenticationFailed", GatewayCode::AuthenticationFailed),
        (4005, "ALREADY_AUTHENTICATED", TwilightGateway::AlreadyAuthenticated, "AlreadyAuthenticated", GatewayCode::AlreadyAuthenticated),
        (4007, "INVALID_SEQUENCE", TwilightGateway::InvalidSequence, "InvalidSequence", GatewayCode::InvalidSeq),
        (4008, "RATE_LIMITED", TwilightGateway::RateLimited, "RateLimited", GatewayCode::RateLimited),
        (4009, "SESSION_TIMEOUT", TwilightGateway::SessionTimedOut, "SessionTimedOut", GatewayCode::SessionTimedOut),
        (4010, "INVALID_SHARD", TwilightGateway::InvalidShard, "InvalidShard", GatewayCode::InvalidShard),
        (4011, "SHARDING_REQUIRED", TwilightGateway::ShardingRequired, "ShardingRequired", GatewayCode::ShardingRequired),
        (4012, "–", TwilightGateway::InvalidApiVersion, "InvalidApiVersion", GatewayCode::InvalidApiVersion),
        (4013, "INVALID_GATEWAY_INTENTS", TwilightGateway::InvalidIntents, "InvalidIntents", GatewayCode::InvalidIntents),
        (4014, "DISALLOWED_GATEWAY_INTENTS", TwilightGateway::DisallowedIntents, "DisallowedIntents", GatewayCode::DisallowedIntents),
    ];

    type Voice = (u16, Option<TwilightVoice>, SerenityVoice, VoiceCode, Option<bool>);

    #[rustfmt::skip]
    const VOICE: [Voice; 16] = [
        (4001, Some(TwilightVoice::UnknownOpcode), SerenityVoice::UnknownOpcode, VoiceCode::UnknownOpcode, None),
        (4002, Some(TwilightVoice::DecodeError), SerenityVoice::InvalidPayload, VoiceCode::FailedToDecodePayload, None),
        (4003, Some(TwilightVoice::NotAuthenticated), SerenityVoice::NotAuthenticated, VoiceCode::NotAuthenticated, None),
        (4004, Some(TwilightVoice::AuthenticationFailed), SerenityVoice::AuthenticationFailed, VoiceCode::AuthenticationFailed, None),
        (4005, Some(TwilightVoice::AlreadyAuthenticated), SerenityVoice::AlreadyAuthenticated, VoiceCode::AlreadyAuthenticated, None),
        (4006, Some(TwilightVoice::SessionNoLongerValid), SerenityVoice::SessionInvalid, VoiceCode::SessionNoLongerValid, None),
        (4009, Some(TwilightVoice::SessionTimedOut), SerenityVoice::SessionTimeout, VoiceCode::SessionTimeout, None),
        (4011, Some(TwilightVoice::ServerNotFound), SerenityVoice::ServerNotFound, VoiceCode::ServerNotFound, None),
        (4012, Some(TwilightVoice::UnknownProtocol), SerenityVoice::UnknownProtocol, VoiceCode::UnknownProtocol, None),
        (4014, Some(TwilightVoice::Disconnected), SerenityVoice::Disconnected, VoiceCode::Disconnected, Some(false)),
        (4015, Some(TwilightVoice::VoiceServerCrashed), SerenityVoice::VoiceServerCrash, VoiceCode::VoiceServerCrashed, Some(true)),
        (4016, Some(TwilightVoice::UnknownEncryptionMode), SerenityVoice::UnknownEncryptionMode, VoiceCode::UnknownEncryptionMode, None),
        (4017, None, SerenityVoice::DaveProtocolRequired, VoiceCode::DaveProtocolRequired, None),
        (4020, None, SerenityVoice::BadRequest, VoiceCode::BadRequest, None),
        (4021, None, SerenityVoice::RateLimited, VoiceCode::RateLimited, Some(false)),
        (4022, None, SerenityVoice::CallTerminated, VoiceCode::CallTerminated, Some(false)),
    ];

    #[test]
    fn names() {
        let mut expected = Vec::new();
        for (number, serenity, twilight, twilight_name, ours) in GATEWAY {
            assert_eq!((twilight as u16, ours as u16), (number, number));
            assert_eq!(TwilightGateway::try_from(ours.as_u16()), Ok(twilight));
            assert_eq!(GatewayCode::try_from(twilight as u16), Ok(ours));
            assert_eq!(format!("{twilight:?}"), twilight_name);
            expected.push(row(&[&number, &twilight_name, &serenity, &format!("{ours:?}"), &ours.reconnect()]));
        }
        assert_eq!(GatewayCode::ALL.len(), GATEWAY.len());
        for (number, twilight, serenity, ours, reconnect) in VOICE {
            assert_eq!((serenity as u16, ours as u16, ours.reconnect()), (number, number, reconnect));
            assert_eq!(SerenityVoice::from_u16(number), Some(serenity));
            assert!(twilight.is_none_or(|twilight| twilight as u16 == number));
            let twilight = twilight.map_or("–".into(), |twilight| format!("{twilight:?}"));
            let reconnect = reconnect.map_or("–".into(), |reconnect| reconnect.to_string());
            expected.push(row(&[&number, &twilight, &format!("{serenity:?}"), &format!("{ours:?}"), &reconnect]));
        }
        assert_eq!(VoiceCode::ALL.len(), VOICE.len());
        assert_eq!(rows(PAGE), expected);
    }

    #[test]
    fn a_column_replaces_a_method() {
        for (.., twilight, _, ours) in GATEWAY {
            assert_eq!(ours.reconnect(), twilight.can_reconnect(), "{ours}");
        }
        for (_, _, serenity, ours, reconnect) in VOICE {
            let after_a_timeout = ours == VoiceCode::SessionTimeout;
            assert_eq!(serenity.should_resume(), reconnect == Some(true) || after_a_timeout, "{ours}");
        }
    }

    #[test]
    fn text_differs() {
        assert_eq!(TwilightGateway::RateLimited.to_string(), "Rate Limited");
        assert_eq!(GatewayCode::RateLimited.to_string(), "4008 Rate limited");
        assert_eq!(GatewayCode::RateLimited.name(), "Rate limited");
        assert_eq!(format!("{:?}", GatewayCode::RateLimited), "RateLimited");
        let theirs = TwilightGateway::try_from(5000).unwrap_err();
        let ours = GatewayCode::try_from(5000).unwrap_err();
        assert_eq!(theirs.to_string(), "5000 isn't a valid close code");
        assert_eq!(ours.to_string(), "5000 is not a code of this set");
        assert_eq!((theirs.code(), ours.code().as_u16(), ours.as_u16()), (5000, 5000, 5000));
    }

    #[test]
    fn sizes() {
        assert_eq!((size_of::<TwilightGateway>(), size_of::<GatewayCode>()), (2, 2));
    }

    /// Stands for serenity's module of constants, which has the name of this crate.
    mod imported {
        #[allow(dead_code, reason = "the name is enough")]
        mod close_codes {
            pub(super) const UNKNOWN_OPCODE: u16 = 4001;
        }

        #[::close_codes::close_codes]
        enum ChatCode {
            TokenExpired = 4001,
        }

        #[test]
        fn the_path_begins_with_two_colons() {
            assert_eq!(ChatCode::TokenExpired.code(), close_codes::UNKNOWN_OPCODE);
        }
    }
}
