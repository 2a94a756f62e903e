use close_codes::WithCloseEvent;
use tokio::net::{TcpListener, TcpStream};
use tokio_websockets::{ClientBuilder, ServerBuilder};

use crate::Result;
use crate::scene::Scene;

pub(crate) const SERVER: &str = "tokio-websockets";
pub(crate) const CLIENT: &str = "tokio-websockets-client";

pub(crate) async fn serve(listener: TcpListener) -> Result {
    loop {
        let (stream, _) = listener.accept().await?;
        tokio::spawn(accept(stream));
    }
}

async fn accept(stream: TcpStream) -> Result {
    let (request, socket) = ServerBuilder::new().accept(stream).await?;
    let scene = Scene::asked_for(SERVER, request.uri().path()).ok_or("no such scenario")?;
    scene.play(WithCloseEvent::server(socket)).await;
    Ok(())
}

pub(crate) async fn connect(stream: TcpStream, scene: Scene) -> Result {
    let url = format!("ws://{}{}", stream.peer_addr()?, scene.path());
    let (socket, _) = ClientBuilder::new().uri(&url)?.connect_on(stream).await?;
    scene.play(WithCloseEvent::client(socket)).await;
    Ok(())
}
