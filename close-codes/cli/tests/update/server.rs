//! A server that answers each request with bytes of the test's choice.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};

/// A server for one request, on its own port.
pub(super) struct Server {
    address: SocketAddr,
    answering: JoinHandle<String>,
}

impl Server {
    /// Reads a request, lets `answer` write, and closes the connection.
    pub(super) fn new(answer: impl FnOnce(&mut TcpStream) + Send + 'static) -> Self {
        Self::speaking(|stream| {
            let mut request = String::new();
            let mut lines = BufReader::new(stream.try_clone().unwrap());
            while !request.ends_with("\r\n\r\n") && lines.read_line(&mut request).unwrap() > 0 {}
            answer(stream);
            request
        })
    }

    /// Lets `speak` handle the connection and return the request.
    pub(super) fn speaking(speak: impl FnOnce(&mut TcpStream) -> String + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        Self { address, answering: thread::spawn(move || speak(&mut listener.accept().unwrap().0)) }
    }

    /// Answers with a status line, headers and a body.
    pub(super) fn with(head: &str, body: &[u8]) -> Self {
        let answer = [head.replace('\n', "\r\n").as_bytes(), b"\r\n\r\n", body].concat();
        // The client may stop reading.
        Self::new(move |stream| drop(stream.write_all(&answer)))
    }

    /// Answers with a CSV, as IANA's server does.
    pub(super) fn with_csv(body: &str) -> Self {
        let length = body.len();
        Self::with(&format!("HTTP/1.1 200 OK\nContent-Type: text/csv\nContent-Length: {length}"), body.as_bytes())
    }

    /// Does not answer until the sender is dropped.
    pub(super) fn silent() -> (Self, Sender<()>) {
        let (keep, until): (Sender<()>, Receiver<()>) = channel();
        (Self::new(move |_| while until.recv().is_ok() {}), keep)
    }

    pub(super) fn url(&self) -> String {
        format!("http://{}/close-code-number.csv", self.address)
    }

    /// Returns the request.
    pub(super) fn request(self) -> String {
        self.answering.join().unwrap()
    }
}
