use std::time::Duration;

use close_codes::WithCloseEvent;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::time::sleep;
use tokio_tungstenite::WebSocketStream;

/// Waits until the service has closed, and then closes the connection to the client.
async fn pass_on<T: AsyncRead + AsyncWrite + Unpin>(
    mut service: WithCloseEvent<WebSocketStream<T>>,
    mut client: WithCloseEvent<WebSocketStream<T>>,
) {
    let event = service.closed().await;
    client.close_with(event.forwarded(), sleep(Duration::from_secs(5))).await;
    // Both sockets are dropped here.
}

#[cfg(test)]
mod tests {
    use std::future::pending;

    use close_codes::CloseFrame;

    use super::pass_on;
    use crate::connection;

    #[tokio::test]
    async fn the_client_gets_the_code_of_the_service() {
        let (mut service, upstream) = connection().await;
        let (downstream, mut client) = connection().await;
        let expired = CloseFrame::new(4401, "expired").unwrap();
        let service = async move { service.close_with(expired, pending::<()>()).await };
        let (_, (), event) = tokio::join!(service, pass_on(upstream, downstream), client.closed());
        assert_eq!((event.code().as_u16(), event.reason()), (4401, "expired"));
    }
}
