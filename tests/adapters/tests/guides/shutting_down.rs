use std::time::Duration;

use close_codes::{CloseCode, CloseEvent, CloseFrame, WithCloseEvent};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::sleep;
use tokio_tungstenite::WebSocketStream;

const RESTARTING: CloseFrame = CloseFrame::from_static(CloseCode::ServiceRestart, "back soon");
const LIMIT: Duration = Duration::from_secs(5);

/// Serves one connection until it closes or the server stops.
async fn serve<T: AsyncRead + AsyncWrite + Unpin>(
    mut socket: WithCloseEvent<WebSocketStream<T>>,
    mut shutdown: watch::Receiver<()>,
) -> CloseEvent {
    loop {
        tokio::select! {
            message = socket.recv() => match message {
                Some(Ok(message)) => println!("{message}"),
                _ => return socket.closed().await,
            },
            _ = shutdown.changed() => return socket.close_with(RESTARTING, sleep(LIMIT)).await,
        }
    }
}

/// Closes all connections, and returns how each one ended.
async fn shut_down(shutdown: watch::Sender<()>, connections: JoinSet<CloseEvent>) -> Vec<CloseEvent> {
    shutdown.send_replace(());
    connections.join_all().await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::connection;

    #[tokio::test]
    async fn all_clients_get_the_code() {
        let (shutdown, receiver) = watch::channel(());
        let (mut connections, mut clients) = (JoinSet::new(), JoinSet::new());
        for _ in 0..3 {
            let (server, mut client) = connection().await;
            connections.spawn(serve(server, receiver.clone()));
            clients.spawn(async move { client.closed().await });
        }
        let events = shut_down(shutdown, connections).await;
        assert_eq!(events.len(), 3);
        for event in events {
            assert_eq!(event.code(), CloseCode::ServiceRestart);
            assert!(event.was_clean());
        }
        for event in clients.join_all().await {
            assert_eq!((event.code(), event.reason()), (CloseCode::ServiceRestart, "back soon"));
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_client_that_does_not_answer_is_not_waited_for() {
        let (shutdown, receiver) = watch::channel(());
        let mut connections = JoinSet::new();
        let (server, _client) = connection().await;
        connections.spawn(serve(server, receiver));
        let events = shut_down(shutdown, connections).await;
        let outcome = events.first().unwrap().outcome().unwrap();
        assert_eq!((outcome.code().as_u16(), outcome.timed_out()), (1006, true));
    }
}
