use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::test::TestRequest;
use actix_web::{FromRequest, HttpResponse, body, web};
use actix_ws::{Message, MessageStream, Session};
use futures_util::FutureExt;

use super::actix_http::{close, reason};
use super::{Library, Received, Sent, Told, UNFINISHED};
use crate::wire;

/// The stream and session of actix-ws. They leave the answer to the application.
pub struct ActixWs;

impl Library for ActixWs {
    fn name(&self) -> &'static str {
        "actix-ws"
    }

    fn note(&self) -> &'static str {
        "Driven by its `MessageStream` and `Session`. They leave the answer to the application. \
         A bad code or reason is a `BadOpCode`: the library has no name for it yet."
    }

    fn receive(&self, body: &[u8]) -> Received {
        let (_response, _session, mut messages) = open(wire::masked_frame(body));
        let told = match messages.recv().now_or_never() {
            Some(Some(Ok(Message::Close(reason)))) => close(reason),
            Some(Some(Ok(_))) => Told::something_else(),
            Some(Some(Err(error))) => Told::error(&error),
            Some(None) | None => Told::nothing(),
        };
        Received { told, answer: Vec::new() }
    }

    fn send(&self, close: Option<(u16, &[u8])>) -> Sent {
        let Ok(reason) = reason(close) else { return Sent::Inexpressible };
        let (response, session, _messages) = open(Vec::new());
        if let Some(Err(error)) = session.close(reason).now_or_never() {
            return Sent::error(&error);
        }
        match body::to_bytes(response.into_body()).now_or_never() {
            Some(Ok(wire)) => Sent::Wire(wire.to_vec()),
            Some(Err(error)) => Sent::error(&error),
            None => Sent::Refused(UNFINISHED.into()),
        }
    }
}

/// Opens a WebSocket as a handler does. Frames arrive in the request's body and leave in the response's body.
fn open(arriving: Vec<u8>) -> (HttpResponse, Session, MessageStream) {
    let request = TestRequest::get()
        .insert_header((header::UPGRADE, "websocket"))
        .insert_header((header::CONNECTION, "upgrade"))
        .insert_header((header::SEC_WEBSOCKET_VERSION, "13"))
        .insert_header((header::SEC_WEBSOCKET_KEY, "dGhlIHNhbXBsZSBub25jZQ=="));
    let (request, mut payload): (_, Payload) = request.set_payload(arriving).to_http_parts();
    let payload = web::Payload::from_request(&request, &mut payload).now_or_never();
    actix_ws::handle(&request, payload.and_then(Result::ok).expect("a payload")).expect("an opening handshake")
}
