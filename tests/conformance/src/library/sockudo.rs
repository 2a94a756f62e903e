use futures_util::{FutureExt, SinkExt, StreamExt};
use sockudo_ws::error::CloseReason;
use sockudo_ws::{Config, Message, WebSocketStream};
use tokio::runtime::{Builder, Runtime};

use super::{Library, Received, Sent, Told};
use crate::wire::{self, Transport};

pub struct Sockudo;

thread_local! {
    /// The runtime that the timers of sockudo-ws need.
    static RUNTIME: Runtime = Builder::new_current_thread().enable_time().build().expect("a runtime");
}

impl Library for Sockudo {
    fn name(&self) -> &'static str {
        "sockudo-ws"
    }

    fn note(&self) -> &'static str {
        "Its documentation leaves the check of code and reason to the caller. Here the caller does not check."
    }

    fn receive(&self, body: &[u8]) -> Received {
        RUNTIME.with(|runtime| {
            let _entered = runtime.enter();
            let transport = Transport::new(wire::masked_frame(body));
            let mut socket = WebSocketStream::server(transport.clone(), Config::default());
            let told = Told::now(socket.next().now_or_never().flatten().map(|message| {
                message.map(|message| match message {
                    Message::Close(reason) => Told::Close(reason.map(|reason| (reason.code, reason.reason))),
                    _ => Told::something_else(),
                })
            }));
            while let Some(Some(Ok(_))) = socket.next().now_or_never() {}
            Received { told, answer: transport.sent() }
        })
    }

    fn send(&self, close: Option<(u16, &[u8])>) -> Sent {
        let reason = match close.map(|(code, reason)| (code, str::from_utf8(reason))) {
            Some((code, Ok(reason))) => Some(CloseReason::new(code, reason)),
            Some((_, Err(_))) => return Sent::Inexpressible,
            None => None,
        };
        RUNTIME.with(|runtime| {
            let _entered = runtime.enter();
            let transport = Transport::new(Vec::new());
            let mut socket = WebSocketStream::server(transport.clone(), Config::default());
            Sent::now(socket.send(Message::Close(reason)).now_or_never(), &transport)
        })
    }
}
