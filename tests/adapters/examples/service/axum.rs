//! A service with axum, and a client that reconnects as the column `retry` of their table says.
//!
//! Run it:
//!
//! ```sh
//! cargo run -p close-codes-adapters-tests --bin service-axum
//! ```

use std::error::Error;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::extract::ws::{WebSocket, WebSocketUpgrade};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use close_codes::WithCloseEvent;
use tokio::net::TcpListener;
use tokio::time::sleep;

mod client;
mod endings;

use endings::{COUNT, Ending, ending};

/// Close codes of the game.
#[close_codes::close_codes("codes/game.csv")]
enum GameCode {}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let app = Router::new().route("/", any(upgrade)).with_state(Arc::default());
    tokio::select! {
        result = axum::serve(listener, app) => Ok(result?),
        result = client::play(address) => result,
    }
}

async fn upgrade(upgrade: WebSocketUpgrade, State(count): State<Arc<AtomicUsize>>) -> Response {
    let number = count.fetch_add(1, Ordering::Relaxed);
    let ending = match ending(number) {
        Ok(ending @ (Ending::Close(_) | Ending::Drop)) => ending,
        Ok(Ending::Refuse) | Err(_) => return StatusCode::SERVICE_UNAVAILABLE.into_response(),
    };
    upgrade.on_upgrade(async move |socket| {
        if let Err(error) = serve(WithCloseEvent::server(socket), number, ending).await {
            eprintln!("connection {number}: {error}");
        }
    })
}

async fn serve(mut socket: WithCloseEvent<WebSocket>, number: usize, ending: Ending) -> Result<(), Box<dyn Error>> {
    socket.on_close(|event| println!("  service: {}", event.display_as::<GameCode>()));
    socket.send(format!("connection {} of {COUNT}", number + 1).into()).await?;
    socket.recv().await; // The client is ready.
    if let Ending::Close(frame) = ending {
        socket.close_with(frame, sleep(Duration::from_secs(5))).await;
    }
    Ok(())
}
