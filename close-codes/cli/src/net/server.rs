//! An HTTP server whose number of connections, time and memory are bounded. A WebSocket leaves it as a TCP connection.

use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::http::{HeaderName, HeaderValue, header};
use hyper::service::service_fn;
use hyper::upgrade::Upgraded;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncReadExt, AsyncWriteExt, sink};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::time::{sleep, timeout};
use tungstenite::error::ProtocolError;
use tungstenite::handshake::server::create_response;

use super::tokens::{has_token, is_token};

/// The time for a request's headers to arrive, also on a connection that was used before; and for the last answer.
const HEADER_TIME: Duration = Duration::from_secs(10);

/// The time of a connection for all its requests, without the wait before an answer.
const HTTP_TIME: Duration = Duration::from_secs(60);

/// The most bytes of a request's headers.
const HEADER_BYTES: usize = 16 << 10;

/// The most clients that wait for HTTP status 503 at once. Others are dropped without an answer.
const MOST_REFUSALS: usize = 64;

/// The time for a client to read HTTP status 503.
const REFUSAL_TIME: Duration = Duration::from_secs(2);

/// The wait after an error of `accept`, such as too many open files.
const ACCEPT_WAIT: Duration = Duration::from_millis(100);

/// The content of an answer. Connections share it.
pub(crate) type Content = Full<Bytes>;

/// A request, and what it asks for.
#[derive(Debug)]
pub(crate) struct Asked<'a> {
    pub(crate) request: &'a Request<Incoming>,
    pub(crate) peer: SocketAddr,
    pub(crate) opening: Opening,
}

/// The opening handshake in a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Opening {
    /// The request does not ask for a WebSocket.
    None,
    Valid,
    /// The request asks for a WebSocket, but breaks a rule of RFC 6455, section 4.2.1.
    Invalid {
        status: StatusCode,
        message: String,
    },
}

/// The answer to a request.
#[derive(Debug)]
pub(crate) enum Answer<P> {
    Http(Response<Content>),
    /// Opens the WebSocket of a [valid](Opening::Valid) opening handshake, with a plan for it.
    Open(P),
}

/// A WebSocket that a client has opened.
#[derive(Debug)]
pub(crate) struct Accepted {
    pub(crate) stream: TcpStream,
    /// The bytes that arrived together with the request.
    pub(crate) arrived: Vec<u8>,
    /// Holds the place among the connections of the server.
    _place: Arc<OwnedSemaphorePermit>,
}

/// The purpose of a server.
pub(crate) trait Handler: Send + Sync + 'static {
    type Plan: Send + 'static;

    fn answer(&self, asked: &Asked<'_>) -> impl Future<Output = Answer<Self::Plan>> + Send;

    /// Has a WebSocket until its end.
    fn run(&self, accepted: Accepted, plan: Self::Plan) -> impl Future<Output = ()> + Send;

    /// Is told about a client that ended TCP before its WebSocket was open.
    fn lost(&self, peer: SocketAddr, plan: Self::Plan) -> impl Future<Output = ()> + Send;

    /// Returns the longest wait before an answer to a request.
    fn longest_wait(&self) -> Duration {
        Duration::ZERO
    }

    /// Is told about a connection that ended without a request, or with a request that cannot be read.
    fn unread(&self, _peer: SocketAddr, _error: &hyper::Error) -> impl Future<Output = ()> + Send {
        async {}
    }

    /// Is told about a client that got HTTP status 503, because the server has too many connections.
    fn full(&self, peer: SocketAddr) -> impl Future<Output = ()> + Send;
}

