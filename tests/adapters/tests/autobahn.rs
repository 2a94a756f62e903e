//! The 37 inputs of the Autobahn Testsuite's chapter 7, close handling, over TCP.
//!
//! The echo server is the one that the suite itself tests (`tests/e2e/autobahn/run`). The numbers are the suite's. For most inputs
//! the suite accepts several answers; these tests accept only the answer that this crate gives.
#![allow(clippy::unwrap_used, reason = "what goes wrong here fails a test")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

use close_codes::CloseCode;

#[allow(dead_code, reason = "the example's client needs more")]
#[path = "../examples/closing/connection.rs"]
mod connection;

use connection::{Connection, Incoming};

const FINAL: u8 = 0x80;
const MASKED: u8 = 0x80;
const CONTINUATION: u8 = 0x0;
const TEXT: u8 = 0x1;
const CLOSE: u8 = 0x8;
const PING: u8 = 0x9;

/// Returns the bytes of a client's frame (RFC 6455, section 5.2).
fn frame(first: u8, payload: &[u8]) -> Vec<u8> {
    const KEY: [u8; 4] = [0x37, 0xFA, 0x21, 0x3D];

    let len = payload.len();
    let mut frame = match (u8::try_from(len), u16::try_from(len)) {
        (Ok(len @ ..=125), _) => vec![first, MASKED + len],
        (_, Ok(len)) => [&[first, MASKED + 126][..], &len.to_be_bytes()].concat(),
        _ => [&[first, MASKED + 127][..], &u64::try_from(len).unwrap().to_be_bytes()].concat(),
    };
    frame.extend(KEY);
    frame.extend(payload.iter().zip(KEY.iter().cycle()).map(|(byte, key)| byte ^ key));
    frame
}

fn text(payload: &[u8]) -> Vec<u8> {
    frame(FINAL | TEXT, payload)
}

fn ping() -> Vec<u8> {
    frame(FINAL | PING, b"")
}

fn close(body: &[u8]) -> Vec<u8> {
    frame(FINAL | CLOSE, body)
}

fn body(code: u16, reason: &[u8]) -> Vec<u8> {
    [&code.to_be_bytes(), reason].concat()
}

fn echo(stream: TcpStream) {
    let mut connection = Connection::accept(stream).unwrap();
    while let Incoming::Message(message) = connection.read().unwrap() {
        connection.send(message);
    }
}

/// Returns the server's answers to these bytes until it ends the connection: the first byte and the payload of each frame.
fn answer_to(frames: &[Vec<u8>]) -> Vec<(u8, Vec<u8>)> {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let mut stream = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap(); // A server that never ends the connection fails the test too.
    let server = thread::spawn(move || echo(listener.accept().unwrap().0));

    let request = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
                   Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = BufReader::new(stream.try_clone().unwrap());
    while answer.by_ref().lines().next().unwrap().unwrap() != "" {}
    stream.write_all(&frames.concat()).unwrap();

    let mut answers = Vec::new();
    let mut first = [0];
    while answer.read(&mut first).unwrap() == 1 {
        let mut read = |len: u64| {
            let mut bytes = Vec::new();
            answer.by_ref().take(len).read_to_end(&mut bytes).unwrap();
            bytes
        };
        let len = match read(1)[..] {
            [126] => u64::from(u16::from_be_bytes(read(2).try_into().unwrap())),
            [127] => u64::from_be_bytes(read(8).try_into().unwrap()),
            [len] => len.into(),
            _ => unreachable!("the frame is incomplete"),
        };
        answers.push((first[0], read(len)));
    }
    drop((stream, answer));
    server.join().unwrap();
    answers
}

/// Makes a test of each case. After `=>` are the frames that the server answers before it ends the connection. After `fails with`
/// is the code of its only frame.
macro_rules! cases {
    ($($name:ident: $sent:expr, fails with $code:literal;)*) => {$(
        #[test]
        fn $name() {
            let answers = answer_to(&$sent);
            let [(first, body)] = &answers[..] else { panic!("not one frame: {answers:?}") };
            assert_eq!((*first, &body[..2]), (FINAL | CLOSE, &u16::to_be_bytes($code)[..]));
        }
    )*};
    ($($name:ident: $sent:expr => $answers:expr;)*) => {$(
        #[test]
        fn $name() {
            assert_eq!(answer_to(&$sent), $answers);
        }
    )*};
}

fn closes(body: &[u8]) -> (u8, Vec<u8>) {
    (FINAL | CLOSE, body.to_vec())
}

fn echoes(payload: &[u8]) -> (u8, Vec<u8>) {
    (FINAL | TEXT, payload.to_vec())
}

