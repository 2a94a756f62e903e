//! Clients under test, written by hand: one that keeps every rule, and others that break one.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};

use crate::listener::{Answer, Listener};

/// The mask of each frame that a client sends.
const KEY: [u8; 4] = [0x37, 0xFA, 0x21, 0x3D];

/// A WebSocket over which the test reads and writes single frames.
pub(crate) struct Socket {
    stream: TcpStream,
    unread: Vec<u8>,
}

/// A frame of the listener: its two first bytes, and its payload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Frame {
    pub(crate) first: u8,
    pub(crate) second: u8,
    pub(crate) payload: Vec<u8>,
}

/// The rule that a client breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    None,
    /// Sends each close frame back, legal or not.
    EchoesAll,
    /// Does not mask.
    BareFrames,
    /// Never answers.
    Mute,
    /// Never answers, and does not end TCP, either.
    Asleep,
    /// Ends TCP at the first close frame.
    Leaves,
    /// Sends a message after its close frame.
    TalksOn,
    /// Ends TCP after its close frame. This is not a fault.
    EndsFirst,
}

impl Socket {
    /// Returns the request that opens a WebSocket.
    pub(crate) fn opening(listener: &Listener, path: &str) -> String {
        format!(
            "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
             Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n",
            listener.address
        )
    }

    /// Opens a WebSocket, or returns the server's refusal.
    pub(crate) fn open(listener: &Listener, path: &str) -> Result<Self, Answer> {
        Self::try_open(listener, path).unwrap()
    }

    /// The same, for a listener that may have ended.
    pub(crate) fn try_open(listener: &Listener, path: &str) -> io::Result<Result<Self, Answer>> {
        let stream = listener.try_connect(Self::opening(listener, path).as_bytes())?;
        let mut socket = Self { stream, unread: Vec::new() };
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.extend(socket.take(1).ok_or(io::ErrorKind::UnexpectedEof)?);
        }
        let head = String::from_utf8(head).unwrap();
        let mut answer = Answer::new(&head);
        if answer.status == 101 {
            // The key and its answer of RFC 6455, section 1.3.
            assert!(head.contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="), "{head}");
            return Ok(Ok(socket));
        }
        let length = answer.head.lines().find_map(|line| line.strip_prefix("content-length: "));
        let body = socket.take(length.expect("a length").trim().parse().unwrap());
        answer.body = String::from_utf8(body.ok_or(io::ErrorKind::UnexpectedEof)?).unwrap();
        Ok(Err(answer))
    }

    /// Takes so many bytes, or nothing if TCP ends before.
    fn take(&mut self, length: usize) -> Option<Vec<u8>> {
        while self.unread.len() < length {
            let mut bytes = [0; 4096];
            match self.stream.read(&mut bytes) {
                Ok(0) => return None,
                Ok(read) => self.unread.extend(&bytes[..read]),
                Err(error) if error.kind() == io::ErrorKind::ConnectionReset => return None,
                Err(error) => panic!("the listener does not go on: {error}"),
            }
        }
        Some(self.unread.drain(..length).collect())
    }

    /// Reads a frame, or nothing if TCP ends.
    pub(crate) fn frame(&mut self) -> Option<Frame> {
        let head = self.take(2)?;
        let length = match head[1] & 0x7F {
            126 => self.take(2)?.iter().fold(0, |length, byte| length << 8 | usize::from(*byte)),
            127 => self.take(8)?.iter().fold(0, |length, byte| length << 8 | usize::from(*byte)),
            short => usize::from(short),
        };
        let key = if head[1] & 0x80 == 0 { vec![0; 4] } else { self.take(4)? };
        let payload = self.take(length)?;
        let payload = payload.iter().zip(key.iter().cycle()).map(|(byte, key)| byte ^ key).collect();
        Some(Frame { first: head[0], second: head[1], payload })
    }

    /// Sends a short frame. The listener may have ended TCP.
    pub(crate) fn send(&mut self, first: u8, payload: &[u8], masks: bool) {
        let length = u8::try_from(payload.len()).unwrap();
        assert!(length < 126);
        let bytes = if masks {
            let payload = payload.iter().zip(KEY.iter().cycle()).map(|(byte, key)| byte ^ key);
            [first, 0x80 | length].into_iter().chain(KEY).chain(payload).collect()
        } else {
            [&[first, length], payload].concat()
        };
        drop(self.stream.write_all(&bytes));
    }

