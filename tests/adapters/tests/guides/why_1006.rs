use std::time::Duration;

use axum::extract::ws::{Message, WebSocket};
use close_codes::{CloseOutcome, WithCloseEvent};
use tokio::time::{Instant, interval_at, timeout};

/// The time between two pings. Each proxy on the way waits longer.
const PING: Duration = Duration::from_secs(20);

/// Serves one connection. Keeps it open by pings, notices a client that is gone, and logs the end.
async fn serve(mut socket: WithCloseEvent<WebSocket>) {
    let opened = Instant::now();
    let mut heard = opened;
    let mut pings = interval_at(opened + PING, PING);
    let error = loop {
        tokio::select! {
            biased; // Messages come before pings.
            message = socket.recv() => match message {
                Some(Ok(message)) => {
                    heard = Instant::now(); // also after a pong
                    println!("{message:?}");
                }
                Some(Err(error)) => break Some(error),
                None => break None,
            },
            _ = pings.tick() => {
                let sent = timeout(PING, socket.send(Message::Ping("".into()))).await;
                if sent.is_err() || heard.elapsed() > PING * 5 / 2 {
                    socket.time_out(); // `recv` now ends.
                }
            }
        }
    };
    let silent = heard.elapsed();
    let event = socket.closed().await;
    println!("{event}; {error:?}; open for {:?}, silent for {silent:?}", opened.elapsed());
    if let Some(outcome) = event.outcome().filter(|_| event.code() == 1006) {
        println!("{}", cause(outcome));
    }
}

/// Explains a 1006.
fn cause(outcome: &CloseOutcome) -> &'static str {
    match outcome.sent() {
        _ if !outcome.opened() => "the connection was never opened",
        Some(_) if outcome.timed_out() => "the peer did not answer the close frame",
        None if outcome.timed_out() => "the peer did not answer pings, or does not read",
        _ if outcome.failed() => "the peer broke the protocol, or this endpoint gave up",
        Some(_) => "the peer dropped the connection instead of answering the close frame",
        None => "the transport ended: a proxy, the peer's process, or the network",
    }
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::extract::ws::WebSocketUpgrade;
    use axum::routing::any;
    use close_codes::{CloseCode, CloseEvent, CloseFrame, CloseHandshake, CodePolicy, Role};
    use tokio::io::DuplexStream;
    use tokio::sync::oneshot;
    use tokio::time::sleep;
    use tokio_tungstenite::{WebSocketStream, client_async};

    use super::*;
    use crate::connection;

    /// A listener with one connection.
    struct Once(Option<DuplexStream>);

    impl axum::serve::Listener for Once {
        type Io = DuplexStream;
        type Addr = ();

        async fn accept(&mut self) -> (DuplexStream, ()) {
            match self.0.take() {
                Some(stream) => (stream, ()),
                None => std::future::pending().await,
            }
        }

        fn local_addr(&self) -> std::io::Result<()> {
            Ok(())
        }
    }

    /// Returns a client of `serve`, and the server's event.
    async fn start() -> (WithCloseEvent<WebSocketStream<DuplexStream>>, oneshot::Receiver<CloseEvent>) {
        let (near, far) = tokio::io::duplex(1024);
        let (sender, event) = oneshot::channel();
        let sender = std::sync::Arc::new(std::sync::Mutex::new(Some(sender)));
        let upgrade = async move |upgrade: WebSocketUpgrade| {
            upgrade.on_upgrade(move |socket| {
                let socket = WithCloseEvent::server(socket);
                let sender = sender.lock().unwrap().take().unwrap();
                socket.on_close(|event| sender.send(event.clone()).unwrap());
                serve(socket)
            })
        };
        tokio::spawn(async { axum::serve(Once(Some(near)), Router::new().route("/", any(upgrade))).await });
        let (socket, _) = client_async("ws://localhost/", far).await.unwrap();
        (WithCloseEvent::client(socket), event)
    }

    #[tokio::test(start_paused = true)]
    async fn pings_keep_a_quiet_connection_open() {
        let (mut client, event) = start().await;
        for _ in 0..30 {
            // Sooner than the 60 seconds of nginx.
            let message = timeout(Duration::from_secs(60), client.recv()).await.unwrap().unwrap().unwrap();
            assert!(message.is_ping());
        }
        let bye = CloseFrame::from_static(CloseCode::NormalClosure, "bye");
        client.close_with(bye, sleep(PING)).await;
        let event = event.await.unwrap();
        assert_eq!((event.code().as_u16(), event.was_clean()), (1000, true));
    }

    #[tokio::test(start_paused = true)]
    async fn a_client_that_does_not_answer_pings_is_given_up() {
        let start_of_test = Instant::now();
        let (_client, event) = start().await;
        let event = event.await.unwrap();
        assert_eq!(event.code().as_u16(), 1006);
        assert_eq!(cause(event.outcome().unwrap()), "the peer did not answer pings, or does not read");
        assert_eq!(start_of_test.elapsed().as_secs(), 60);
    }

    #[tokio::test]
    async fn an_endpoint_that_drops_its_socket_sends_no_close_frame() {
        let bye = CloseFrame::from_static(CloseCode::NormalClosure, "bye");
        for (closes, code) in [(true, 1000), (false, 1006)] {
            let (mut server, mut client) = connection().await;
            let server = async move {
                if closes {
                    server.close_with(bye, std::future::pending::<()>()).await;
                }
            };
            let ((), event) = tokio::join!(server, client.closed());
            assert_eq!(event.code(), code);
        }
    }

    #[test]
    fn each_cause_has_its_own_text() -> Result<(), Box<dyn std::error::Error>> {
        let new = || CloseHandshake::new(Role::Server, CodePolicy::Strict);

        assert_eq!(CloseOutcome::OPENING_FAILED.code().as_u16(), 1006);
        assert_eq!(cause(&CloseOutcome::OPENING_FAILED), "the connection was never opened");

        let mut lost = new();
        assert!(cause(&lost.transport_ended()?).starts_with("the transport ended"));

        let mut broken = new();
        let _ = broken.close_received(&[3])?;
        assert!(cause(&broken.transport_ended()?).starts_with("the peer broke the protocol"));

        let mut dropped = new();
        let _ = dropped.close(CloseFrame::EMPTY)?;
        let _ = dropped.close_sent()?;
        let mut silent = dropped.clone();
        assert!(cause(&dropped.transport_ended()?).starts_with("the peer dropped"));

        let _ = silent.time_out()?;
        assert_eq!(cause(&silent.transport_ended()?), "the peer did not answer the close frame");

        let mut gone = new();
        let _ = gone.time_out()?;
        assert!(cause(&gone.transport_ended()?).starts_with("the peer did not answer pings"));
        Ok(())
    }
}
