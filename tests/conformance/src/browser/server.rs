//! A minimal server for HTTP and WebSocket.

use std::fmt::Write as _;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use tungstenite::handshake::derive_accept_key;

use crate::cases::{arrivals, body, departures, sampled_codes};
use crate::wire;

/// The longest time for a browser to answer.
const PATIENCE: Duration = Duration::from_secs(5);

pub enum Report {
    /// The body of the close frame that a browser has sent, if any.
    Wire {
        path: String,
        body: Option<Vec<u8>>,
    },
    /// Results from the page.
    Page(String),
    Done,
}

pub fn serve(listener: &TcpListener, reporter: &Sender<Report>) {
    for stream in listener.incoming().flatten() {
        let reporter = reporter.clone();
        // An error means that the browser has dropped the connection.
        thread::spawn(move || handle(&stream, &reporter).ok());
    }
}

fn handle(mut stream: &TcpStream, reporter: &Sender<Report>) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    stream.set_nodelay(true)?;
    let mut reader = BufReader::new(stream);
    let request = Request::read(&mut reader)?;
    if let Some(key) = &request.websocket_key {
        let accept = derive_accept_key(key.as_bytes());
        let mut opening = format!(
            "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
             Sec-WebSocket-Accept: {accept}\r\n\r\n"
        )
        .into_bytes();
        let arriving = request.path.strip_prefix('r').map(from_hex);
        opening.extend(arriving.iter().flat_map(|body| wire::frame(body)));
        stream.write_all(&opening)?;
        let body = match wire::close_body(&mut reader) {
            // After a timeout the browser might still answer, so this is not a result.
            Err(error) if matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut) => {
                return Err(error);
            }
            body => body.ok().flatten(),
        };
        if let (None, Some(body)) = (arriving, &body) {
            stream.write_all(&wire::frame(body))?;
        }
        let _ = reporter.send(Report::Wire { path: request.path, body });
        return stream.shutdown(Shutdown::Write);
    }
    let (status, response) = match (request.path.as_str(), request.body) {
        ("", _) => ("200 OK", page()),
        ("results", Some(results)) => {
            let _ = reporter.send(Report::Page(results));
            ("200 OK", String::new())
        }
        ("done", _) => {
            let _ = reporter.send(Report::Done);
            ("200 OK", String::new())
        }
        _ => ("404 Not Found", String::new()),
    };
    let len = response.len();
    write!(
        stream,
        "HTTP/1.1 {status}\r\nConnection: close\r\nContent-Type: text/html; charset=utf-8\r\n\
         Content-Length: {len}\r\n\r\n{response}"
    )
}

struct Request {
    /// The path without its first slash.
    path: String,
    websocket_key: Option<String>,
    body: Option<String>,
}

impl Request {
    fn read(reader: &mut impl BufRead) -> io::Result<Self> {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let path = line.split(' ').nth(1).unwrap_or_default().trim_start_matches('/').to_owned();
        let mut request = Self { path, websocket_key: None, body: None };
        let mut len = 0;
        loop {
            line.clear();
            reader.read_line(&mut line)?;
            let Some((name, value)) = line.split_once(':') else { break };
            if name.eq_ignore_ascii_case("Sec-WebSocket-Key") {
                request.websocket_key = Some(value.trim().into());
            } else if name.eq_ignore_ascii_case("Content-Length") {
                len = value.trim().parse().map_err(io::Error::other)?;
            }
        }
        if len > 0 {
            let mut body = String::new();
            reader.take(len).read_to_string(&mut body)?;
            request.body = Some(body);
        }
        Ok(request)
    }
}

/// Returns the page with the cases in it: bodies in hexadecimal digits, and reasons in UTF-16. A lone surrogate stands for bytes
/// that are not UTF-8.
fn page() -> String {
    let codes = sampled_codes().into_iter().map(|code| body(Some(code), ""));
    let bodies: Vec<_> = arrivals().into_iter().map(|(_, body)| body).chain(codes).map(|body| hex(&body)).collect();
    let closes = departures().into_iter().map(|(_, close)| match close {
        Some((code, reason)) => {
            let reason = String::from_utf8_lossy(&reason);
            let units = reason.encode_utf16().map(|unit| if unit == 0xFFFD { 0xD800 } else { unit });
            format!("[{code}, {:?}]", units.collect::<Vec<_>>())
        }
        None => "[]".into(),
    });
    include_str!("page.html")
        .replace("$BODIES", &format!("{bodies:?}"))
        .replace("$CLOSES", &format!("[{}]", closes.collect::<Vec<_>>().join(", ")))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

pub fn from_hex(hex: &str) -> Vec<u8> {
    let digits = hex.as_bytes().chunks(2).map(|pair| str::from_utf8(pair).unwrap_or_default());
    digits.filter_map(|pair| u8::from_str_radix(pair, 16).ok()).collect()
}
