//! A stream with a message type that has no adapter.

use std::pin::Pin;
use std::task::{Context, Poll};

use close_codes::WithCloseEvent;
use futures_util::{Sink, Stream};

struct Socket;
struct Message;

impl Stream for Socket {
    type Item = Result<Message, std::fmt::Error>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Pending
    }
}

impl Sink<Message> for Socket {
    type Error = std::fmt::Error;

    fn poll_ready(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        Poll::Pending
    }

    fn start_send(self: Pin<&mut Self>, _: Message) -> Result<(), Self::Error> {
        Ok(())
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        Poll::Pending
    }

    fn poll_close(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        Poll::Pending
    }
}

fn main() {
    let _ = WithCloseEvent::server(Socket);
}
