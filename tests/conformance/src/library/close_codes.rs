use close_codes::{CloseFrame, CloseHandshake, CodePolicy, HandshakeAction, Role};

use super::{Library, Received, Sent, Told, error_name};
use crate::wire;

pub struct CloseCodes;

impl Library for CloseCodes {
    fn name(&self) -> &'static str {
        "close-codes"
    }

    fn note(&self) -> &'static str {
        "Reports what `CloseFrame::parse` returns and answers as `CloseHandshake` says, both under `CodePolicy::Strict`."
    }

    fn receive(&self, body: &[u8]) -> Received {
        let told = match CloseFrame::parse(body, CodePolicy::Strict) {
            Ok(close) => Told::Close((!close.is_empty()).then(|| (close.code().as_u16(), close.reason().into()))),
            // The row says the code.
            Err(error) => Told::Refusal(error_name(&error.kind()).split("::").take(1).collect()),
        };
        let answer = match CloseHandshake::new(Role::Server, CodePolicy::Strict).close_received(body) {
            Ok(HandshakeAction::Send(frame)) => wire::frame(frame.encode()),
            _ => Vec::new(),
        };
        Received { told, answer }
    }

    fn send(&self, close: Option<(u16, &[u8])>) -> Sent {
        let Some((code, reason)) = close else { return Sent::Wire(wire::frame(CloseFrame::EMPTY.encode())) };
        let Ok(reason) = str::from_utf8(reason) else { return Sent::Inexpressible };
        match CloseFrame::new(code, reason) {
            Ok(frame) => Sent::Wire(wire::frame(frame.encode())),
            Err(error) => Sent::Refused(error_name(&error)),
        }
    }
}
