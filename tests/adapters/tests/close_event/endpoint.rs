//! The endpoint under test: a socket of each library, and the plans for it.

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use actix_http::HttpService;
use actix_service::map_config;
use actix_web::dev::{AppConfig, Service, ServiceFactory};
use actix_web::{App, HttpRequest, HttpResponse, web};
use axum::Router;
use axum::extract::ws::WebSocketUpgrade;
use axum::routing::any;
use close_codes::adapters::actix_ws_0_4::Socket;
use close_codes::stream::SocketMessage;
use close_codes::{CloseCode, CloseEvent, CloseFrame, CloseOutcome, WithCloseEvent};
use futures_util::future::Either;
use futures_util::stream::FuturesUnordered;
use futures_util::{Sink, SinkExt, Stream, StreamExt};
use tokio::net::TcpStream;
use tokio::sync::{Notify, oneshot};
use tokio::task::spawn_local;
use tokio::time::sleep;

pub(crate) const EXPIRED: CloseFrame = CloseFrame::from_static(CloseCode::from_u16(4001), "expired");

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Adapter {
    TokioTungstenite,
    TokioTungsteniteClient,
    Axum,
    TokioWebsockets,
    TokioWebsocketsClient,
    ActixWs,
    ActixWsAggregated,
}

impl Adapter {
    pub(crate) const ALL: [Self; 7] = [
        Self::TokioTungstenite,
        Self::TokioTungsteniteClient,
        Self::Axum,
        Self::TokioWebsockets,
        Self::TokioWebsocketsClient,
        Self::ActixWs,
        Self::ActixWsAggregated,
    ];

    pub(crate) const fn is_client(self) -> bool {
        matches!(self, Self::TokioTungsteniteClient | Self::TokioWebsocketsClient)
    }

    pub(crate) const fn is_actix(self) -> bool {
        matches!(self, Self::ActixWs | Self::ActixWsAggregated)
    }

    /// Returns `true` if tungstenite reads for it: tungstenite rewrites codes that it refuses.
    pub(crate) const fn is_tungstenite(self) -> bool {
        matches!(self, Self::TokioTungstenite | Self::TokioTungsteniteClient | Self::Axum)
    }

    pub(crate) const fn is_tokio_websockets(self) -> bool {
        matches!(self, Self::TokioWebsockets | Self::TokioWebsocketsClient)
    }

    /// Opens the connection at this end, and follows the plan. It may return before the plan is done.
    pub(crate) async fn open(self, stream: TcpStream, play: Play) {
        match self {
            Self::TokioTungstenite => {
                let socket = tokio_tungstenite::accept_async(stream).await.unwrap();
                play.with(WithCloseEvent::server(socket)).await;
            }
            Self::TokioTungsteniteClient => {
                let (socket, _) = tokio_tungstenite::client_async("ws://localhost/", stream).await.unwrap();
                play.with(WithCloseEvent::client(socket)).await;
            }
            Self::TokioWebsockets => {
                let (_, socket) = tokio_websockets::ServerBuilder::new().accept(stream).await.unwrap();
                play.with(WithCloseEvent::server(socket)).await;
            }
            Self::TokioWebsocketsClient => {
                let uri = "ws://localhost/".parse().unwrap();
                let (socket, _) = tokio_websockets::ClientBuilder::from_uri(uri).connect_on(stream).await.unwrap();
                play.with(WithCloseEvent::client(socket)).await;
            }
            Self::Axum => axum(stream, play).await,
            Self::ActixWs => actix(stream, play, false).await,
            Self::ActixWsAggregated => actix(stream, play, true).await,
        }
    }
}

/// Serves only this connection.
async fn axum(stream: TcpStream, play: Play) {
    struct Once(Option<TcpStream>);

    impl axum::serve::Listener for Once {
        type Io = TcpStream;
        type Addr = ();

        async fn accept(&mut self) -> (TcpStream, ()) {
            match self.0.take() {
                Some(stream) => (stream, ()),
                None => std::future::pending().await,
            }
        }

        fn local_addr(&self) -> std::io::Result<()> {
            Ok(())
        }
    }

    let ended = Arc::clone(&play.ended);
    let upgrade =
        async move |upgrade: WebSocketUpgrade| upgrade.on_upgrade(|socket| play.with(WithCloseEvent::server(socket)));
    let server = axum::serve(Once(Some(stream)), Router::new().route("/", any(upgrade)));
    tokio::select! {
        _ = server => {}
        () = ended.notified() => {}
    }
}

