//! Frames and endpoints, byte by byte (RFC 6455, sections 5 and 7).

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "what goes wrong here fails a test")]

use std::io::{self, ErrorKind};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use close_codes::{CloseCode, CloseFrame, Role};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, DuplexStream, ReadBuf, duplex};

#[allow(dead_code, reason = "the command uses the rest")]
#[path = "../src/cases/mod.rs"]
mod cases;
#[allow(dead_code, reason = "the command uses the rest")]
#[path = "../src/net"]
mod net {
    pub(crate) mod endpoint;
    pub(crate) mod fault;
    pub(crate) mod frame;
    pub(crate) mod wire;
}

use self::cases::{Shape, Step};
use self::net::endpoint::{Closed, Endpoint, Event, Message};
use self::net::frame::{Frame, Unreadable};
use self::net::wire::{End, Incoming, Wire};

/// The greatest payload of a frame in these tests, in bytes.
const MOST: u64 = 1 << 16;

fn step(toml: &str) -> Step {
    toml::from_str::<std::collections::BTreeMap<String, Step>>(&format!("step = {toml}"))
        .unwrap()
        .remove("step")
        .unwrap()
}

/// Returns the bytes of a frame that a server sends.
fn of_server(toml: &str) -> Vec<u8> {
    Frame::of(&step(toml), Role::Server).unwrap().encode()
}

#[test]
fn a_server_sends_these_bytes() {
    for (toml, bytes) in [
        ("{ close = {} }", &b"\x88\x00"[..]),
        ("{ close = { code = 1000 } }", b"\x88\x02\x03\xE8"),
        ("{ close = { code = 4001, reason = 'bye' } }", b"\x88\x05\x0F\xA1bye"),
        ("{ close = { bytes = '03E8ff' } }", b"\x88\x03\x03\xE8\xFF"),
        ("{ close = { code = 1000, more = true } }", b"\x08\x02\x03\xE8"),
        ("{ close = { code = 1000, reserved = 4 } }", b"\xC8\x02\x03\xE8"),
        ("{ close = { code = 1000, reserved = 3 } }", b"\xB8\x02\x03\xE8"),
        ("{ close = { code = 1000, long = true } }", b"\x88\x7E\x00\x02\x03\xE8"),
        ("{ close = { code = 1000, opcode = 11 } }", b"\x8B\x02\x03\xE8"),
        ("{ text = { text = 'ab', times = 2 } }", b"\x81\x04abab"),
        ("{ text = { text = 'ab', more = true } }", b"\x01\x02ab"),
        ("{ continuation = { text = 'ab' } }", b"\x80\x02ab"),
        ("{ ping = { text = 'ab' } }", b"\x89\x02ab"),
    ] {
        assert_eq!(of_server(toml), bytes, "{toml}");
    }
    // 16 bits of length from 126 bytes on, 64 bits from 65,536 bytes on (section 5.2).
    assert_eq!(of_server("{ text = { text = 'x', times = 126 } }")[..4], *b"\x81\x7E\x00\x7E");
    assert_eq!(of_server("{ text = { text = 'x', times = 65536 } }")[..10], *b"\x81\x7F\0\0\0\0\0\x01\0\0");
}

#[test]
fn a_mask_hides_the_payload_and_a_wrong_mask_is_the_other_way_round() {
    let sent = Frame::of(&step("{ close = { code = 1000 } }"), Role::Client).unwrap().encode();
    assert_eq!(sent[..2], *b"\x88\x82");
    let unmasked: Vec<u8> = sent[6..].iter().zip(&sent[2..6]).map(|(byte, key)| byte ^ key).collect();
    assert_eq!(unmasked, b"\x03\xE8");
    let wrong = step("{ close = { code = 1000, masking = 'wrong' } }");
    assert_eq!(Frame::of(&wrong, Role::Client).unwrap().encode(), b"\x88\x02\x03\xE8");
    assert_eq!(Frame::of(&wrong, Role::Server).unwrap().encode()[..2], *b"\x88\x82");
    assert!(Frame::of(&step("{ end = {} }"), Role::Client).is_none());
}

