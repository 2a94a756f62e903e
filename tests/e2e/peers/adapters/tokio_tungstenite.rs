use close_codes::WithCloseEvent;
use tokio::net::{TcpListener, TcpStream};
use tokio_tungstenite::tungstenite::handshake::server::{Request, Response};
use tokio_tungstenite::{accept_hdr_async, client_async};

use crate::Result;
use crate::scene::Scene;

pub(crate) const SERVER: &str = "tokio-tungstenite";
pub(crate) const CLIENT: &str = "tokio-tungstenite-client";

pub(crate) async fn serve(listener: TcpListener) -> Result {
    loop {
        let (stream, _) = listener.accept().await?;
        tokio::spawn(accept(stream));
    }
}

#[allow(clippy::result_large_err, reason = "the library's callback returns such a result")]
async fn accept(stream: TcpStream) -> Result {
    let mut path = String::new();
    let take_path = |request: &Request, response: Response| {
        path = request.uri().path().into();
        Ok(response)
    };
    let socket = accept_hdr_async(stream, take_path).await?;
    Scene::asked_for(SERVER, &path).ok_or("no such scenario")?.play(WithCloseEvent::server(socket)).await;
    Ok(())
}

pub(crate) async fn connect(stream: TcpStream, scene: Scene) -> Result {
    let (socket, _) = client_async(format!("ws://{}{}", stream.peer_addr()?, scene.path()), stream).await?;
    scene.play(WithCloseEvent::client(socket)).await;
    Ok(())
}
