//! An echo server with axum, and a client with tokio-tungstenite: see `run`, beside this file.
//!
//! ```text
//! probe-peers serve        runs the server, and prints its URL
//! probe-peers connect URL  connects the client until the server refuses a connection
//! ```
//!
//! Both send each message back. The server closes with 4001 when it receives the text `close`.

#![forbid(unsafe_code)]

use std::env;
use std::error::Error;

use axum::Router;
use axum::extract::ws::{self, WebSocket, WebSocketUpgrade};
use axum::response::Response;
use axum::routing::any;
use futures_util::{SinkExt, StreamExt};
use tokio::net::TcpListener;
use tokio_tungstenite::connect_async;
use tokio_tungstenite::tungstenite;

type Result<T = (), E = Box<dyn Error + Send + Sync>> = std::result::Result<T, E>;

const ASK: &str = "close";

/// More than the listener has cases.
const MOST: usize = 1_000;

#[tokio::main]
async fn main() -> Result {
    let arguments: Vec<_> = env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["serve"] => serve().await,
        ["connect", url] => connect(url).await,
        _ => Err("usage: probe-peers serve | probe-peers connect URL".into()),
    }
}

async fn serve() -> Result {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("ws://{}/", listener.local_addr()?);
    Ok(axum::serve(listener, Router::new().route("/", any(upgrade))).await?)
}

async fn upgrade(upgrade: WebSocketUpgrade) -> Response {
    upgrade.on_upgrade(async |mut socket| {
        if let Err(error) = echo(&mut socket).await {
            eprintln!("{error}");
        }
    })
}

async fn echo(socket: &mut WebSocket) -> Result {
    while let Some(message) = socket.recv().await {
        match message? {
            ws::Message::Text(text) if text.as_str() == ASK => {
                let close = ws::CloseFrame { code: 4001, reason: "as asked".into() };
                socket.send(ws::Message::Close(Some(close))).await?;
            }
            message @ (ws::Message::Text(_) | ws::Message::Binary(_)) => socket.send(message).await?,
            _ => {}
        }
    }
    Ok(())
}

async fn connect(url: &str) -> Result {
    for number in 0..MOST {
        let mut socket = match connect_async(url).await {
            Ok((socket, _)) => socket,
            Err(_) if number > 0 => return Ok(()),
            Err(error) => return Err(error.into()),
        };
        while let Some(message) = socket.next().await {
            let sent = match message {
                Ok(message @ (tungstenite::Message::Text(_) | tungstenite::Message::Binary(_))) => {
                    socket.send(message).await
                }
                Ok(_) => Ok(()),
                Err(error) => Err(error),
            };
            if let Err(error) = sent {
                eprintln!("connection {number}: {error}");
            }
        }
    }
    Err(format!("{MOST} connections, and the server refuses none").into())
}