#[test]
fn what_is_not_a_step_is_refused() {
    for toml in
        ["{ colse = {} }", "{ close = { cod = 1000 } }", "{ end = { code = 1000 } }", "{ close = { masking = 'no' } }"]
    {
        assert!(
            toml::from_str::<std::collections::BTreeMap<String, Step>>(&format!("step = {toml}")).is_err(),
            "{toml}"
        );
    }
    assert_eq!(Shape::default().payload(), b"");
}

#[test]
fn frames_are_read_whole_or_not_at_all() {
    let bytes = b"\x88\x85\x01\x02\x03\x04\x02\xEA\x61\x7D\x64rest";
    for len in 0..11 {
        assert_eq!(Frame::decode(&bytes[..len], MOST), Ok(None), "{len}");
    }
    let (frame, len) = Frame::decode(bytes, MOST).unwrap().unwrap();
    assert_eq!((len, frame.opcode, frame.masked, frame.fin, frame.reserved), (11, 8, true, true, 0));
    assert_eq!(frame.payload, b"\x03\xE8bye");
    assert_eq!(Frame::decode(b"\x83\x00", MOST), Err(Unreadable::Opcode(3)));
    assert_eq!(Frame::decode(b"\x82\x7F\0\0\0\0\0\x01\0\x01", MOST), Err(Unreadable::TooLong(65537)));
    assert_eq!(Frame::decode(b"\x82\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF", MOST), Err(Unreadable::TooLong(u64::MAX)));
    let reserved = Frame::decode(b"\xD8\x00", MOST).unwrap().unwrap().0;
    assert_eq!(reserved.reserved, 5);
    assert!(!reserved.long);
    // 16 bits of length for 2 bytes, 64 bits for 126 bytes (section 5.2).
    assert!(Frame::decode(b"\x88\x7E\0\x02\x03\xE8", MOST).unwrap().unwrap().0.long);
    let long = [&b"\x82\x7F\0\0\0\0\0\0\0\x7E"[..], &[0; 126]].concat();
    assert!(Frame::decode(&long, MOST).unwrap().unwrap().0.long);
    assert!(!Frame::decode(b"\x88\x82\0\0\0\0\x03\xE8", MOST).unwrap().unwrap().0.long);
}

fn run<F: Future>(future: F) -> F::Output {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().start_paused(true).build().unwrap();
    runtime.block_on(future)
}

#[test]
fn a_wire_tells_how_the_peer_ended_it() {
    run(async {
        let (near, mut far) = duplex(1024);
        let mut wire = Wire::new(near, b"\x88\x00\x81".to_vec(), MOST);
        assert!(matches!(wire.read().await, Incoming::Frame(frame) if frame.opcode == 8));
        far.write_all(b"\x01").await.unwrap();
        drop(far);
        // Half of a frame, and then the end.
        assert_eq!(wire.read().await, Incoming::End(End::Cut));

        let (near, far) = duplex(1024);
        drop(far);
        assert_eq!(Wire::new(near, Vec::new(), MOST).read().await, Incoming::End(End::Finished));

        let (near, mut far) = duplex(1024);
        let mut wire = Wire::new(near, b"\x83\x00".to_vec(), MOST);
        assert_eq!(wire.read().await, Incoming::Unreadable(Unreadable::Opcode(3)));
        far.write_all(b"more").await.unwrap();
        drop(far);
        assert_eq!(wire.drain().await, End::Finished);
    });
}

/// Reads all that an endpoint has sent, until it ends.
async fn all(far: &mut DuplexStream) -> Vec<u8> {
    let mut bytes = Vec::new();
    far.read_to_end(&mut bytes).await.unwrap();
    bytes
}

/// Lets a server's endpoint meet some bytes and then the end. Returns its messages, its end, and the bytes that it sent.
fn met(sent: &[u8]) -> (Vec<Message>, Closed, Vec<u8>) {
    run(async {
        let (near, mut far) = duplex(1 << 16);
        let mut endpoint = Endpoint::new(near, Vec::new(), Role::Server, Duration::from_secs(5));
        far.write_all(sent).await.unwrap();
        far.shutdown().await.unwrap();
        let mut messages = Vec::new();
        let closed = loop {
            match endpoint.next().await.unwrap() {
                Event::Message(message) => messages.push(message),
                Event::Closed(closed) => break closed,
            }
        };
        drop(endpoint);
        (messages, closed, all(&mut far).await)
    })
}

