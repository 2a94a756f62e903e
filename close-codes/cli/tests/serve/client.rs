//! A client that writes and reads bytes.

use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::time::Duration;

use tokio::net::TcpSocket;
use tokio::runtime::Builder;

use super::program::LONG;

/// The end of the server's bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    Fin,
    Rst,
}

pub(crate) struct Client {
    stream: TcpStream,
    /// Bytes that came after the head of the server's answer.
    arrived: Vec<u8>,
}

/// The key and the answer of RFC 6455, section 1.3.
const KEY: &str = "dGhlIHNhbXBsZSBub25jZQ==";
const ACCEPT: &str = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

/// Returns the opening handshake for a path.
pub(crate) fn opening(path: &str) -> String {
    format!(
        "GET {path} HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
         Sec-WebSocket-Key: {KEY}\r\nSec-WebSocket-Version: 13\r\n\r\n"
    )
}

/// Reads hexadecimal digits; spaces are for people.
pub(crate) fn bytes(hex: &str) -> Vec<u8> {
    let digits: Vec<_> = hex.chars().filter_map(|digit| digit.to_digit(16)).collect();
    digits.chunks(2).map(|pair| u8::try_from(pair[0] * 16 + pair[1]).unwrap()).collect()
}

impl Client {
    pub(crate) fn connect(address: SocketAddr) -> Self {
        Self::new(TcpStream::connect(address).unwrap())
    }

    fn new(stream: TcpStream) -> Self {
        stream.set_read_timeout(Some(LONG)).unwrap();
        stream.set_write_timeout(Some(LONG)).unwrap();
        Self { stream, arrived: Vec::new() }
    }

    /// Opens a WebSocket.
    pub(crate) fn open(address: SocketAddr, path: &str) -> Self {
        Self::connect(address).opened(path)
    }

    /// Opens a WebSocket whose system takes only few bytes before they are read. So the rest stays in the memory of the server.
    pub(crate) fn open_narrow(address: SocketAddr, path: &str) -> Self {
        let runtime = Builder::new_current_thread().enable_io().build().unwrap();
        let stream = runtime.block_on(async {
            let socket = TcpSocket::new_v4().unwrap();
            socket.set_recv_buffer_size(4096).unwrap();
            socket.connect(address).await.unwrap().into_std().unwrap()
        });
        stream.set_nonblocking(false).unwrap();
        Self::new(stream).opened(path)
    }

    fn opened(self, path: &str) -> Self {
        let mut client = self;
        client.write(opening(path).as_bytes());
        let head = client.head();
        assert!(head.starts_with("HTTP/1.1 101 Switching Protocols\r\n"), "{path}: {head}");
        let accept = format!("sec-websocket-accept: {ACCEPT}\r\n");
        assert!(head.to_lowercase().contains(&accept.to_lowercase()), "{path}: {head}");
        client
    }

    /// Reads up to the empty line after the headers.
    pub(crate) fn head(&mut self) -> String {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.extend(self.read(1));
        }
        String::from_utf8(head).unwrap()
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.stream.local_addr().unwrap()
    }

    pub(crate) fn write(&mut self, bytes: &[u8]) {
        self.stream.write_all(bytes).unwrap();
    }

    /// Writes bytes repeatedly. Returns `false` if the server does not take them any more.
    pub(crate) fn writes_all(&mut self, bytes: &[u8], times: usize) -> bool {
        self.stream.set_write_timeout(Some(Duration::from_secs(2))).unwrap();
        (0..times).all(|_| self.stream.write_all(bytes).is_ok())
    }

    /// Writes bytes in hexadecimal digits.
    pub(crate) fn write_hex(&mut self, hex: &str) {
        self.write(&bytes(hex));
    }

    /// Reads so many bytes.
    pub(crate) fn read(&mut self, count: usize) -> Vec<u8> {
        let mut bytes: Vec<u8> = self.arrived.drain(..count.min(self.arrived.len())).collect();
        let start = bytes.len();
        bytes.resize(count, 0);
        self.stream.read_exact(&mut bytes[start..]).unwrap();
        bytes
    }

    /// Reads to the end of the server's bytes.
    pub(crate) fn rest(&mut self) -> (Vec<u8>, End) {
        let mut bytes = std::mem::take(&mut self.arrived);
        match self.stream.read_to_end(&mut bytes) {
            Ok(_) => (bytes, End::Fin),
            Err(error) if error.kind() == ErrorKind::ConnectionReset => (bytes, End::Rst),
            Err(error) => panic!("{error} after {bytes:02X?}"),
        }
    }

    /// Ends the sending side of TCP.
    pub(crate) fn finish(&self) {
        self.stream.shutdown(Shutdown::Write).unwrap();
    }
}
