use std::error::Error as _;

use bytes::BytesMut;
use futures_util::FutureExt;
use ratchet_rs::{CloseCode, CloseReason, Error, Message, NoExt, Role, WebSocket, WebSocketConfig};

use super::{Library, Received, Sent, Told, error_name};
use crate::wire::{self, Transport};

pub struct Ratchet;

impl Library for Ratchet {
    fn name(&self) -> &'static str {
        "ratchet_rs"
    }

    fn note(&self) -> &'static str {
        "Here a code is built from its number. An application can also build others by hand, as `CloseCode::Library(1006)`."
    }

    fn receive(&self, body: &[u8]) -> Received {
        let transport = Transport::new(wire::masked_frame(body));
        let told = match open(&transport).read(&mut BytesMut::new()).now_or_never() {
            Some(Ok(Message::Close(reason))) => {
                Told::Close(reason.map(|reason| (reason.code.into(), reason.description.unwrap_or_default())))
            }
            Some(Ok(_)) => Told::something_else(),
            Some(Err(error)) => Told::Refusal(name(&error)),
            None => Told::nothing(),
        };
        Received { told, answer: transport.sent() }
    }

    /// Sends a close frame, always with a code.
    fn send(&self, close: Option<(u16, &[u8])>) -> Sent {
        let Some((code, Ok(reason))) = close.map(|(code, reason)| (code, str::from_utf8(reason))) else {
            return Sent::Inexpressible;
        };
        let code = match CloseCode::try_from(code.to_be_bytes()) {
            Ok(code) => code,
            Err(error) => return Sent::error(&error),
        };
        let transport = Transport::new(Vec::new());
        let reason = CloseReason::new(code, Some(reason.into()));
        match open(&transport).close(reason).now_or_never() {
            Some(Err(error)) => Sent::Refused(name(&error)),
            result => Sent::now(result, &transport),
        }
    }
}

fn open(transport: &Transport) -> WebSocket<Transport, NoExt> {
    WebSocket::from_upgraded(WebSocketConfig::default(), transport.clone(), Some(NoExt), BytesMut::new(), Role::Server)
}

/// Returns the name of the cause, which says more than the error itself.
fn name(error: &Error) -> String {
    error.source().map_or_else(|| error_name(error), |cause| error_name(&cause))
}
