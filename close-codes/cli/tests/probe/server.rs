//! Servers that read and write the bytes of frames by hand.

use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

use tungstenite::handshake::server::{Request, Response};

/// A server on its own port. It runs until the end of the test program.
pub(super) struct Server {
    address: SocketAddr,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Gives each TCP connection to `talk`, with its index.
    pub(super) fn tcp(talk: impl Fn(usize, TcpStream) -> io::Result<()> + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let talk = Arc::new(talk);
        thread::spawn(move || {
            for (index, stream) in listener.incoming().enumerate() {
                let talk = Arc::clone(&talk);
                // The program may end a connection at any time.
                thread::spawn(move || drop(talk(index, stream.unwrap())));
            }
        });
        Self { address, requests: Arc::default() }
    }

    /// Opens each WebSocket and gives it to `talk`.
    pub(super) fn new(talk: impl Fn(&mut Peer) -> io::Result<()> + Send + Sync + 'static) -> Self {
        let requests = Arc::<Mutex<Vec<String>>>::default();
        let seen = Arc::clone(&requests);
        let server = Self::tcp(move |_, stream| {
            stream.set_nodelay(true)?;
            #[allow(clippy::result_large_err, clippy::unnecessary_wraps, reason = "the type of tungstenite")]
            let note = |request: &Request, response: Response| {
                seen.lock().unwrap().push(format!("{} {:?}", request.uri(), request.headers()));
                Ok(response)
            };
            let accepted = tungstenite::accept_hdr(stream, note);
            talk(&mut Peer(accepted.map_err(|error| io::Error::other(error.to_string()))?.into_inner()))
        });
        Self { requests, ..server }
    }

    /// Opens only the first connections, and refuses the others with HTTP status 503.
    pub(super) fn of_short_life(life: usize, talk: fn(&mut Peer) -> io::Result<()>) -> Self {
        let count = AtomicUsize::new(0);
        Self::tcp(move |_, mut stream| {
            if count.fetch_add(1, Ordering::Relaxed) >= life {
                return refuse(&mut stream, b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n");
            }
            let accepted = tungstenite::accept(stream).map_err(|error| io::Error::other(error.to_string()))?;
            talk(&mut Peer(accepted.into_inner()))
        })
    }

    /// Answers each request with these bytes, and ends TCP.
    pub(super) fn answering(bytes: &'static [u8]) -> Self {
        Self::tcp(move |_, mut stream| refuse(&mut stream, bytes))
    }

    pub(super) fn url(&self) -> String {
        format!("ws://{}/", self.address)
    }

    /// Returns the address and the headers of each request.
    pub(super) fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }
}

fn refuse(stream: &mut TcpStream, answer: &[u8]) -> io::Result<()> {
    read_request(stream)?;
    stream.write_all(answer)
}

/// Reads the request of an opening handshake.
pub(super) fn read_request(stream: &mut TcpStream) -> io::Result<String> {
    let mut request = Vec::new();
    let mut byte = [0];
    while !request.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte)?;
        request.push(byte[0]);
    }
    String::from_utf8(request).map_err(io::Error::other)
}

/// The connection to the program.
pub(super) struct Peer(pub(super) TcpStream);

/// A frame of the program.
pub(super) struct Frame {
    pub(super) first: u8,
    pub(super) is_masked: bool,
    /// The length that a short frame has in its second byte: 126 if it takes two more bytes.
    pub(super) short_len: u8,
    pub(super) payload: Vec<u8>,
}

impl Peer {
    /// Reads a frame; `None` at the end.
    pub(super) fn read(&mut self) -> io::Result<Option<Frame>> {
        let mut first = [0];
        if self.0.read(&mut first)? == 0 {
            return Ok(None);
        }
        let [second] = self.bytes()?;
        let len = match second & 0x7F {
            126 => u64::from(u16::from_be_bytes(self.bytes()?)),
            127 => u64::from_be_bytes(self.bytes()?),
            len => u64::from(len),
        };
        let is_masked = second & 0x80 != 0;
        let key: [u8; 4] = if is_masked { self.bytes()? } else { [0; 4] };
        let mut payload = vec![0; usize::try_from(len).unwrap()];
        self.0.read_exact(&mut payload)?;
        payload.iter_mut().zip(key.iter().cycle()).for_each(|(byte, key)| *byte ^= key);
        Ok(Some(Frame { first: first[0], is_masked, short_len: second & 0x7F, payload }))
    }

    /// Reads until a close frame, and returns its body; `None` if TCP ended before.
    pub(super) fn read_close(&mut self) -> io::Result<Option<Vec<u8>>> {
        while let Some(frame) = self.read()? {
            if frame.first & 0xF == 8 {
                return Ok(Some(frame.payload));
            }
        }
        Ok(None)
    }

    fn bytes<const N: usize>(&mut self) -> io::Result<[u8; N]> {
        let mut bytes = [0; N];
        self.0.read_exact(&mut bytes)?;
        Ok(bytes)
    }

    /// Writes a close frame of a server.
    pub(super) fn close(&mut self, body: &[u8]) -> io::Result<()> {
        self.frame(0x88, body)
    }

    /// Writes a frame without a mask.
    pub(super) fn frame(&mut self, first: u8, payload: &[u8]) -> io::Result<()> {
        let len = payload.len();
        let header = match len {
            0..=125 => vec![first, u8::try_from(len).unwrap()],
            126..=0xFFFF => [&[first, 126], &u16::try_from(len).unwrap().to_be_bytes()[..]].concat(),
            _ => [&[first, 127], &(len as u64).to_be_bytes()[..]].concat(),
        };
        self.0.write_all(&[&header, payload].concat())
    }

    /// Ends TCP, and reads what is left, because unread bytes would reset TCP.
    pub(super) fn end(&mut self) -> io::Result<()> {
        self.0.shutdown(Shutdown::Write)?;
        io::copy(&mut self.0, &mut io::sink()).map(drop)
    }
}