/// Accepts connections until `stop` is true, then waits for the end of those that are open.
///
/// More than `most` connections get HTTP status 503.
pub(crate) async fn serve(
    listener: TcpListener,
    most: usize,
    handler: Arc<impl Handler>,
    mut stop: watch::Receiver<bool>,
) {
    let places = Arc::new(Semaphore::new(most));
    let refusals = Arc::new(Semaphore::new(MOST_REFUSALS));
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            // An error means that nobody can stop the server any more.
            _ = stop.wait_for(|stop| *stop) => break,
        };
        let Ok((stream, peer)) = accepted else {
            sleep(ACCEPT_WAIT).await;
            continue;
        };
        let Ok(place) = Arc::clone(&places).try_acquire_owned() else {
            if let Ok(refusing) = Arc::clone(&refusals).try_acquire_owned() {
                let handler = Arc::clone(&handler);
                tokio::spawn(async move {
                    handler.full(peer).await;
                    let _ = timeout(REFUSAL_TIME, refuse(stream)).await;
                    drop(refusing);
                });
                continue;
            }
            drop(stream);
            // The number of refusals that are told later is bounded, so this one is told now.
            tokio::select! {
                () = handler.full(peer) => continue,
                _ = stop.wait_for(|stop| *stop) => break,
            }
        };
        tokio::spawn(talk(stream, peer, Arc::new(place), Arc::clone(&handler), stop.clone()));
    }
    drop(listener);
    let _ = places.acquire_many(u32::try_from(most).unwrap_or(u32::MAX)).await;
}

/// Answers with HTTP status 503, and waits until the client ends TCP, because unread bytes would reset TCP and lose the answer.
async fn refuse(mut stream: TcpStream) -> io::Result<()> {
    stream.write_all(b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").await?;
    stream.shutdown().await?;
    tokio::io::copy(&mut stream.take(HEADER_BYTES as u64), &mut sink()).await.map(drop)
}

/// Answers the requests of a connection.
async fn talk<H: Handler>(
    stream: TcpStream,
    peer: SocketAddr,
    place: Arc<OwnedSemaphorePermit>,
    handler: Arc<H>,
    mut stop: watch::Receiver<bool>,
) {
    // Without this, small frames wait for each other.
    let _ = stream.set_nodelay(true);
    let longest = HTTP_TIME + handler.longest_wait();
    let has_request = AtomicBool::new(false);
    let service = service_fn(|request| {
        has_request.store(true, Ordering::Relaxed);
        let mut answer = Box::pin(answer(request, peer, Arc::clone(&place), Arc::clone(&handler)));
        // hyper drops the future of a client that has left already, and the handler must know of each request. So begin here.
        let first = answer.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        async move {
            Ok::<_, Infallible>(match first {
                Poll::Ready(response) => response,
                Poll::Pending => answer.await,
            })
        }
    });
    let connection = hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER_TIME)
        .max_buf_size(HEADER_BYTES)
        .serve_connection(TokioIo::new(stream), service)
        .with_upgrades();
    tokio::pin!(connection);
    let ended = tokio::select! {
        result = connection.as_mut() => Some(result),
        _ = stop.wait_for(|stop| *stop) => None,
        () = sleep(longest) => None,
    };
    if let Some(result) = ended {
        // Other errors after a request are only the end of the connection.
        if let Some(error) = result.err().filter(|error| error.is_parse() || !has_request.load(Ordering::Relaxed)) {
            handler.unread(peer, &error).await;
        }
        return;
    }
    connection.as_mut().graceful_shutdown();
    let _ = timeout(HEADER_TIME, connection).await;
}

async fn answer<H: Handler>(
    mut request: Request<Incoming>,
    peer: SocketAddr,
    place: Arc<OwnedSemaphorePermit>,
    handler: Arc<H>,
) -> Response<Content> {
    let (opening, response) = opening(&request);
    let plan = match handler.answer(&Asked { request: &request, peer, opening }).await {
        Answer::Http(response) => return response,
        Answer::Open(plan) => plan,
    };
    let Some(response) = response else { return words(StatusCode::BAD_REQUEST, "not a WebSocket") };
    let upgrade = hyper::upgrade::on(&mut request);
    tokio::spawn(async move {
        match upgrade.await.map(Upgraded::downcast::<TokioIo<TcpStream>>) {
            Ok(Ok(parts)) => {
                let (stream, arrived) = (parts.io.into_inner(), parts.read_buf.to_vec());
                handler.run(Accepted { stream, arrived, _place: place }, plan).await;
            }
            Ok(Err(_)) | Err(_) => handler.lost(peer, plan).await,
        }
    });
    response
}