    /// Writes any bytes.
    pub(crate) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.stream.write_all(bytes)
    }

    /// Reads until the listener ends TCP. Returns `true` if the listener resets it.
    pub(crate) fn is_reset(&mut self) -> bool {
        let end = io::copy(&mut self.stream, &mut io::sink());
        end.is_err_and(|error| error.kind() == io::ErrorKind::ConnectionReset)
    }

    /// Reads until nothing can come any more, because the listener has dropped the connection: writing tells it.
    fn sleep(&mut self) {
        self.wait();
        // A pong is allowed at any time (RFC 6455, section 5.5.3).
        while self.write(&[0x8A, 0x80, 0, 0, 0, 0]).is_ok() {
            std::thread::sleep(std::time::Duration::from_millis(5));
        }
    }

    /// Reads until the listener ends TCP.
    pub(crate) fn wait(&mut self) {
        while self.take(1).is_some() {}
    }

    /// Behaves like a client with this fault until the connection has ended.
    pub(crate) fn run(mut self, fault: Fault) {
        if fault == Fault::Asleep {
            return self.sleep();
        }
        let masks = fault != Fault::BareFrames;
        let mut fragmented = None;
        while let Some(frame) = self.frame() {
            let answer = match judge(&frame, &mut fragmented) {
                Judged::Fine => continue,
                Judged::Ping => {
                    if fault != Fault::Mute {
                        self.send(0x8A, &frame.payload, masks);
                    }
                    continue;
                }
                Judged::Close => frame.payload,
                Judged::Wrong(_) if fault == Fault::EchoesAll && frame.first & 0x0F == 8 => frame.payload,
                Judged::Wrong(code) => code.to_be_bytes().to_vec(),
            };
            match fault {
                Fault::Mute => continue,
                Fault::Leaves => {
                    // Unread bytes would reset TCP.
                    drop(self.stream.shutdown(Shutdown::Write));
                    self.wait();
                    return;
                }
                _ => self.send(0x88, &answer[..answer.len().min(125)], masks),
            }
            if fault == Fault::TalksOn {
                self.send(0x81, b"late", masks);
            }
            if fault == Fault::EndsFirst {
                drop(self.stream.shutdown(Shutdown::Write));
            }
            // The server ends TCP (RFC 6455, section 7.1.1).
            self.wait();
        }
    }
}

enum Judged {
    Fine,
    Ping,
    Close,
    /// The connection fails with this code.
    Wrong(u16),
}

/// Judges a frame of a server by RFC 6455, sections 5.1 to 5.5, 7.4 and 8.1. `text` has the fragments of a message so far.
fn judge(frame: &Frame, text: &mut Option<Vec<u8>>) -> Judged {
    let Frame { first, second, payload } = frame;
    let (is_final, opcode) = (first & 0x80 != 0, first & 0x0F);
    let is_long = second & 0x7F >= 126;
    let is_control = opcode >= 8;
    if first & 0x70 != 0
        || second & 0x80 != 0
        || (is_long && payload.len() < 126)
        || (is_control && (!is_final || is_long))
    {
        return Judged::Wrong(1002);
    }
    match (opcode, text.as_mut()) {
        (0x8, _) => judge_body(payload),
        (0x9, _) => Judged::Ping,
        (0xA, _) => Judged::Fine,
        (0x0, Some(before)) => {
            before.extend(payload);
            judge_text(is_final, text)
        }
        (0x1, None) => {
            *text = Some(payload.clone());
            judge_text(is_final, text)
        }
        _ => Judged::Wrong(1002),
    }
}

fn judge_text(is_final: bool, text: &mut Option<Vec<u8>>) -> Judged {
    if !is_final {
        return Judged::Fine;
    }
    match text.take().map(String::from_utf8) {
        Some(Err(_)) => Judged::Wrong(1007),
        _ => Judged::Fine,
    }
}

fn judge_body(body: &[u8]) -> Judged {
    match body {
        [] => Judged::Close,
        [_] => Judged::Wrong(1002),
        [high, low, reason @ ..] => match u16::from_be_bytes([*high, *low]) {
            1000..=1003 | 1007..=1014 | 3000..=4999 if std::str::from_utf8(reason).is_ok() => Judged::Close,
            1000..=1003 | 1007..=1014 | 3000..=4999 => Judged::Wrong(1007),
            _ => Judged::Wrong(1002),
        },
    }
}
