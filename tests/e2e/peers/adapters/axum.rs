use axum::Router;
use axum::extract::ws::WebSocketUpgrade;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use close_codes::WithCloseEvent;
use tokio::net::TcpListener;

use crate::Result;
use crate::scene::Scene;

pub(crate) const SERVER: &str = "axum";

pub(crate) async fn serve(listener: TcpListener) -> Result {
    Ok(axum::serve(listener, Router::new().fallback(upgrade)).await?)
}

async fn upgrade(uri: Uri, upgrade: WebSocketUpgrade) -> Result<Response, StatusCode> {
    let scene = Scene::asked_for(SERVER, uri.path()).ok_or(StatusCode::NOT_FOUND)?;
    Ok(upgrade.on_upgrade(|socket| scene.play(WithCloseEvent::server(socket))))
}
