// `tests/adapters` runs the example, which needs actix-web. The first definition of a link wins: GitHub takes those in the file.
#![doc = "[`WithCloseEvent::server`]: crate::WithCloseEvent::server"]
#![doc = "[migrating from actix]: super::migrating::actix_http_3\n"]
#![cfg_attr(not(doctest), doc = include_str!("actix_ws_0_4.md"))]

use alloc::string::ToString;
use core::fmt;
use core::pin::Pin;
use core::task::{Context, Poll, ready};
use std::io;

use actix_http::error::PayloadError;
use actix_http::ws::{Message, ProtocolError};
use actix_ws::{AggregatedMessage, Closed, MessageStream, Session};
use futures_core::Stream;
use futures_sink::Sink;

use super::actix_http_3::split;
use super::convert::implement_socket_message;
use crate::code::CloseCode;
use crate::frame::CloseFrame;
use crate::stream::SocketFailure;

/// A session and its stream of `Message` or `AggregatedMessage`, as one socket.
pub struct Socket<T = MessageStream> {
    session: Session,
    stream: T,
    /// `true` if a close frame is in the session, which then takes nothing more.
    closed: bool,
    /// The error of a broken transport. actix-ws gives it before the messages that arrived earlier.
    broken: Option<ProtocolError>,
}

impl<T> Socket<T> {
    /// Joins the session and the stream that `actix_ws::handle` returns.
    #[must_use]
    pub const fn new(session: Session, stream: T) -> Self {
        Self { session, stream, closed: false, broken: None }
    }

    /// Returns the session. [`WithCloseEvent`](crate::WithCloseEvent) does not see what a clone of the session sends.
    #[must_use]
    pub const fn session(&self) -> &Session {
        &self.session
    }
}

impl<T, M> Stream for Socket<T>
where
    T: Stream<Item = Result<M, ProtocolError>> + Unpin,
{
    type Item = T::Item;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        loop {
            match ready!(Pin::new(&mut this.stream).poll_next(cx)) {
                Some(Err(error)) if this.broken.is_none() && classify(&error) == SocketFailure::Transport => {
                    this.broken = Some(error);
                }
                None => return Poll::Ready(this.broken.take().map(Err)),
                item => return Poll::Ready(item),
            }
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.stream.size_hint()
    }
}

impl<T: Unpin> Sink<Message> for Socket<T> {
    type Error = Closed;

    fn poll_ready(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), Closed>> {
        let this = self.get_mut();
        if this.closed {
            return Poll::Ready(Err(Closed));
        }
        Pin::new(&mut this.session).poll_ready(cx)
    }

    fn start_send(self: Pin<&mut Self>, message: Message) -> Result<(), Closed> {
        let this = self.get_mut();
        if this.closed {
            return Err(Closed);
        }
        this.closed = matches!(message, Message::Close(_));
        Pin::new(&mut this.session).start_send(message)
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), Closed>> {
        Pin::new(&mut self.get_mut().session).poll_flush(cx)
    }

    fn poll_close(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), Closed>> {
        Pin::new(&mut self.get_mut().session).poll_close(cx)
    }
}

impl<T> fmt::Debug for Socket<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Socket").field("closed", &self.closed).finish_non_exhaustive()
    }
}

fn classify(error: &ProtocolError) -> SocketFailure {
    let code = match error {
        ProtocolError::Io(error) => match (error.kind(), error.get_ref()) {
            (_, Some(error)) if error.is::<PayloadError>() => return SocketFailure::Transport,
            // Text that is not UTF-8. The error inside is that of the standard library, or has its words.
            (io::ErrorKind::InvalidData, Some(error)) if error.to_string().contains("utf-8") => {
                CloseCode::InvalidFramePayloadData
            }
            // Reserved bits.
            (io::ErrorKind::InvalidData, _) => CloseCode::ProtocolError,
            // Fragments that are too long in total.
            (io::ErrorKind::Other, Some(_)) => CloseCode::MessageTooBig,
            _ => return SocketFailure::Transport,
        },
        ProtocolError::Overflow => CloseCode::MessageTooBig,
        _ => CloseCode::ProtocolError,
    };
    SocketFailure::Protocol(CloseFrame::telling(code, error))
}

implement_socket_message!(Message, Message, ProtocolError, answers: false, split, classify);
implement_socket_message!(AggregatedMessage, Message, ProtocolError, answers: false, split, classify);
