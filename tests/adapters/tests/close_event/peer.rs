//! The other endpoint: it sends any bytes, keeps no rule of the protocol by itself, and tells what it was sent.

use std::mem;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::Notify;
use tungstenite::handshake::derive_accept_key;

const FINAL: u8 = 0x80;
const MASKED: u8 = 0x80;
const CONTINUATION: u8 = 0x0;
const TEXT: u8 = 0x1;
const CLOSE: u8 = 0x8;

pub(crate) struct Peer {
    stream: TcpStream,
    masks: bool,
    received: Vec<u8>,
}

impl Peer {
    /// A client: the opening handshake is sent, and its answer read.
    pub(crate) async fn client(mut stream: TcpStream) -> Self {
        let request = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
                       Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut this = Self { stream, masks: true, received: Vec::new() };
        assert!(this.head().await.starts_with("HTTP/1.1 101 "));
        this
    }

    /// A server: the opening handshake is read, and answered.
    pub(crate) async fn server(stream: TcpStream) -> Self {
        let mut this = Self { stream, masks: false, received: Vec::new() };
        let request = this.head().await;
        let key =
            request.lines().find_map(|line| line.to_lowercase().starts_with("sec-websocket-key:").then(|| &line[18..]));
        let answer = format!(
            "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
             Sec-WebSocket-Accept: {}\r\n\r\n",
            derive_accept_key(key.unwrap().trim().as_bytes())
        );
        this.stream.write_all(answer.as_bytes()).await.unwrap();
        this
    }

    async fn head(&mut self) -> String {
        loop {
            if let Some(end) = self.received.windows(4).position(|bytes| bytes == b"\r\n\r\n") {
                let rest = self.received.split_off(end + 4);
                return String::from_utf8(mem::replace(&mut self.received, rest)).unwrap();
            }
            assert!(self.read().await, "the opening handshake breaks off");
        }
    }

    /// Whether there was anything to read. A reset is an end like any other.
    async fn read(&mut self) -> bool {
        matches!(self.stream.read_buf(&mut self.received).await, Ok(1..))
    }

    /// Waits until a frame has begun to arrive, and reads no more of it.
    pub(crate) async fn await_frame(&mut self) {
        while self.received.is_empty() && self.read().await {}
    }

    /// A frame as it goes over the wire from here, in which a client masks (RFC 6455, section 5.2).
    fn frame(&self, first: u8, payload: &[u8]) -> Vec<u8> {
        const KEY: [u8; 4] = [0x37, 0xFA, 0x21, 0x3D];

        let mask = if self.masks { MASKED } else { 0 };
        let len = u64::try_from(payload.len()).unwrap();
        let mut frame = vec![first];
        match len {
            0..126 => frame.push(mask + u8::try_from(len).unwrap()),
            126..65536 => {
                frame.push(mask + 126);
                frame.extend(u16::try_from(len).unwrap().to_be_bytes());
            }
            _ => {
                frame.push(mask + 127);
                frame.extend(len.to_be_bytes());
            }
        }
        if self.masks {
            frame.extend(KEY);
            frame.extend(payload.iter().zip(KEY.iter().cycle()).map(|(byte, key)| byte ^ key));
        } else {
            frame.extend(payload);
        }
        frame
    }

    pub(crate) fn text(&self, payload: &[u8]) -> Vec<u8> {
        self.frame(FINAL | TEXT, payload)
    }

    /// The two fragments of a text.
    pub(crate) fn fragments(&self, first: &[u8], last: &[u8]) -> [Vec<u8>; 2] {
        [self.frame(TEXT, first), self.frame(FINAL | CONTINUATION, last)]
    }

    pub(crate) fn close(&self, body: &[u8]) -> Vec<u8> {
        self.frame(FINAL | CLOSE, body)
    }

    /// Sends bytes, if the other endpoint is still there to take them.
    pub(crate) async fn send(&mut self, bytes: &[u8]) {
        let _ = self.stream.write_all(bytes).await;
    }

    pub(crate) async fn send_close(&mut self, body: &[u8]) {
        self.send(&self.close(body)).await;
    }

    /// Sends bytes over and over, until the other endpoint is gone; and tells when some have been sent.
    pub(crate) async fn flood(&mut self, bytes: &[u8], is_flooding: &Notify) {
        for count in 0.. {
            if self.stream.write_all(bytes).await.is_err() {
                return;
            }
            if count == 10 {
                is_flooding.notify_one();
            }
        }
    }

    /// Ends what is sent from here.
    pub(crate) async fn finish(&mut self) {
        let _ = self.stream.shutdown().await;
    }

    /// Breaks the connection off, with what is on its way.
    pub(crate) fn reset(self) {
        self.stream.set_zero_linger().unwrap();
    }

    /// The body of the next close frame; `None` if the connection ends without one. Other frames are passed over.
    pub(crate) async fn next_close(&mut self) -> Option<Vec<u8>> {
        loop {
            let (first, payload) = self.next_frame().await?;
            if first == FINAL | CLOSE {
                return Some(payload);
            }
        }
    }

    /// The text of the next message, be it in one frame or in fragments; it must be text.
    pub(crate) async fn next_text(&mut self) -> Option<Vec<u8>> {
        let mut text = Vec::new();
        loop {
            let (first, payload) = self.next_frame().await?;
            assert_eq!(first & !FINAL, if text.is_empty() { TEXT } else { CONTINUATION });
            text.extend(payload);
            if first & FINAL != 0 {
                return Some(text);
            }
        }
    }

    /// The body of the close frame that is sent here before the end, if there is one; there must not be two.
    pub(crate) async fn told(&mut self) -> Option<Vec<u8>> {
        let body = self.next_close().await;
        self.end().await;
        body
    }

    /// The end of the connection, which is for the server to begin (RFC 6455, section 7.1.1), with no further close frame.
    pub(crate) async fn end(&mut self) {
        if !self.masks {
            self.finish().await;
        }
        assert_eq!(self.next_close().await, None, "an endpoint sends but one close frame");
    }

    async fn next_frame(&mut self) -> Option<(u8, Vec<u8>)> {
        loop {
            if let Some(frame) = self.take_frame() {
                return Some(frame);
            }
            if !self.read().await {
                return None;
            }
        }
    }

    /// The next frame, if there is a whole one.
    fn take_frame(&mut self) -> Option<(u8, Vec<u8>)> {
        let (&first, rest) = self.received.split_first()?;
        let (&second, rest) = rest.split_first()?;
        assert_eq!(second & MASKED != 0, !self.masks, "a client masks, and a server does not");
        let (len, rest) = match (second & !MASKED, rest) {
            (127, rest) => rest.split_first_chunk().map(|(len, rest)| (u64::from_be_bytes(*len), rest))?,
            (126, rest) => rest.split_first_chunk().map(|(len, rest)| (u16::from_be_bytes(*len).into(), rest))?,
            (len, rest) => (len.into(), rest),
        };
        let (key, rest) = if self.masks { (&[0; 4], rest) } else { rest.split_first_chunk()? };
        let len = usize::try_from(len).unwrap();
        let payload = rest.get(..len)?;
        let frame = (first, payload.iter().zip(key.iter().cycle()).map(|(byte, key)| byte ^ key).collect());
        let left = rest.len() - len;
        self.received.drain(..self.received.len() - left);
        Some(frame)
    }
}

/// A close frame's body.
pub(crate) fn body(code: u16, reason: &str) -> Vec<u8> {
    [&code.to_be_bytes(), reason.as_bytes()].concat()
}
