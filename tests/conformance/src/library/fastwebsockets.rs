use fastwebsockets::{Frame, OpCode, Role, WebSocket};
use futures_util::FutureExt;

use super::{Library, Received, Sent, Told};
use crate::wire::{self, Transport};

/// The application gets the body and reads code and reason from it.
pub struct FastWebSockets;

impl Library for FastWebSockets {
    fn name(&self) -> &'static str {
        "fastwebsockets"
    }

    fn note(&self) -> &'static str {
        "Gives the application the body, and takes a reason as bytes."
    }

    fn receive(&self, body: &[u8]) -> Received {
        let transport = Transport::new(wire::masked_frame(body));
        let mut socket = WebSocket::after_handshake(transport.clone(), Role::Server);
        let told = Told::now(socket.read_frame().now_or_never().map(|frame| {
            frame.map(|frame| match frame.opcode {
                OpCode::Close => Told::body(&frame.payload),
                _ => Told::something_else(),
            })
        }));
        Received { told, answer: transport.sent() }
    }

    fn send(&self, close: Option<(u16, &[u8])>) -> Sent {
        let frame = match close {
            Some((code, reason)) => Frame::close(code, reason),
            None => Frame::close_raw(Vec::new().into()),
        };
        let transport = Transport::new(Vec::new());
        let mut socket = WebSocket::after_handshake(transport.clone(), Role::Server);
        Sent::now(socket.write_frame(frame).now_or_never(), &transport)
    }
}
