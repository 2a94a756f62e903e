//! The opening handshake of a client (RFC 6455, section 4.1).

use std::fmt;
use std::io;
use std::time::Duration;

use hyper::http::{HeaderMap, HeaderValue, StatusCode, Version, header};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::client::TlsStream;
use tokio_util::either::Either;
use tungstenite::client::IntoClientRequest;
use tungstenite::handshake::client::{Request, Response, generate_request};
use tungstenite::handshake::derive_accept_key;
use tungstenite::handshake::machine::TryParse;

use super::address::Address;
use super::request::{add_headers, add_subprotocols};
use super::tls::{self, TlsFault};
use super::tokens::{has_token, tokens};

/// The most bytes of a server's answer.
const LONGEST_ANSWER: usize = 16 << 10;

/// The most bytes of a text after a status.
const LONGEST_TEXT: usize = 1 << 10;

/// The time for the text after a status.
const TEXT_TIME: Duration = Duration::from_secs(1);

/// TCP, with TLS for `wss:`.
pub(crate) type Transport = Either<TcpStream, TlsStream<TcpStream>>;

/// Returns the TCP connection of a transport.
pub(crate) fn tcp(transport: &Transport) -> &TcpStream {
    match transport {
        Either::Left(stream) => stream,
        Either::Right(stream) => stream.get_ref().0,
    }
}

/// The server, and the request to it.
#[derive(Clone, Debug)]
pub(crate) struct Target {
    request: Request,
    /// The host without the brackets of an IPv6 address.
    host: String,
    port: u16,
    is_secure: bool,
}

/// A connection that is open.
#[derive(Debug)]
pub(crate) struct Opened {
    pub(crate) transport: Transport,
    /// The bytes that arrived together with the answer.
    pub(crate) arrived: Vec<u8>,
    /// The subprotocol that the server has chosen.
    pub(crate) subprotocol: Option<String>,
}

/// The reason why a connection was not opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum NotOpened {
    /// The host name is unknown.
    Name(String),
    /// The port refuses connections.
    Refused,
    /// No TCP connection could be made.
    Tcp(String),
    /// The TLS handshake failed.
    Tls(TlsFault),
    /// The server answered with another HTTP status than 101. The location is that of a redirect. The text explains the status.
    Status { status: StatusCode, location: Option<String>, text: Option<String> },
    /// The server's answer with status 101 breaks the rules.
    Answer(String),
    /// The server's answer is not HTTP.
    NotHttp,
    /// The server ended TCP (FIN) before its answer was complete.
    Ended,
    /// The server reset TCP (RST) before its answer was complete.
    Reset,
    /// The time is over.
    TimedOut,
}

impl Target {
    /// Reads an address, the headers as `Name: value`, and the subprotocols. The error is for people.
    pub(crate) fn new(address: &str, headers: &[String], subprotocols: &[String]) -> Result<Self, String> {
        let Address { uri, host, port, is_secure } = Address::read(address)?;
        let mut request = uri.into_client_request().map_err(|error| format!("`{address}` cannot be used: {error}"))?;
        add_headers(&mut request, headers)?;
        add_subprotocols(&mut request, subprotocols)?;
        Ok(Self { request, host, port, is_secure })
    }

    /// Opens a connection.
    pub(crate) async fn open(&self, patience: Duration) -> Result<Opened, NotOpened> {
        timeout(patience, self.open_in_time()).await.unwrap_or(Err(NotOpened::TimedOut))
    }

    async fn open_in_time(&self) -> Result<Opened, NotOpened> {
        let mut transport = self.connect().await?;
        let (request, key) =
            generate_request(self.request.clone()).map_err(|error| NotOpened::Answer(error.to_string()))?;
        // After an error, there may be an answer. The server does not have to read the request for it.
        let written = async {
            transport.write_all(&request).await?;
            transport.flush().await
        };
        let written = written.await;
        let answer = read_answer(&mut transport).await.map_err(|failed| match (failed, written) {
            // The system tells of a reset only once, and writing may have been told.
            (NotOpened::Ended, Err(error)) if is_reset(&error) => NotOpened::Reset,
            (failed, _) => failed,
        });
        let (answer, arrived) = answer?;
        if answer.status() != StatusCode::SWITCHING_PROTOCOLS {
            let (status, location) = (answer.status(), answer.headers().get(header::LOCATION).map(shown));
            let text = read_text(&mut transport, answer.headers(), arrived).await;
            return Err(NotOpened::Status { status, location: location.filter(|_| status.is_redirection()), text });
        }
        let subprotocol = self.check(&answer, &key)?;
        Ok(Opened { transport, arrived, subprotocol })
    }

