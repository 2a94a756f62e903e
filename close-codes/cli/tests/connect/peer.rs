//! A server for one connection. It reads and writes bytes, so it can do anything.

use std::io::{ErrorKind, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::time::Duration;

use tungstenite::handshake::derive_accept_key;

/// The bound on a hang.
const PATIENCE: Duration = Duration::from_secs(30);

pub(crate) const TEXT: u8 = 1;
pub(crate) const CLOSE: u8 = 8;

pub(crate) struct Peer {
    pub(crate) stream: TcpStream,
    /// The process of the client.
    pub(crate) client: u32,
}

impl Peer {
    pub(crate) fn accept(listener: &TcpListener, client: u32) -> Self {
        let (stream, _) = listener.accept().unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.set_write_timeout(Some(PATIENCE)).unwrap();
        Self { stream, client }
    }

    /// Reads the request for an opening handshake.
    pub(crate) fn request(&mut self) -> String {
        request(&mut self.stream)
    }

    /// Opens the WebSocket, and returns the request.
    pub(crate) fn open(&mut self) -> String {
        open(&mut self.stream, "")
    }

    pub(crate) fn send(&mut self, bytes: &[u8]) {
        self.stream.write_all(bytes).unwrap();
    }

    /// Reads a frame of the client: its opcode and its payload.
    pub(crate) fn frame(&mut self) -> (u8, Vec<u8>) {
        frame(&mut self.stream)
    }

    /// Reads to the end of TCP, and returns the rest.
    pub(crate) fn rest(&mut self) -> Vec<u8> {
        let mut rest = Vec::new();
        if let Err(error) = self.stream.read_to_end(&mut rest) {
            // Some systems reset a connection that was dropped. Another error is the time.
            assert_eq!(error.kind(), ErrorKind::ConnectionReset);
        }
        rest
    }

    /// Waits until some bytes have arrived, but leaves them unread. If TCP is dropped then, the system resets it.
    pub(crate) fn leave_unread(&self) {
        assert_eq!(self.stream.peek(&mut [0]).unwrap(), 1);
    }
}

pub(crate) fn request(stream: &mut impl Read) -> String {
    let mut request = Vec::new();
    while !request.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte).unwrap();
        request.extend(byte);
    }
    String::from_utf8(request).unwrap()
}

/// Returns the value of a header of a request.
pub(crate) fn header<'r>(request: &'r str, name: &str) -> Option<&'r str> {
    let mut lines = request.lines().filter_map(|line| line.split_once(": "));
    lines.find(|(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}

pub(crate) fn accept_key(request: &str) -> String {
    derive_accept_key(header(request, "Sec-WebSocket-Key").unwrap().as_bytes())
}

/// Opens a WebSocket with more headers, each with its line end, and returns the request.
pub(crate) fn open(stream: &mut (impl Read + Write), headers: &str) -> String {
    let request = request(stream);
    let accept = accept_key(&request);
    let answer = format!(
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
         Sec-WebSocket-Accept: {accept}\r\n{headers}\r\n"
    );
    stream.write_all(answer.as_bytes()).unwrap();
    request
}

/// Reads a short frame. A client masks each frame (RFC 6455, section 5.1).
pub(crate) fn frame(stream: &mut impl Read) -> (u8, Vec<u8>) {
    let mut head = [0; 6];
    stream.read_exact(&mut head).unwrap();
    let [first, second, key @ ..] = head;
    assert_eq!((first & 0xF0, second & 0x80), (0x80, 0x80), "FIN is 1, RSV1-3 are 0, and the frame is masked");
    assert!(second & 0x7F < 126);
    let mut payload = vec![0; usize::from(second & 0x7F)];
    stream.read_exact(&mut payload).unwrap();
    payload.iter_mut().zip(key.iter().cycle()).for_each(|(byte, key)| *byte ^= key);
    (first & 0xF, payload)
}
