use actix_http::ws::{CloseReason, Codec, Frame, Message};
use bytes::BytesMut;
use tokio_util::codec::{Decoder, Encoder};

use super::{Library, Received, Sent, Told};
use crate::wire;

/// The codec of actix-http. It leaves the answer to the application.
pub struct ActixHttp;

impl Library for ActixHttp {
    fn name(&self) -> &'static str {
        "actix-http"
    }

    fn note(&self) -> &'static str {
        "Driven by its `ws::Codec`. It leaves the answer to the application. \
         A bad code or reason is a `BadOpCode`: the library has no name for it yet."
    }

    fn receive(&self, body: &[u8]) -> Received {
        let told = match Codec::new().decode(&mut wire::masked_frame(body).as_slice().into()) {
            Ok(Some(Frame::Close(reason))) => close(reason),
            Ok(_) => Told::something_else(),
            Err(error) => Told::error(&error),
        };
        Received { told, answer: Vec::new() }
    }

    fn send(&self, close: Option<(u16, &[u8])>) -> Sent {
        let Ok(reason) = reason(close) else { return Sent::Inexpressible };
        let mut wire = BytesMut::new();
        match Codec::new().encode(Message::Close(reason), &mut wire) {
            Ok(()) => Sent::Wire(wire.to_vec()),
            Err(error) => Sent::error(&error),
        }
    }
}

pub(super) fn close(reason: Option<CloseReason>) -> Told {
    Told::Close(reason.map(|reason| (reason.code.into(), reason.description.unwrap_or_default())))
}

pub(super) fn reason(close: Option<(u16, &[u8])>) -> Result<Option<CloseReason>, std::str::Utf8Error> {
    close
        .map(|(code, reason)| Ok(CloseReason { code: code.into(), description: Some(str::from_utf8(reason)?.into()) }))
        .transpose()
}