    /// Makes the TCP connection, and the TLS handshake.
    async fn connect(&self) -> Result<Transport, NotOpened> {
        let name = |error: io::Error| NotOpened::Name(error.to_string());
        let addresses: Vec<_> = tokio::net::lookup_host((&*self.host, self.port)).await.map_err(name)?.collect();
        let stream = TcpStream::connect(&*addresses).await.map_err(|error| match error.kind() {
            io::ErrorKind::ConnectionRefused => NotOpened::Refused,
            _ => NotOpened::Tcp(error.to_string()),
        })?;
        // Without this, small frames wait for each other.
        let _ = stream.set_nodelay(true);
        Ok(if self.is_secure {
            Either::Right(tls::connect(&self.host, stream).await.map_err(NotOpened::Tls)?)
        } else {
            Either::Left(stream)
        })
    }

    /// Checks the server's answer with the status 101 (RFC 6455, section 4.1, page 19), and returns the subprotocol.
    fn check(&self, answer: &Response, key: &str) -> Result<Option<String>, NotOpened> {
        let headers = answer.headers();
        let wrong = |what: &str| Err(NotOpened::Answer(what.to_owned()));
        // RFC 9110, section 7.8: HTTP/1.0 does not have upgrades.
        if answer.version() != Version::HTTP_11 {
            return wrong("the version is HTTP/1.0");
        }
        let is_websocket = |value: &HeaderValue| value.as_bytes().trim_ascii().eq_ignore_ascii_case(b"websocket");
        if !headers.get(header::UPGRADE).is_some_and(is_websocket)
            || headers.get_all(header::UPGRADE).iter().count() > 1
        {
            return wrong("the header `Upgrade` is not `websocket`");
        }
        if !has_token(headers, &header::CONNECTION, "upgrade") {
            return wrong("the header `Connection` does not contain `Upgrade`");
        }
        let mut accepts = headers.get_all(header::SEC_WEBSOCKET_ACCEPT).iter();
        match (accepts.next(), accepts.next()) {
            (None, _) => return wrong("the header `Sec-WebSocket-Accept` is missing"),
            (Some(_), Some(_)) => return wrong("the header `Sec-WebSocket-Accept` is there more than once"),
            (Some(accept), None) if accept.as_bytes().trim_ascii() != derive_accept_key(key.as_bytes()).as_bytes() => {
                return wrong("the header `Sec-WebSocket-Accept` does not match the key");
            }
            (Some(_), None) => {}
        }
        if headers.contains_key(header::SEC_WEBSOCKET_EXTENSIONS) {
            return wrong("the server uses an extension that was not offered");
        }
        let offered = self.request.headers().get_all(header::SEC_WEBSOCKET_PROTOCOL).iter();
        let offered: Vec<_> = offered.flat_map(tokens).collect();
        let mut chosen = headers.get_all(header::SEC_WEBSOCKET_PROTOCOL).iter().map(shown);
        match (chosen.next(), chosen.next()) {
            (None, _) => Ok(None),
            (Some(_), Some(_)) => wrong("the header `Sec-WebSocket-Protocol` is there more than once"),
            (Some(chosen), None) if offered.contains(&chosen.trim()) => Ok(Some(chosen.trim().to_owned())),
            (Some(chosen), None) => {
                wrong(&format!("the server chose the subprotocol `{chosen}`, which was not offered"))
            }
        }
    }
}

