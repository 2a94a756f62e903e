use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use close_codes::handshake::HandshakeError;
use close_codes::{CloseCode, CloseEvent, CloseFrame, CloseHandshake, CloseReason, CodePolicy, HandshakeAction, Role};
use fastwebsockets::{OpCode, WebSocket, WebSocketError, upgrade};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;

use crate::Result;
use crate::scene::{Scene, Socket};

pub(crate) const SERVER: &str = "fastwebsockets";
pub(crate) const CLIENT: &str = "fastwebsockets-client";

pub(crate) async fn serve(listener: TcpListener) -> Result {
    Ok(axum::serve(listener, Router::new().fallback(upgrade)).await?)
}

async fn upgrade(mut request: Request) -> Result<Response, StatusCode> {
    let scene = Scene::asked_for(SERVER, request.uri().path()).ok_or(StatusCode::NOT_FOUND)?;
    let (response, socket) = upgrade::upgrade(&mut request).map_err(|_| StatusCode::BAD_REQUEST)?;
    tokio::spawn(async move {
        if let Ok(socket) = socket.await {
            scene.play(Connection::new(socket, Role::Server)).await;
        }
    });
    Ok(response.map(Body::new).into_response())
}

/// Opens a connection by hand, because the opening handshake of the library needs a client of hyper.
pub(crate) async fn connect(mut stream: TcpStream, scene: Scene) -> Result {
    let request = format!(
        "GET {} HTTP/1.1\r\nHost: {}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
         Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
        scene.path(),
        stream.peer_addr()?
    );
    stream.write_all(request.as_bytes()).await?;
    // Do not read more than the response: the next bytes are frames.
    let mut response = Vec::new();
    while !response.ends_with(b"\r\n\r\n") {
        response.push(stream.read_u8().await?);
    }
    if !response.starts_with(b"HTTP/1.1 101 ") {
        return Err(String::from_utf8_lossy(&response).into());
    }
    scene.play(Connection::new(WebSocket::after_handshake(stream, Role::Client.into()), Role::Client)).await;
    Ok(())
}

/// A socket with its handshake.
struct Connection<S> {
    socket: WebSocket<S>,
    handshake: CloseHandshake,
    listeners: Vec<Listener>,
}

type Listener = Box<dyn FnOnce(&CloseEvent) + Send>;

impl<S: AsyncRead + AsyncWrite + Unpin> Connection<S> {
    fn new(mut socket: WebSocket<S>, role: Role) -> Self {
        socket.set_auto_close(false);
        Self { socket, handshake: CloseHandshake::new(role, CodePolicy::Strict), listeners: Vec::new() }
    }

    /// Reads a frame. Returns `true` if more can be read.
    async fn step(&mut self) -> bool {
        match self.socket.read_frame().await {
            Ok(frame) if frame.opcode == OpCode::Close => {
                let action = self.handshake.close_received(&frame.payload);
                self.act(action).await
            }
            // After this endpoint's close frame, each frame except the peer's close frame is an error.
            Ok(_) | Err(WebSocketError::ConnectionClosed) => self.handshake.data_received().is_ok(),
            // Stop reading: the same error could repeat forever.
            Err(error) => {
                if let Some(frame) = failure(&error) {
                    let action = self.handshake.fail(frame);
                    self.act(action).await;
                }
                false
            }
        }
    }

    /// Does what the handshake asks for. Returns `true` if more can be read.
    async fn act(&mut self, mut action: Result<HandshakeAction, HandshakeError>) -> bool {
        while let Ok(HandshakeAction::Send(frame)) = action {
            if self.socket.write_frame(frame.into()).await.is_err() {
                return false;
            }
            action = self.handshake.close_sent();
        }
        matches!(action, Ok(HandshakeAction::Continue | HandshakeAction::AwaitClose | HandshakeAction::AwaitEnd))
    }
}

/// Returns the close frame that tells the peer about an error, if one can still be sent.
fn failure(error: &WebSocketError) -> Option<CloseFrame> {
    let code = match error {
        WebSocketError::UnexpectedEOF | WebSocketError::IoError(_) => return None,
        WebSocketError::InvalidUTF8 => CloseCode::InvalidFramePayloadData,
        WebSocketError::FrameTooLarge => CloseCode::MessageTooBig,
        _ => CloseCode::ProtocolError,
    };
    CloseFrame::new(code, &CloseReason::truncating_fmt(format_args!("{error}"))).ok()
}

impl<S: AsyncRead + AsyncWrite + Unpin> Socket for Connection<S> {
    fn on_close(&mut self, listener: impl FnOnce(&CloseEvent) + Send + 'static) {
        self.listeners.push(Box::new(listener));
    }

    async fn recv(&mut self) {
        self.step().await;
    }

    async fn closed(&mut self) {
        while self.step().await {}
    }

    async fn close(&mut self, frame: CloseFrame, patience: Duration) {
        let action = self.handshake.close(frame);
        if self.act(action).await && timeout(patience, self.closed()).await.is_err() {
            // An error means that the connection has ended already.
            let _ = self.handshake.time_out();
        }
    }

    /// Closes with an empty frame: fastwebsockets does not have a sink.
    async fn close_sink(&mut self) {
        let action = self.handshake.close(CloseFrame::EMPTY);
        self.act(action).await;
    }
}

impl<S> Drop for Connection<S> {
    fn drop(&mut self) {
        if let Ok(outcome) = self.handshake.transport_ended() {
            let event = CloseEvent::from(outcome);
            self.listeners.drain(..).for_each(|listener| listener(&event));
        }
    }
}