/// Masks with a key of zeros, which changes nothing.
fn masked(first: u8, payload: &[u8]) -> Vec<u8> {
    [&[first, 0x80 | u8::try_from(payload.len()).unwrap(), 0, 0, 0, 0][..], payload].concat()
}

#[test]
fn a_server_answers_a_close_frame_and_ends() {
    let (messages, closed, sent) = met(&masked(0x88, b"\x0F\xA1bye"));
    assert!(messages.is_empty());
    assert_eq!(sent, b"\x88\x05\x0F\xA1bye");
    assert_eq!((closed.outcome.code().as_u16(), closed.outcome.reason()), (4001, "bye"));
    assert!(closed.outcome.was_clean());
    assert_eq!(closed.end, Some(End::Finished));
}

#[test]
fn fragments_and_pings_between_them() {
    let sent = [masked(0x01, b"he"), masked(0x89, b"p"), masked(0x80, b"y"), masked(0x82, b"\x00"), masked(0x88, b"")];
    let (messages, closed, sent) = met(&sent.concat());
    assert_eq!(messages, [Message::Text("hey".to_owned()), Message::Binary(vec![0])]);
    assert_eq!(sent, b"\x8A\x01p\x88\x00");
    assert_eq!(closed.outcome.code(), CloseCode::NoStatusReceived);
}

#[test]
fn a_server_fails_the_connection() {
    for (sent, code) in [
        (b"\x81\x01x".to_vec(), 1002u16),                               // not masked (5.1)
        (masked(0xC1, b"x"), 1002),                                     // RSV1 (5.2)
        (b"\x88\xFE\0\x02\0\0\0\0\x03\xE8".to_vec(), 1002),             // 16 bits of length for 2 bytes (5.2)
        (masked(0x83, b"x"), 1002),                                     // an unknown opcode (5.2)
        (masked(0x08, b"\x03\xE8"), 1002),                              // a fragmented control frame (5.5)
        ([masked(0x01, b"a"), masked(0x81, b"b")].concat(), 1002),      // a new message in a message (5.4)
        (masked(0x80, b"x"), 1002),                                     // a continuation of nothing (5.4)
        (masked(0x81, b"\xFF"), 1007),                                  // not UTF-8 (8.1)
        (masked(0x88, b"\x03"), 1002),                                  // one byte (5.5.1)
        (masked(0x88, b"\x03\xE8\xFF"), 1007),                          // not UTF-8 (8.1)
        (b"\x82\xFF\0\0\0\0\x7F\0\0\0\x01\x02\x03\x04".to_vec(), 1009), // longer than the longest message
        // Also a frame that is too long shows other faults in its header.
        (b"\x82\x7F\0\0\0\0\x7F\0\0\0".to_vec(), 1002), // not masked (5.1)
        (b"\xC2\xFF\0\0\0\0\x7F\0\0\0\x01\x02\x03\x04".to_vec(), 1002), // RSV1 (5.2)
        (b"\x89\xFF\0\0\0\0\x7F\0\0\0\x01\x02\x03\x04".to_vec(), 1002), // a ping of more than 125 bytes (5.5)
    ] {
        let (messages, closed, answer) = met(&sent);
        assert!(messages.is_empty(), "{sent:?}");
        assert_eq!((answer[0], &answer[2..4]), (0x88, &code.to_be_bytes()[..]), "{sent:?}");
        assert!(closed.outcome.failed() && !closed.outcome.was_clean(), "{sent:?}");
    }
}

#[test]
fn a_peer_that_does_not_answer_the_close_frame() {
    run(async {
        let (near, mut far) = duplex(1024);
        let mut endpoint = Endpoint::new(near, Vec::new(), Role::Server, Duration::from_secs(5));
        endpoint.close(CloseFrame::from_static(CloseCode::GoingAway, "bye")).unwrap();
        let Event::Closed(closed) = endpoint.next().await.unwrap() else { panic!("a message") };
        assert!(closed.outcome.timed_out() && closed.outcome.code() == CloseCode::AbnormalClosure);
        assert_eq!(closed.end, None);
        drop(endpoint);
        assert_eq!(all(&mut far).await, b"\x88\x05\x03\xE9bye");
    });
}

