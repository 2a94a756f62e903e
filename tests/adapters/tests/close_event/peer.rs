//! The other endpoint. It sends any bytes, valid or not, and returns the frames that it receives.

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
    /// Opens a connection as the client.
    pub(crate) async fn client(mut stream: TcpStream) -> Self {
        let request = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
                       Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut this = Self { stream, masks: true, received: Vec::new() };
        assert!(this.head().await.starts_with("HTTP/1.1 101 "));
        this
    }

    /// Accepts a connection as the server.
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
            assert!(self.read().await, "the opening handshake is incomplete");
        }
    }

    /// Reads more bytes. Returns `false` at the end. A reset is an end too.
    async fn read(&mut self) -> bool {
        matches!(self.stream.read_buf(&mut self.received).await, Ok(1..))
    }

    /// Waits until the first bytes of a frame have arrived, and does not read more.
    pub(crate) async fn await_frame(&mut self) {
        while self.received.is_empty() && self.read().await {}
    }

    /// Returns the bytes of a frame from this endpoint. A client masks (RFC 6455, section 5.2).
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

    /// Returns the two fragments of a text.
    pub(crate) fn fragments(&self, first: &[u8], last: &[u8]) -> [Vec<u8>; 2] {
        [self.frame(TEXT, first), self.frame(FINAL | CONTINUATION, last)]
    }

    pub(crate) fn close(&self, body: &[u8]) -> Vec<u8> {
        self.frame(FINAL | CLOSE, body)
    }

    /// Sends bytes. Ignores an error: the other endpoint may have gone.
    pub(crate) async fn send(&mut self, bytes: &[u8]) {
        let _ = self.stream.write_all(bytes).await;
    }

    pub(crate) async fn send_close(&mut self, body: &[u8]) {
        self.send(&self.close(body)).await;
    }

    /// Sends bytes again and again until the other endpoint has gone. Notifies when it has sent some.
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

    /// Ends the sending side of the transport.
    pub(crate) async fn finish(&mut self) {
        let _ = self.stream.shutdown().await;
    }

    /// Resets the connection. Bytes on their way are lost.
    pub(crate) fn reset(self) {
        self.stream.set_zero_linger().unwrap();
    }

    /// Returns the body of the next close frame, or `None` if the connection ends without one. Skips other frames.
    pub(crate) async fn next_close(&mut self) -> Option<Vec<u8>> {
        loop {
            let (first, payload) = self.next_frame().await?;
            if first == FINAL | CLOSE {
                return Some(payload);
            }
        }
    }

    /// Returns the text of the next message, in one frame or in fragments. Panics if the message is not text.
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

    /// Returns the body of the close frame that arrives before the end, if one does. Panics if a second one arrives.
    pub(crate) async fn told(&mut self) -> Option<Vec<u8>> {
        let body = self.next_close().await;
        self.end().await;
        body
    }

    /// Waits for the end of the connection, without another close frame. The server ends first (RFC 6455, section 7.1.1).
    pub(crate) async fn end(&mut self) {
        if !self.masks {
            self.finish().await;
        }
        assert_eq!(self.next_close().await, None, "an endpoint must send only one close frame");
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

    /// Takes the next frame, if all of it has arrived.
    fn take_frame(&mut self) -> Option<(u8, Vec<u8>)> {
        let (&first, rest) = self.received.split_first()?;
        let (&second, rest) = rest.split_first()?;
        assert_eq!(second & MASKED != 0, !self.masks, "a client must mask, and a server must not");
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

/// Returns the body of a close frame.
pub(crate) fn body(code: u16, reason: &str) -> Vec<u8> {
    [&code.to_be_bytes(), reason.as_bytes()].concat()
}
