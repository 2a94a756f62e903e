//! The adapters against peers that others wrote: see `run`, beside this file.
//!
//! ```text
//! peers serve                 runs a server for each adapter, and prints their addresses and that of a page for browsers
//! peers connect PEER ADDRESS  connects a client of each adapter that has one to the peer's server at ADDRESS
//! ```
//!
//! For each connection, it prints a line of JSON that says how the connection closed.

#![forbid(unsafe_code)]

use std::env;
use std::error::Error;
use std::net::SocketAddr;

use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

mod adapters;
mod page;
mod scene;

use adapters::{actix_ws, axum, fastwebsockets, tokio_tungstenite, tokio_websockets};
use scene::{Scene, print};

type Result<T = (), E = Box<dyn Error + Send + Sync>> = std::result::Result<T, E>;

const USAGE: &str = "usage: peers serve | peers connect PEER ADDRESS";

#[tokio::main]
async fn main() -> Result {
    let arguments: Vec<_> = env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["serve"] => serve().await,
        ["connect", peer, address] => connect(peer, address.parse()?).await,
        _ => Err(USAGE.into()),
    }
}

async fn serve() -> Result {
    let mut servers = Vec::new();
    let mut listen = async |name: &str| -> Result<TcpListener> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        servers.push(format!("{name}={}", listener.local_addr()?));
        Ok(listener)
    };
    let listeners = (
        listen(actix_ws::SERVER).await?,
        listen(axum::SERVER).await?,
        listen(fastwebsockets::SERVER).await?,
        listen(tokio_tungstenite::SERVER).await?,
        listen(tokio_websockets::SERVER).await?,
    );
    let page = TcpListener::bind("127.0.0.1:0").await?;
    print(&servers.join(" "));
    print(&format!("http://{}/?{}", page.local_addr()?, servers.join("&")));
    tokio::try_join!(
        actix_ws::serve(listeners.0),
        axum::serve(listeners.1),
        fastwebsockets::serve(listeners.2),
        tokio_tungstenite::serve(listeners.3),
        tokio_websockets::serve(listeners.4),
        page::serve(page),
    )?;
    Ok(())
}

async fn connect(peer: &str, address: SocketAddr) -> Result {
    let mut connections = JoinSet::new();
    for scenario in scene::scenarios() {
        let scene = |adapter| Scene::new(adapter, peer, scenario).ok_or(USAGE);
        let stream = || TcpStream::connect(address);
        connections.spawn(fastwebsockets::connect(stream().await?, scene(fastwebsockets::CLIENT)?));
        connections.spawn(tokio_tungstenite::connect(stream().await?, scene(tokio_tungstenite::CLIENT)?));
        connections.spawn(tokio_websockets::connect(stream().await?, scene(tokio_websockets::CLIENT)?));
    }
    connections.join_all().await.into_iter().collect()
}