async fn actix(stream: TcpStream, play: Play, aggregated: bool) {
    let upgrade = move |request: HttpRequest, payload: web::Payload| {
        let play = play.clone();
        async move {
            let (response, session, stream) = actix_ws::handle(&request, payload)?;
            if aggregated {
                let socket = Socket::new(session, stream.aggregate_continuations());
                spawn_local(play.with(WithCloseEvent::server(socket)));
            } else {
                spawn_local(play.with(WithCloseEvent::server(Socket::new(session, stream))));
            }
            Ok::<HttpResponse, actix_web::Error>(response)
        }
    };
    let app = map_config(App::new().route("/", web::get().to(upgrade)), |()| AppConfig::default());
    let service = HttpService::build().finish(app).tcp().new_service(()).await.unwrap();
    // An error if the connection breaks off.
    let _ = service.call(stream).await;
}

/// A plan for a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Plan {
    /// Echo all text until the end.
    Echo,
    /// Read up to the peer's close frame, and drop the socket.
    LeaveAtClose,
    /// Call `close_with` with a timer that the test ends.
    CloseWith,
    /// Send a close frame as a message, and read until the end.
    SendClose,
    /// Close the sink, and then read until the end.
    CloseSink,
    /// Drop the socket.
    Vanish,
    /// Split the socket; write a long message in one task, and read in another, until the end.
    SplitAndRead,
    /// The same, but read up to the peer's close frame.
    SplitAndLeave,
}

/// The length of a text that is too long for the buffers between two sockets.
pub(crate) const LONG: usize = 16 << 20;

impl Plan {
    /// The plans that end, whatever the peer does.
    pub(crate) const ALL: [Self; 6] =
        [Self::Echo, Self::LeaveAtClose, Self::CloseWith, Self::SendClose, Self::CloseSink, Self::Vanish];
}

/// The facts in a close event.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    pub(crate) code: u16,
    pub(crate) reason: String,
    pub(crate) clean: bool,
    pub(crate) outcome: Option<CloseOutcome>,
}

/// Compares all but the outcome, which tests check separately.
impl PartialEq for Seen {
    fn eq(&self, other: &Self) -> bool {
        (self.code, &self.reason, self.clean) == (other.code, &other.reason, other.clean)
    }
}

impl From<&CloseEvent> for Seen {
    fn from(event: &CloseEvent) -> Self {
        Self {
            code: event.code().as_u16(),
            reason: event.reason().to_owned(),
            clean: event.was_clean(),
            outcome: event.outcome().copied(),
        }
    }
}

#[derive(Clone)]
pub(crate) struct Play {
    pub(crate) plan: Plan,
    /// The events that the listener was called with.
    pub(crate) events: Arc<Mutex<Vec<Seen>>>,
    /// The sender of the event that a waiting task got.
    pub(crate) told: Arc<Mutex<Option<oneshot::Sender<Seen>>>>,
    pub(crate) time_out: Arc<Notify>,
    /// The number of messages that `Echo` has read.
    pub(crate) messages: Arc<AtomicUsize>,
    /// Notified when the plan is done.
    pub(crate) ended: Arc<Notify>,
}

impl Play {
    pub(crate) fn new(plan: Plan) -> (Self, oneshot::Receiver<Seen>) {
        let (sender, receiver) = oneshot::channel();
        let this = Self {
            plan,
            events: Arc::default(),
            told: Arc::new(Mutex::new(Some(sender))),
            time_out: Arc::default(),
            messages: Arc::default(),
            ended: Arc::default(),
        };
        (this, receiver)
    }

