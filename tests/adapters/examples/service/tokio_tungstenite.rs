//! A service with tokio-tungstenite, and a client that reconnects as the column `retry` of their table says.
//!
//! Run it:
//!
//! ```sh
//! cargo run -p close-codes-adapters-tests --bin service-tokio-tungstenite
//! ```

use std::error::Error;
use std::time::Duration;

use close_codes::WithCloseEvent;
use tokio::net::{TcpListener, TcpStream};
use tokio::time::sleep;
use tokio_tungstenite::{WebSocketStream, accept_async};

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
    tokio::select! {
        result = listen(listener) => result,
        result = client::play(address) => result,
    }
}

async fn listen(listener: TcpListener) -> Result<(), Box<dyn Error>> {
    for number in 0.. {
        let (stream, _) = listener.accept().await?;
        tokio::spawn(async move {
            if let Err(error) = serve(stream, number).await {
                eprintln!("connection {number}: {error}");
            }
        });
    }
    Ok(())
}

async fn serve(stream: TcpStream, number: usize) -> Result<(), Box<dyn Error + Send + Sync>> {
    let ending = ending(number)?;
    if let Ending::Refuse = ending {
        return Ok(());
    }
    let mut socket: WithCloseEvent<WebSocketStream<TcpStream>> = WithCloseEvent::server(accept_async(stream).await?);
    socket.on_close(|event| println!("  service: {}", event.display_as::<GameCode>()));
    socket.send(format!("connection {} of {COUNT}", number + 1).into()).await?;
    socket.recv().await; // The client is ready.
    if let Ending::Close(frame) = ending {
        socket.close_with(frame, sleep(Duration::from_secs(5))).await;
    }
    Ok(())
}