/// Checks the opening handshake of a request (RFC 6455, section 4.2.1), and makes the answer to a valid one. The first subprotocol
/// that the client offers is chosen.
fn opening(request: &Request<Incoming>) -> (Opening, Option<Response<Content>>) {
    // Other protocols are ignored (RFC 9110, section 7.8).
    if !has_token(request.headers(), &header::UPGRADE, "websocket") {
        return (Opening::None, None);
    }
    let mut copy = Request::new(());
    *copy.method_mut() = request.method().clone();
    *copy.version_mut() = request.version();
    *copy.headers_mut() = request.headers().clone();
    // tungstenite does not read a list.
    copy.headers_mut().insert(header::UPGRADE, HeaderValue::from_static("websocket"));
    match create_response(&copy) {
        Ok(response) => {
            let mut response = response.map(|()| Content::default());
            let offered = request.headers().get(header::SEC_WEBSOCKET_PROTOCOL).and_then(|value| value.to_str().ok());
            let mut names = offered.into_iter().flat_map(|offered| offered.split(',')).map(str::trim);
            let first = names.find(|name| is_token(name));
            if let Some(first) = first.and_then(|first| HeaderValue::from_str(first).ok()) {
                response.headers_mut().insert(header::SEC_WEBSOCKET_PROTOCOL, first);
            }
            (Opening::Valid, Some(response))
        }
        Err(error) => {
            let is_version =
                matches!(error, tungstenite::Error::Protocol(ProtocolError::MissingSecWebSocketVersionHeader));
            let status = if is_version { StatusCode::UPGRADE_REQUIRED } else { StatusCode::BAD_REQUEST };
            (Opening::Invalid { status, message: error.to_string() }, None)
        }
    }
}

/// Returns the answer with a header.
pub(crate) fn with(mut answer: Response<Content>, name: HeaderName, value: &'static str) -> Response<Content> {
    answer.headers_mut().insert(name, HeaderValue::from_static(value));
    answer
}

/// Makes an answer of plain text. A client of another version of WebSocket is told the right one (RFC 6455, section 4.4).
pub(crate) fn words(status: StatusCode, text: &str) -> Response<Content> {
    let mut response = Response::new(Content::from(format!("{text}\n")));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    if status == StatusCode::UPGRADE_REQUIRED {
        headers.insert(header::UPGRADE, HeaderValue::from_static("websocket"));
        headers.insert(header::CONNECTION, HeaderValue::from_static("Upgrade"));
        headers.insert(header::SEC_WEBSOCKET_VERSION, HeaderValue::from_static("13"));
    }
    response
}

/// Listens at an address, and returns it with the port that the system has chosen for 0. The error is for people; its cure for a
/// port in use is `other`.
pub(crate) async fn listen(address: SocketAddr, other: &str) -> Result<(TcpListener, SocketAddr), String> {
    let listener = TcpListener::bind(address).await;
    let bound = listener.and_then(|listener| listener.local_addr().map(|address| (listener, address)));
    bound.map_err(|error| match error.kind() {
        io::ErrorKind::AddrInUse => {
            format!("the port {} is in use: end the other program, or {other}", address.port())
        }
        io::ErrorKind::PermissionDenied => format!("the port {} is not allowed: use a port from 1024", address.port()),
        io::ErrorKind::AddrNotAvailable => format!("the address {} does not belong to this machine", address.ip()),
        _ => format!("cannot listen at {address}: {error}"),
    })
}
