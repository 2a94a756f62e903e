use tungstenite::protocol::{CloseFrame, Role};
use tungstenite::{Error, Message, WebSocket};

use super::{Library, Received, Sent, Told};
use crate::wire::{self, Transport};

pub struct Tungstenite;

impl Library for Tungstenite {
    fn name(&self) -> &'static str {
        "tungstenite"
    }

    fn receive(&self, body: &[u8]) -> Received {
        let transport = Transport::new(wire::masked_frame(body));
        let mut socket = WebSocket::from_raw_socket(transport.clone(), Role::Server, None);
        let told = match socket.read() {
            Ok(Message::Close(frame)) => Told::Close(frame.map(|frame| (frame.code.into(), frame.reason.to_string()))),
            Ok(_) => Told::something_else(),
            Err(error) => Told::error(&error),
        };
        while socket.read().is_ok() {}
        Received { told, answer: transport.sent() }
    }

    fn send(&self, close: Option<(u16, &[u8])>) -> Sent {
        let frame = match close.map(|(code, reason)| (code, str::from_utf8(reason))) {
            Some((code, Ok(reason))) => Some(CloseFrame { code: code.into(), reason: reason.into() }),
            Some((_, Err(_))) => return Sent::Inexpressible,
            None => None,
        };
        let transport = Transport::new(Vec::new());
        match WebSocket::from_raw_socket(transport.clone(), Role::Server, None).close(frame) {
            Ok(()) | Err(Error::ConnectionClosed) => Sent::Wire(transport.sent()),
            Err(error) => Sent::error(&error),
        }
    }
}
