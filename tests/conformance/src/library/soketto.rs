use futures_util::FutureExt;
use soketto::Incoming;
use soketto::connection::{Builder, Mode};
use tokio_util::compat::TokioAsyncReadCompatExt;

use super::{Library, Received, Sent, Told};
use crate::wire::{self, Transport};

pub struct Soketto;

impl Library for Soketto {
    fn name(&self) -> &'static str {
        "soketto"
    }

    fn note(&self) -> &'static str {
        "Has one way to close: with 1000 and without a reason."
    }

    fn receive(&self, body: &[u8]) -> Received {
        let transport = Transport::new(wire::masked_frame(body));
        let (_sender, mut receiver) = Builder::new(transport.clone().compat(), Mode::Server).finish();
        let mut message = Vec::new();
        let told = Told::now(receiver.receive(&mut message).now_or_never().map(|incoming| {
            incoming.map(|incoming| match incoming {
                Incoming::Closed(reason) => Told::Close(Some((reason.code, reason.descr.unwrap_or_default()))),
                _ => Told::something_else(),
            })
        }));
        Received { told, answer: transport.sent() }
    }

    /// Closes with 1000 and without a reason, as soketto always does.
    fn send(&self, close: Option<(u16, &[u8])>) -> Sent {
        let Some((1000, [])) = close else { return Sent::Inexpressible };
        let transport = Transport::new(Vec::new());
        let (mut sender, _receiver) = Builder::new(transport.clone().compat(), Mode::Server).finish();
        Sent::now(sender.close().now_or_never(), &transport)
    }
}
