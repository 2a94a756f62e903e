//! The opening handshake of a client (RFC 6455, section 4.1).

use std::fmt;
use std::io;
use std::time::Duration;

use hyper::http::uri::Authority;
use hyper::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, header};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::client::TlsStream;
use tokio_util::either::Either;
use tungstenite::client::IntoClientRequest;
use tungstenite::handshake::client::{Request, Response, generate_request};
use tungstenite::handshake::derive_accept_key;
use tungstenite::handshake::machine::TryParse;

use super::tls;

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
    Tls(String),
    /// The server answered with another HTTP status than 101. The location is that of a redirect. The text explains the status.
    Status { status: StatusCode, location: Option<String>, text: Option<String> },
    /// The server's answer with status 101 breaks the rules.
    Answer(String),
    /// The server's answer is not HTTP.
    NotHttp,
    /// The server ended the connection before its answer was complete.
    Ended,
    /// The time is over.
    TimedOut,
}

impl Target {
    /// Reads an address, the headers as `Name: value`, and the subprotocols. The error is for people.
    pub(crate) fn new(address: &str, headers: &[String], subprotocols: &[String]) -> Result<Self, String> {
        let (scheme, _) =
            address.split_once("://").ok_or_else(|| format!("`{address}` has no scheme: write `ws://{address}`"))?;
        let is_secure = match scheme.to_ascii_lowercase().as_str() {
            "ws" => false,
            "wss" => true,
            _ => return Err(format!("`{scheme}:` is not a scheme of WebSocket: use `ws:` or `wss:`")),
        };
        // RFC 6455, section 3.
        if address.contains('#') {
            return Err(format!("`{address}` has a `#`, which is not allowed: write `%23`"));
        }
        let uri: Uri = address.parse().map_err(|error| format!("`{address}` is not an address: {error}"))?;
        let authority = uri.authority().map(Authority::as_str).unwrap_or_default();
        // Without the address in the message, because it may have a password.
        if authority.contains('@') {
            return Err("an address of a WebSocket has no user name and no password: leave them out".to_owned());
        }
        let host = uri.host().unwrap_or_default();
        let port = match authority.strip_prefix(host).unwrap_or_default().trim_start_matches(':') {
            "" if is_secure => 443,
            "" => 80,
            port => port.parse().map_err(|_| format!("`{port}` is not a port: use a number from 1 to 65535"))?,
        };
        let host = host.trim_start_matches('[').trim_end_matches(']').to_owned();
        if host.is_empty() {
            return Err(format!("`{address}` has no host: write `{scheme}://HOST/PATH`"));
        }
        let mut request = uri.into_client_request().map_err(|error| format!("`{address}` cannot be used: {error}"))?;
        let own = request.headers().clone();
        for line in headers {
            let (name, value) = header_of(line)?;
            if own.contains_key(&name) && name != header::HOST {
                return Err(format!("the header `{name}` belongs to the opening handshake: leave it out"));
            }
            if name == header::SEC_WEBSOCKET_EXTENSIONS {
                return Err(format!("extensions are not supported: leave out the header `{name}`"));
            }
            if name == header::HOST {
                request.headers_mut().insert(name, value);
            } else {
                request.headers_mut().append(name, value);
            }
        }
        // RFC 6455, section 4.1, page 17.
        for (at, name) in subprotocols.iter().enumerate() {
            if !is_token(name) {
                return Err(format!(
                    "`{name}` is not a subprotocol: use letters, digits and signs such as `-`, `.` and `_`"
                ));
            }
            if subprotocols.iter().take(at).any(|other| other == name) {
                return Err(format!("the subprotocol `{name}` is given more than once: give it only once"));
            }
        }
        if !subprotocols.is_empty() {
            let value = HeaderValue::from_str(&subprotocols.join(", ")).map_err(|error| error.to_string())?;
            request.headers_mut().insert(header::SEC_WEBSOCKET_PROTOCOL, value);
        }
        Ok(Self { request, host, port, is_secure })
    }

    /// Opens a connection.
    pub(crate) async fn open(&self, patience: Duration) -> Result<Opened, NotOpened> {
        timeout(patience, self.open_in_time()).await.unwrap_or(Err(NotOpened::TimedOut))
    }

