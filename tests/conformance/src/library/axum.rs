//! A server with one connection in memory. axum has no other way to make a [`WebSocket`].

use std::future::{Future, pending};
use std::io;
use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use axum::routing::any;
use axum::serve::Listener;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader, DuplexStream};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::mpsc;
use tokio::time::timeout;

use super::{Library, Received, Sent, Told, UNFINISHED};
use crate::wire;

pub struct Axum;

const PATIENCE: Duration = Duration::from_secs(10);

const OPENING: &[u8] = b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
    Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

thread_local! {
    static RUNTIME: Runtime = Builder::new_current_thread().enable_time().build().expect("a runtime");
}

impl Library for Axum {
    fn name(&self) -> &'static str {
        "axum"
    }

    fn note(&self) -> &'static str {
        "Uses its own tungstenite, perhaps of another version than the one measured here."
    }

    fn receive(&self, body: &[u8]) -> Received {
        let outcome = serve(&wire::masked_frame(body), |mut socket| async move {
            let told = match socket.recv().await {
                Some(Ok(Message::Close(frame))) => {
                    Told::Close(frame.map(|frame| (frame.code, frame.reason.to_string())))
                }
                Some(Ok(_)) => Told::something_else(),
                Some(Err(error)) => Told::error(&error.into_inner()),
                None => Told::nothing(),
            };
            while let Some(Ok(_)) = socket.recv().await {}
            told
        });
        let (told, answer) = outcome.unwrap_or_else(|| (Told::something_else(), Vec::new()));
        Received { told, answer }
    }

    fn send(&self, close: Option<(u16, &[u8])>) -> Sent {
        let frame = match close.map(|(code, reason)| (code, str::from_utf8(reason))) {
            Some((code, Ok(reason))) => Some(CloseFrame { code, reason: reason.into() }),
            Some((_, Err(_))) => return Sent::Inexpressible,
            None => None,
        };
        match serve(&[], |mut socket| async move { socket.send(Message::Close(frame)).await }) {
            Some((Ok(()), sent)) => Sent::Wire(sent),
            Some((Err(error), _)) => Sent::error(&error.into_inner()),
            None => Sent::Refused(UNFINISHED.into()),
        }
    }
}

/// Opens a WebSocket, sends bytes to the server, runs `work` in the handler, and collects all that the server sends. Returns
/// `None` if a step fails.
fn serve<F, Fut, T>(arriving: &[u8], work: F) -> Option<(T, Vec<u8>)>
where
    F: FnOnce(WebSocket) -> Fut + Clone + Send + Sync + 'static,
    Fut: Future<Output = T> + Send + 'static,
    T: Send + 'static,
{
    let connection = async {
        let (tell, mut told) = mpsc::channel(1);
        let work = |socket| async move {
            // The receiver waits for the result.
            let _ = tell.send(work(socket).await).await;
        };
        let router = any(|upgrade: WebSocketUpgrade| async { upgrade.on_upgrade(work) });
        let (client, server) = tokio::io::duplex(4096);
        let server = tokio::spawn(axum::serve(OneConnection(Some(server)), router).into_future());

        let mut client = BufReader::new(client);
        client.write_all(OPENING).await?;
        let mut line = String::new();
        while line != "\r\n" {
            line.clear();
            client.read_line(&mut line).await?;
        }
        client.write_all(arriving).await?;
        let mut sent = Vec::new();
        client.read_to_end(&mut sent).await?;
        let told = told.recv().await.ok_or(io::ErrorKind::BrokenPipe)?;
        server.abort();
        Ok::<_, io::Error>((told, sent))
    };
    let outcome = RUNTIME.with(|runtime| runtime.block_on(async { timeout(PATIENCE, connection).await }));
    outcome.ok().and_then(Result::ok)
}

struct OneConnection(Option<DuplexStream>);

impl Listener for OneConnection {
    type Io = DuplexStream;
    type Addr = ();

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        match self.0.take() {
            Some(connection) => (connection, ()),
            None => pending().await,
        }
    }

    fn local_addr(&self) -> io::Result<Self::Addr> {
        Ok(())
    }
}