    async fn with<S, M>(self, socket: WithCloseEvent<S>)
    where
        S: Stream<Item = Result<M, M::Error>> + Sink<M::Outgoing> + Unpin + 'static,
        M: SocketMessage<Outgoing: 'static> + Echo<M::Outgoing>,
    {
        let events = Arc::clone(&self.events);
        socket.on_close(move |event| events.lock().unwrap().push(event.into()));
        let closed = socket.watch();
        let sender = self.told.lock().unwrap().take().unwrap();
        tokio::spawn(async move { sender.send(Seen::from(&closed.await)) });
        self.plan.carry_out(socket, &self.time_out, &self.messages).await;
        self.ended.notify_one();
    }
}

impl Plan {
    /// Follows the plan, and drops the socket.
    async fn carry_out<S, M>(self, mut socket: WithCloseEvent<S>, time_out: &Notify, messages: &AtomicUsize)
    where
        S: Stream<Item = Result<M, M::Error>> + Sink<M::Outgoing> + Unpin + 'static,
        M: SocketMessage<Outgoing: 'static> + Echo<M::Outgoing>,
    {
        match self {
            Self::Echo => {
                while let Some(Ok(message)) = socket.recv().await {
                    messages.fetch_add(1, Ordering::Relaxed);
                    if let Some(echo) = message.echo() {
                        // If sending fails, reading gives the reason.
                        let _ = socket.send(echo).await;
                    }
                }
            }
            Self::LeaveAtClose => {
                while let Some(Ok(message)) = socket.recv().await {
                    if message.close_body().is_some() {
                        break;
                    }
                }
            }
            Self::CloseWith => {
                let timer = async {
                    time_out.notified().await;
                    // Like any timer of tokio, this one is ready only if the task has budget left.
                    sleep(Duration::ZERO).await;
                };
                drop(socket.close_with(EXPIRED, timer).await);
            }
            Self::SendClose => {
                let _ = socket.send(M::from_frame(EXPIRED)).await;
                drop(socket.closed().await);
            }
            Self::CloseSink => {
                let _ = poll_fn(|cx| Pin::new(&mut socket).poll_close(cx)).await;
                drop(socket.closed().await);
            }
            Self::Vanish => {}
            Self::SplitAndRead | Self::SplitAndLeave => {
                let (mut writer, mut reader) = socket.split();
                let write = async move {
                    // The peer checks that it was sent.
                    let _ = writer.send(M::text("x".repeat(LONG))).await;
                };
                let read = async move {
                    while let Some(Ok(message)) = reader.next().await {
                        if self == Self::SplitAndLeave && message.close_body().is_some() {
                            break;
                        }
                    }
                };
                // Each has its own waker.
                [Either::Left(write), Either::Right(read)]
                    .into_iter()
                    .collect::<FuturesUnordered<_>>()
                    .collect::<()>()
                    .await;
            }
        }
    }
}

/// A message that can be made of text and echoed.
trait Echo<O> {
    fn text(text: String) -> O;

    fn echo(self) -> Option<O>;
}

impl Echo<Self> for tungstenite::Message {
    fn text(text: String) -> Self {
        Self::text(text)
    }

    fn echo(self) -> Option<Self> {
        self.is_text().then_some(self)
    }
}

impl Echo<Self> for axum::extract::ws::Message {
    fn text(text: String) -> Self {
        Self::text(text)
    }

    fn echo(self) -> Option<Self> {
        matches!(self, Self::Text(_)).then_some(self)
    }
}

impl Echo<Self> for tokio_websockets::Message {
    fn text(text: String) -> Self {
        Self::text(text)
    }

    fn echo(self) -> Option<Self> {
        self.is_text().then_some(self)
    }
}

impl Echo<Self> for actix_ws::Message {
    fn text(text: String) -> Self {
        Self::Text(text.into())
    }

    fn echo(self) -> Option<Self> {
        matches!(self, Self::Text(_)).then_some(self)
    }
}

impl Echo<actix_ws::Message> for actix_ws::AggregatedMessage {
    fn text(text: String) -> actix_ws::Message {
        actix_ws::Message::Text(text.into())
    }

    fn echo(self) -> Option<actix_ws::Message> {
        match self {
            Self::Text(text) => Some(actix_ws::Message::Text(text)),
            _ => None,
        }
    }
}