/// A stream whose peer has reset TCP after these bytes. The system tells of it once, when something is written.
struct Broken(&'static [u8]);

impl AsyncRead for Broken {
    fn poll_read(mut self: Pin<&mut Self>, _: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        buffer.put_slice(std::mem::take(&mut self.0));
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Broken {
    fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, _: &[u8]) -> Poll<io::Result<usize>> {
        Poll::Ready(Err(ErrorKind::ConnectionReset.into()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Err(ErrorKind::NotConnected.into()))
    }
}

/// A close frame that could not be written was not sent, and the end of TCP is known.
#[test]
fn a_close_frame_that_cannot_be_written() {
    run(async {
        for (role, bytes) in [(Role::Server, &b"\x88\x82\0\0\0\0\x03\xE8"[..]), (Role::Client, b"\x88\x02\x03\xE8")] {
            let mut endpoint = Endpoint::new(Broken(bytes), Vec::new(), role, Duration::from_secs(5));
            let Event::Closed(closed) = endpoint.next().await.unwrap() else { panic!("a message") };
            assert_eq!((closed.outcome.code(), closed.outcome.sent()), (CloseCode::NormalClosure, None), "{role:?}");
            assert!(!closed.outcome.was_clean() && !closed.outcome.timed_out(), "{role:?}");
            assert_eq!(closed.end, Some(End::Reset), "{role:?}");
            // The same for an endpoint that closes.
            let mut endpoint = Endpoint::new(Broken(b""), Vec::new(), role, Duration::from_secs(5));
            endpoint.close(CloseFrame::EMPTY).unwrap();
            let Event::Closed(closed) = endpoint.next().await.unwrap() else { panic!("a message") };
            assert_eq!((closed.outcome.sent(), closed.end), (None, Some(End::Reset)), "{role:?}");
        }
        assert_eq!(Wire::new(Broken(b"\x81"), Vec::new(), MOST).finish_and_drain().await, End::Finished);
        let mut wire = Wire::new(Broken(b"\x81"), Vec::new(), MOST);
        wire.push(b"\x88\x00");
        assert_eq!((wire.finish_and_drain().await, wire.has_sent_all()), (End::Reset, false));
    });
}

#[test]
fn a_client_waits_for_the_server_to_end_tcp() {
    run(async {
        let (near, mut far) = duplex(1024);
        let mut endpoint = Endpoint::new(near, b"\x88\x02\x03\xE8".to_vec(), Role::Client, Duration::from_secs(5));
        let end = endpoint.next();
        tokio::pin!(end);
        // The answer arrives before the client ends.
        let mut answer = [0; 8];
        tokio::select! {
            _ = &mut end => panic!("the client ended first"),
            read = far.read_exact(&mut answer) => assert_eq!(read.unwrap(), 8),
        }
        assert_eq!(answer[..2], *b"\x88\x82");
        drop(far);
        let Event::Closed(closed) = end.await.unwrap() else { panic!("a message") };
        assert!(closed.outcome.was_clean() && !closed.outcome.timed_out());
        assert_eq!(closed.end, Some(End::Finished));
    });
}

#[test]
fn a_future_that_is_dropped_loses_nothing() {
    run(async {
        let (near, mut far) = duplex(1); // one byte at a time
        let mut endpoint = Endpoint::new(near, Vec::new(), Role::Server, Duration::from_secs(5));
        let peer = async {
            far.write_all(&[masked(0x81, b"hello"), masked(0x89, b"ping"), masked(0x88, b"\x03\xE8")].concat())
                .await
                .unwrap();
            let sent = all(&mut far).await;
            far.shutdown().await.unwrap();
            sent
        };
        let own = async {
            let mut messages = 0;
            let closed = loop {
                let event = tokio::select! {
                    biased;
                    event = endpoint.next() => event.unwrap(),
                    () = tokio::task::yield_now() => continue,
                };
                match event {
                    Event::Message(_) => messages += 1,
                    Event::Closed(closed) => break closed,
                }
            };
            drop(endpoint);
            (messages, closed)
        };
        let (sent, (messages, closed)) = tokio::join!(peer, own);
        assert_eq!((messages, &sent[..]), (1, &b"\x8A\x04ping\x88\x02\x03\xE8"[..]));
        assert!(closed.outcome.was_clean());
    });
}
