use futures_util::{FutureExt, SinkExt, StreamExt};
use tokio_websockets::{CloseCode, Message, ServerBuilder};

use super::{Library, Received, Sent, Told};
use crate::wire::{self, Transport};

pub struct TokioWebSockets;

impl Library for TokioWebSockets {
    fn name(&self) -> &'static str {
        "tokio-websockets"
    }

    fn note(&self) -> &'static str {
        "Panics by an `assert!` in `Message::close`, which documents it."
    }

    fn receive(&self, body: &[u8]) -> Received {
        let transport = Transport::new(wire::masked_frame(body));
        let mut socket = ServerBuilder::new().serve(transport.clone());
        let told = Told::now(socket.next().now_or_never().flatten().map(|message| {
            message.map(|message| match message.as_close() {
                Some((code, reason)) => Told::Close(Some((code.into(), reason.into()))),
                None => Told::something_else(),
            })
        }));
        while let Some(Some(Ok(_))) = socket.next().now_or_never() {}
        Received { told, answer: transport.sent() }
    }

    fn send(&self, close: Option<(u16, &[u8])>) -> Sent {
        let message = match close.map(|(code, reason)| (CloseCode::try_from(code), str::from_utf8(reason))) {
            Some((Ok(code), Ok(reason))) => Message::close(Some(code), reason),
            Some((Err(error), _)) => return Sent::error(&error),
            Some((_, Err(_))) => return Sent::Inexpressible,
            None => Message::close(None, ""),
        };
        let transport = Transport::new(Vec::new());
        let mut socket = ServerBuilder::new().serve(transport.clone());
        Sent::now(socket.send(message).now_or_never(), &transport)
    }
}
