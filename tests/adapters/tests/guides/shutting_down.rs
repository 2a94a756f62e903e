use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::response::Response;
use axum::routing::any;
use close_codes::{CloseCode, CloseEvent, CloseFrame, WithCloseEvent};
use tokio::net::TcpListener;
use tokio::sync::watch::{self, Receiver};
use tokio::time::{sleep, timeout};

const RESTARTING: CloseFrame = CloseFrame::from_static(CloseCode::ServiceRestart, "back soon");
const LIMIT: Duration = Duration::from_secs(5);

/// Serves until `stop` is ready, and then closes all connections. This takes at most two limits.
async fn run(listener: TcpListener, stop: impl Future<Output = ()>) {
    let (shutdown, receiver) = watch::channel(());
    let mut stopped = receiver.clone();
    let app = Router::new().route("/chat", any(chat)).with_state(receiver);
    let server = axum::serve(listener, app).with_graceful_shutdown(async move { _ = stopped.changed().await });
    let server = tokio::spawn(server.into_future());
    stop.await;
    shutdown.send_replace(());
    // axum waits for HTTP requests, without a limit, and not for WebSockets.
    let closed = async {
        _ = server.await;
        shutdown.closed().await; // when each task has dropped its receiver
    };
    _ = timeout(LIMIT * 2, closed).await;
}

async fn chat(upgrade: WebSocketUpgrade, State(mut shutdown): State<Receiver<()>>) -> Response {
    upgrade.on_upgrade(async move |socket| {
        let event = serve(WithCloseEvent::server(socket), &mut shutdown).await;
        println!("{event}");
        drop(shutdown); // The last line: `run` waits for it.
    })
}

/// Echoes messages until the connection closes or the server stops.
async fn serve(mut socket: WithCloseEvent<WebSocket>, shutdown: &mut Receiver<()>) -> CloseEvent {
    loop {
        tokio::select! {
            message = socket.recv() => match message {
                Some(Ok(message @ Message::Text(_))) => {
                    // While the task sends, it does not see the shutdown.
                    if timeout(LIMIT, socket.send(message)).await.is_err() {
                        socket.time_out(); // `recv` now ends.
                    }
                }
                Some(Ok(_)) => {}
                _ => return socket.closed().await,
            },
            _ = shutdown.changed() => return socket.close_with(RESTARTING, sleep(LIMIT)).await,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::future::pending;

    use tokio::io::AsyncWriteExt;
    use tokio::net::TcpStream;
    use tokio::sync::oneshot;
    use tokio::task::JoinHandle;
    use tokio::time::Instant;
    use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

    use super::*;

    type Client = WithCloseEvent<WebSocketStream<MaybeTlsStream<TcpStream>>>;

    /// A server that runs, with a client that is connected.
    async fn start() -> (Client, oneshot::Sender<()>, JoinHandle<()>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("ws://{}/chat", listener.local_addr().unwrap());
        let (stop, stopped) = oneshot::channel();
        let server = tokio::spawn(run(listener, async { stopped.await.unwrap() }));
        let (socket, _) = connect_async(url).await.unwrap();
        (WithCloseEvent::client(socket), stop, server)
    }

    #[tokio::test]
    async fn the_client_gets_the_code() {
        let (mut client, stop, server) = start().await;
        client.send("hello".into()).await.unwrap();
        assert_eq!(client.recv().await.unwrap().unwrap().into_text().unwrap().as_str(), "hello");

        stop.send(()).unwrap();
        let event = client.closed().await;
        assert_eq!((event.code(), event.reason()), (CloseCode::ServiceRestart, "back soon"));
        assert!(event.was_clean());
        server.await.unwrap();
    }

    #[tokio::test(start_paused = true)]
    async fn the_server_waits_for_a_client_that_does_not_answer_but_not_longer_than_the_limit() {
        let (_client, stop, server) = start().await;
        let start = Instant::now();
        stop.send(()).unwrap();
        server.await.unwrap();
        assert_eq!(start.elapsed().as_secs(), LIMIT.as_secs());
    }

    #[tokio::test(start_paused = true)]
    async fn a_client_that_does_not_read_does_not_delay_the_server() {
        let (mut client, stop, server) = start().await;
        // Until the server cannot send its echoes any more, and so does not receive either.
        while timeout(LIMIT / 5, client.send("x".repeat(1 << 20).into())).await.is_ok() {}
        let start = Instant::now();
        stop.send(()).unwrap();
        server.await.unwrap();
        assert!(start.elapsed() <= LIMIT * 2);
    }

    #[tokio::test(start_paused = true)]
    async fn the_server_waits_for_a_request_that_does_not_end_but_not_longer_than_two_limits() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let server = tokio::spawn(run(listener, async { stopped.await.unwrap() }));
        let mut request = TcpStream::connect(address).await.unwrap();
        request.write_all(b"GET /chat HTTP/1.1\r\n").await.unwrap();
        sleep(LIMIT).await; // The time is paused: this waits until the server has read the line.
        let start = Instant::now();
        stop.send(()).unwrap();
        server.await.unwrap();
        assert_eq!(start.elapsed().as_secs(), LIMIT.as_secs() * 2, "axum waits for the request, and `run` has a limit");
    }

    #[tokio::test]
    async fn axum_itself_does_not_wait() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("ws://{}", listener.local_addr().unwrap());
        let upgrade = async |upgrade: WebSocketUpgrade| upgrade.on_upgrade(|_socket| pending());
        let (stop, stopped) = oneshot::channel::<()>();
        let server = axum::serve(listener, Router::new().route("/", any(upgrade)));
        let server = tokio::spawn(server.with_graceful_shutdown(async { stopped.await.unwrap() }).into_future());
        let (_client, _) = connect_async(url).await.unwrap();
        stop.send(()).unwrap();
        server.await.unwrap().unwrap();
    }
}