/// Reads the head of the server's answer. The bytes after it belong to the connection.
async fn read_answer(transport: &mut Transport) -> Result<(Response, Vec<u8>), NotOpened> {
    let mut bytes = Vec::new();
    // The number of bytes of all heads, also of those that were skipped.
    let mut read = 0;
    loop {
        match take_answer(&mut bytes) {
            // Answers such as 103 come before the answer (RFC 9110, section 15.2).
            Ok(Some(answer)) if is_interim(answer.status()) => continue,
            Ok(Some(answer)) => return Ok((answer, bytes)),
            Ok(None) if read <= LONGEST_ANSWER => {}
            Ok(None) => return Err(NotOpened::Answer("the headers have more than 16 KiB".to_owned())),
            Err(_) => return Err(NotOpened::NotHttp),
        }
        match transport.read_buf(&mut bytes).await {
            Ok(count @ 1..) => read += count,
            Err(error) if is_reset(&error) => return Err(NotOpened::Reset),
            // With TLS 1.3, the server may refuse the client's certificate after the handshake.
            Err(error) if error.kind() == io::ErrorKind::InvalidData => {
                return Err(NotOpened::Tls(TlsFault::of(&error)));
            }
            Ok(0) | Err(_) => return Err(NotOpened::Ended),
        }
    }
}

/// Takes the head of an answer out of the bytes that have arrived; `None` if it is not complete.
fn take_answer(bytes: &mut Vec<u8>) -> Result<Option<Response>, tungstenite::Error> {
    // tungstenite refuses to read HTTP/1.0, with which some servers and proxies answer.
    let is_old = bytes.starts_with(b"HTTP/1.0 ");
    if let (true, Some(minor)) = (is_old, bytes.get_mut(7)) {
        *minor = b'1';
    }
    let parsed = Response::try_parse(bytes)?;
    if let (true, Some(minor)) = (is_old, bytes.get_mut(7)) {
        *minor = b'0';
    }
    let Some((len, mut answer)) = parsed else { return Ok(None) };
    if is_old {
        *answer.version_mut() = Version::HTTP_10;
    }
    bytes.drain(..len.min(bytes.len()));
    Ok(Some(answer))
}

fn is_interim(status: StatusCode) -> bool {
    status.is_informational() && status != StatusCode::SWITCHING_PROTOCOLS
}

fn is_reset(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::ConnectionReset | io::ErrorKind::ConnectionAborted)
}

/// Reads the beginning of a text that explains a status. Returns `None` for other contents, such as a page.
async fn read_text(transport: &mut Transport, headers: &HeaderMap, mut bytes: Vec<u8>) -> Option<String> {
    let kind = headers.get(header::CONTENT_TYPE)?.to_str().ok()?.split(';').next()?.trim().to_ascii_lowercase();
    let is_text = kind == "text/plain" || kind == "application/json" || kind.ends_with("+json");
    let is_coded = [header::TRANSFER_ENCODING, header::CONTENT_ENCODING].iter().any(|name| headers.contains_key(name));
    if !is_text || is_coded {
        return None;
    }
    let len = headers.get(header::CONTENT_LENGTH).and_then(|len| len.to_str().ok()?.parse().ok());
    let len = len.unwrap_or(LONGEST_TEXT).min(LONGEST_TEXT);
    let reading = async { while bytes.len() < len && matches!(transport.read_buf(&mut bytes).await, Ok(1..)) {} };
    // A text that is not complete is better than none.
    let _ = timeout(TEXT_TIME, reading).await;
    bytes.truncate(len);
    let text = String::from_utf8_lossy(&bytes).trim().to_owned();
    (!text.is_empty()).then_some(text)
}

fn shown(value: &HeaderValue) -> String {
    String::from_utf8_lossy(value.as_bytes()).into_owned()
}

impl fmt::Display for NotOpened {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(error) => write!(f, "the host name is unknown: {error}"),
            Self::Refused => f.write_str("the port refuses connections"),
            Self::Tcp(error) => write!(f, "no TCP connection: {error}"),
            Self::Tls(error) => write!(f, "the TLS handshake failed: {error}"),
            Self::Status { status, .. } => write!(f, "the server answered with HTTP status {status} instead of 101"),
            Self::Answer(what) => write!(f, "the server's opening handshake is wrong: {what}"),
            Self::NotHttp => f.write_str("the server's answer is not HTTP"),
            Self::Ended => f.write_str("the server ended TCP (FIN) before its answer was complete"),
            Self::Reset => f.write_str("the server reset TCP (RST) before its answer was complete"),
            Self::TimedOut => f.write_str("the server did not answer in time"),
        }
    }
}