const HELLO: &[u8] = b"Hello World!";

cases! {
    case_7_1_1: [text(HELLO), close(&body(1000, b""))] => [echoes(HELLO), closes(&body(1000, b""))];
    case_7_1_2: [close(&body(1000, b"")), close(b"")] => [closes(&body(1000, b""))];
    case_7_1_3: [close(&body(1000, b"")), ping()] => [closes(&body(1000, b""))];
    case_7_1_4: [close(&body(1000, b"")), text(HELLO)] => [closes(&body(1000, b""))];
    case_7_1_5: [
        frame(TEXT, b"fragment1"),
        close(&body(1000, b"")),
        frame(FINAL | CONTINUATION, b"fragment2"),
    ] => [closes(&body(1000, b""))];
    case_7_1_6: [text(&b"BAsd7&jh23".repeat(26215)[..256 << 10]), text(HELLO), close(&body(1000, b"")), ping()] => [
        echoes(&b"BAsd7&jh23".repeat(26215)[..256 << 10]),
        echoes(HELLO),
        closes(&body(1000, b"")),
    ];

    case_7_3_1: [close(b"")] => [closes(b"")];
    case_7_3_3: [close(&body(1000, b""))] => [closes(&body(1000, b""))];
    case_7_3_4: [close(&body(1000, HELLO))] => [closes(&body(1000, HELLO))];
    case_7_3_5: [close(&body(1000, &[b'*'; 123]))] => [closes(&body(1000, &[b'*'; 123]))];

    case_7_7_1: [close(&body(1000, b""))] => [closes(b"\x03\xE8")];
    case_7_7_2: [close(&body(1001, b""))] => [closes(b"\x03\xE9")];
    case_7_7_3: [close(&body(1002, b""))] => [closes(b"\x03\xEA")];
    case_7_7_4: [close(&body(1003, b""))] => [closes(b"\x03\xEB")];
    case_7_7_5: [close(&body(1007, b""))] => [closes(b"\x03\xEF")];
    case_7_7_6: [close(&body(1008, b""))] => [closes(b"\x03\xF0")];
    case_7_7_7: [close(&body(1009, b""))] => [closes(b"\x03\xF1")];
    case_7_7_8: [close(&body(1010, b""))] => [closes(b"\x03\xF2")];
    case_7_7_9: [close(&body(1011, b""))] => [closes(b"\x03\xF3")];
    case_7_7_10: [close(&body(3000, b""))] => [closes(b"\x0B\xB8")];
    case_7_7_11: [close(&body(3999, b""))] => [closes(b"\x0F\x9F")];
    case_7_7_12: [close(&body(4000, b""))] => [closes(b"\x0F\xA0")];
    case_7_7_13: [close(&body(4999, b""))] => [closes(b"\x13\x87")];
}

cases! {
    case_7_3_2: [close(b"a")], fails with 1002;
    case_7_3_6: [close(&body(1000, &[b'*'; 124]))], fails with 1002;

    // A surrogate in the middle of text: it is not a character.
    case_7_5_1: [close(&body(1000, b"\xCE\xBA\xE1\xBD\xB9\xCF\x83\xCE\xBC\xCE\xB5\xED\xA0\x80\x65\x64\x69\x74\x65\x64"))],
        fails with 1007;

    case_7_9_1: [close(&body(0, b""))], fails with 1002;
    case_7_9_2: [close(&body(999, b""))], fails with 1002;
    case_7_9_3: [close(&body(1004, b""))], fails with 1002;
    case_7_9_4: [close(&body(1005, b""))], fails with 1002;
    case_7_9_5: [close(&body(1006, b""))], fails with 1002;
    case_7_9_7: [close(&body(1100, b""))], fails with 1002;
    case_7_9_8: [close(&body(2000, b""))], fails with 1002;
    case_7_9_9: [close(&body(2999, b""))], fails with 1002;

    // The suite accepts any answer to these.
    case_7_13_1: [close(&body(5000, b""))], fails with 1002;
    case_7_13_2: [close(&body(65535, b""))], fails with 1002;
}

/// Accepts the echo of 1016 if IANA has registered it. The suite calls that echo a failure, because it is older.
#[test]
fn case_7_9_6() {
    let is_allowed = CloseCode::from_u16(1016).is_allowed_on_wire();
    let answers = answer_to(&[close(&body(1016, b""))]);
    let [(first, body)] = &answers[..] else { panic!("not one frame: {answers:?}") };
    assert_eq!((*first, &body[..2]), (FINAL | CLOSE, &u16::to_be_bytes(if is_allowed { 1016 } else { 1002 })[..]));
}
