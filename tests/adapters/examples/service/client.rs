//! The client of the service, by tokio-tungstenite: after each end of its connection, the table of codes says whether to connect
//! again.

use std::error::Error;
use std::net::SocketAddr;
use std::time::Duration;

use close_codes::{CloseEvent, CodeSet, Reconnect, WithCloseEvent};
use tokio::time::sleep;
use tokio_tungstenite::connect_async;
use tungstenite::Message;

use crate::GameCode;

/// How often to try in a row; the table says whether, and not how often.
const ATTEMPTS: u32 = 10;
const FIRST_DELAY: Duration = Duration::from_millis(10);

pub(crate) async fn play(address: SocketAddr) -> Result<(), Box<dyn Error>> {
    let mut delay = FIRST_DELAY;
    for _ in 0..ATTEMPTS {
        let (socket, _) = connect_async(format!("ws://{address}/")).await?;
        let mut socket = WithCloseEvent::client(socket);
        while let Some(Ok(message)) = socket.recv().await {
            if let Message::Text(text) = message {
                println!("{text}");
            }
        }
        let event = socket.closed().await;
        let connects_again = connects_again(&event);
        println!("  {}: {}", describe(&event), if connects_again { "connect again" } else { "stop" });
        if !connects_again {
            return Ok(());
        }
        sleep(delay).await;
        delay *= 2;
    }
    Err("the service does not want us".into())
}

/// By the table's column `retry`, and where the table says nothing by the registry's hint.
fn connects_again(event: &CloseEvent) -> bool {
    GameCode::retry_of(event.code()).unwrap_or(event.code().reconnect() == Reconnect::Yes)
}

fn describe(event: &CloseEvent) -> String {
    let name = event.code_as::<GameCode>().map_or(event.code().name(), CodeSet::name);
    let clean = if event.was_clean() { "clean" } else { "not clean" };
    format!("{} {name}, reason {:?}, {clean}", event.code().as_u16(), event.reason())
}
