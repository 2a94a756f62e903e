use std::time::Duration;

use axum::extract::ws::WebSocketUpgrade;
use axum::http::HeaderMap;
use axum::response::Response;
use close_codes::{CloseCode, CloseFrame, WithCloseEvent};
use tokio::time::sleep;

const LOG_IN: CloseFrame = CloseFrame::from_static(CloseCode::Unauthorized, "log in again");

async fn chat(upgrade: WebSocketUpgrade, headers: HeaderMap) -> Response {
    upgrade.on_upgrade(async move |socket| {
        let mut socket = WithCloseEvent::server(socket);
        if !is_logged_in(&headers) {
            socket.close_with(LOG_IN, sleep(Duration::from_secs(1))).await;
            return;
        }
        while let Some(Ok(message)) = socket.recv().await {
            println!("{message:?}");
        }
    })
}

fn is_logged_in(headers: &HeaderMap) -> bool {
    headers.get("cookie").is_some_and(|cookie| cookie == "session=1") // Put your own check here.
}

#[cfg(test)]
mod tests {
    use std::future::pending;

    use axum::Router;
    use axum::routing::any;
    use tokio::net::TcpListener;
    use tokio_tungstenite::connect_async;
    use tungstenite::ClientRequestBuilder;

    use super::*;

    #[tokio::test]
    async fn only_a_client_without_a_login_gets_3000() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let uri: axum::http::Uri = format!("ws://{}", listener.local_addr().unwrap()).parse().unwrap();
        tokio::spawn(async { axum::serve(listener, Router::new().route("/", any(chat))).await });

        let (socket, _) = connect_async(uri.clone()).await.unwrap();
        let event = WithCloseEvent::client(socket).closed().await;
        assert_eq!((event.code().as_u16(), event.reason()), (3000, "log in again"));

        let request = ClientRequestBuilder::new(uri).with_header("cookie", "session=1");
        let (socket, _) = connect_async(request).await.unwrap();
        let bye = CloseFrame::new(CloseCode::NormalClosure, "bye").unwrap();
        let event = WithCloseEvent::client(socket).close_with(bye, pending::<()>()).await;
        assert_eq!((event.code().as_u16(), event.was_clean()), (1000, true));
    }
}
