use actix_web::{App, Error, HttpRequest, HttpResponse, HttpServer, rt, web};
use close_codes::WithCloseEvent;
use close_codes::adapters::actix_ws_0_4::Socket;
use tokio::net::TcpListener;

use crate::Result;
use crate::scene::Scene;

pub(crate) const SERVER: &str = "actix-ws";

pub(crate) async fn serve(listener: TcpListener) -> Result {
    let app = || App::new().default_service(web::to(upgrade));
    Ok(HttpServer::new(app).workers(1).disable_signals().listen(listener.into_std()?)?.run().await?)
}

async fn upgrade(request: HttpRequest, body: web::Payload) -> Result<HttpResponse, Error> {
    let Some(scene) = Scene::asked_for(SERVER, request.path()) else {
        return Ok(HttpResponse::NotFound().finish());
    };
    let (response, session, stream) = actix_ws::handle(&request, body)?;
    let socket = Socket::new(session, stream.aggregate_continuations());
    rt::spawn(scene.play(WithCloseEvent::server(socket)));
    Ok(response)
}
