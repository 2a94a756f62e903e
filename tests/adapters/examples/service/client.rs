//! The client of the service, with tokio-tungstenite. After each close event, the table of codes says if it reconnects.

use std::error::Error;
use std::net::SocketAddr;
use std::time::Duration;

use close_codes::{CloseEvent, CloseOutcome, Reconnect, WithCloseEvent};
use tokio::time::sleep;
use tokio_tungstenite::connect_async;
use tungstenite::Message;

use crate::GameCode;

/// The limit of attempts. The table says only if a client may reconnect, not how often.
const ATTEMPTS: u32 = 10;
const FIRST_DELAY: Duration = Duration::from_millis(10);

pub(crate) async fn play(address: SocketAddr) -> Result<(), Box<dyn Error>> {
    let mut delay = FIRST_DELAY;
    for _ in 0..ATTEMPTS {
        let connects_again = if let Ok((socket, _)) = connect_async(format!("ws://{address}/")).await {
            let mut socket = WithCloseEvent::client(socket);
            while let Some(Ok(message)) = socket.recv().await {
                if let Message::Text(text) = message {
                    println!("{text}");
                    socket.send("ready".into()).await?;
                }
            }
            let event = socket.closed().await;
            connects_again(&event)
        } else {
            println!("no connection");
            connects_again(&CloseEvent::from(CloseOutcome::OPENING_FAILED))
        };
        if !connects_again {
            return Ok(());
        }
        sleep(delay).await;
        delay *= 2;
    }
    Err(format!("no connection was left open after {ATTEMPTS} attempts").into())
}

/// Returns `true` if the client should reconnect: by the column `retry`, or by the registry's hint if the code is not in the
/// table.
fn connects_again(event: &CloseEvent) -> bool {
    let connects_again = GameCode::retry_of(event.code()).unwrap_or(event.code().reconnect() == Reconnect::Yes);
    let next = if connects_again { "connect again" } else { "stop" };
    println!("  client: {}: {next}", event.display_as::<GameCode>());
    connects_again
}