    async fn open_in_time(&self) -> Result<Opened, NotOpened> {
        let name = |error: io::Error| NotOpened::Name(error.to_string());
        let addresses: Vec<_> = tokio::net::lookup_host((&*self.host, self.port)).await.map_err(name)?.collect();
        let tcp = |error: io::Error| match error.kind() {
            io::ErrorKind::ConnectionRefused => NotOpened::Refused,
            _ => NotOpened::Tcp(error.to_string()),
        };
        let stream = TcpStream::connect(&*addresses).await.map_err(tcp)?;
        stream.set_nodelay(true).map_err(tcp)?;
        let mut transport = if self.is_secure {
            Either::Right(tls::connect(&self.host, stream).await.map_err(NotOpened::Tls)?)
        } else {
            Either::Left(stream)
        };
        let (request, key) =
            generate_request(self.request.clone()).map_err(|error| NotOpened::Answer(error.to_string()))?;
        transport.write_all(&request).await.map_err(|_| NotOpened::Ended)?;
        transport.flush().await.map_err(|_| NotOpened::Ended)?;
        let (answer, arrived) = read_answer(&mut transport).await?;
        if answer.status() != StatusCode::SWITCHING_PROTOCOLS {
            let (status, location) = (answer.status(), answer.headers().get(header::LOCATION).map(shown));
            let text = read_text(&mut transport, answer.headers(), arrived).await;
            return Err(NotOpened::Status { status, location: location.filter(|_| status.is_redirection()), text });
        }
        let subprotocol = self.check(&answer, &key)?;
        Ok(Opened { transport, arrived, subprotocol })
    }

    /// Checks the server's answer with the status 101 (RFC 6455, section 4.1, page 19), and returns the subprotocol.
    fn check(&self, answer: &Response, key: &str) -> Result<Option<String>, NotOpened> {
        let headers = answer.headers();
        let wrong = |what: &str| Err(NotOpened::Answer(what.to_owned()));
        if !has_token(headers, &header::UPGRADE, "websocket") {
            return wrong("the header `Upgrade` is not `websocket`");
        }
        if !has_token(headers, &header::CONNECTION, "upgrade") {
            return wrong("the header `Connection` does not contain `Upgrade`");
        }
        match headers.get(header::SEC_WEBSOCKET_ACCEPT) {
            None => return wrong("the header `Sec-WebSocket-Accept` is missing"),
            Some(accept) if accept.as_bytes().trim_ascii() != derive_accept_key(key.as_bytes()).as_bytes() => {
                return wrong("the header `Sec-WebSocket-Accept` does not match the key");
            }
            Some(_) => {}
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
    loop {
        match Response::try_parse(&bytes) {
            Ok(Some((len, answer))) => return Ok((answer, bytes.split_off(len))),
            Ok(None) if bytes.len() <= LONGEST_ANSWER => {}
            Ok(None) => return Err(NotOpened::Answer("the headers have more than 16 KiB".to_owned())),
            Err(_) => return Err(NotOpened::NotHttp),
        }
        match transport.read_buf(&mut bytes).await {
            Ok(1..) => {
                // tungstenite refuses to read HTTP/1.0, with which some servers and proxies answer.
                if let (true, Some(minor)) = (bytes.starts_with(b"HTTP/1.0 "), bytes.get_mut(7)) {
                    *minor = b'1';
                }
            }
            // With TLS 1.3, the server may refuse the client's certificate after the handshake.
            Err(error) if error.kind() == io::ErrorKind::InvalidData => return Err(NotOpened::Tls(error.to_string())),
            Ok(0) | Err(_) => return Err(NotOpened::Ended),
        }
    }
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

/// Reads a header, `Name: value`.
fn header_of(line: &str) -> Result<(HeaderName, HeaderValue), String> {
    let parts = line.split_once(':').map(|(name, value)| (name.trim().parse(), value.trim().parse()));
    match parts {
        Some((Ok(name), Ok(value))) => Ok((name, value)),
        _ => Err(format!("`{line}` is not a header: write `Name: value`")),
    }
}

fn has_token(headers: &HeaderMap, name: &HeaderName, wanted: &str) -> bool {
    headers.get_all(name).iter().flat_map(tokens).any(|token| token.eq_ignore_ascii_case(wanted))
}

/// Returns `true` if the text is a `token` (RFC 9110, section 5.6.2).
fn is_token(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}

/// Returns the parts of a header that is a list with commas.
fn tokens(value: &HeaderValue) -> impl Iterator<Item = &str> {
    value.to_str().unwrap_or_default().split(',').map(str::trim)
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
            Self::Ended => f.write_str("the server ended the connection before its answer was complete"),
            Self::TimedOut => f.write_str("the server did not answer in time"),
        }
    }
}
