use alloc::borrow::Cow;
use core::fmt;

use crate::code::CloseCode;
use crate::frame::CloseFrame;

/// A message of a WebSocket library, as [`WithCloseEvent`](crate::WithCloseEvent) looks at it: whether it is a close frame, and
/// what the library itself does about one.
///
/// The [adapters](crate::adapters) implement it. It is for authors of libraries too: whoever has a [`Stream`] of messages and a
/// [`Sink`] gets the close event by it, if the stream ends with the connection, and the sink refuses what comes behind a close
/// frame.
///
/// [`Stream`]: futures_core::Stream
/// [`Sink`]: futures_sink::Sink
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no message of a library that `WithCloseEvent` has been told of",
    note = "enable the feature of close-codes that is named after the library and its version, such as \
            `with-axum-0_8` or `with-tungstenite-0_30`, or take the version that it is for"
)]
pub trait SocketMessage: Sized {
    /// What the stream gives where no message could be read.
    type Error: fmt::Display;

    /// What the sink takes.
    type Outgoing;

    /// Whether the library answers the peer's close frame by itself, with a frame that goes out when the sink is flushed.
    /// Otherwise [`WithCloseEvent`](crate::WithCloseEvent) answers.
    const ANSWERS: bool;

    /// Whether the library, when its sink is closed, reads until the peer has closed too, and throws away what it reads.
    const READS_WHILE_CLOSING: bool = false;

    /// What the library sends when its sink is closed and no close frame has been sent.
    const ON_CLOSE: CloseFrame = CloseFrame::EMPTY;

    /// The body, if this is a close frame: as it was received, as far as the library tells.
    fn close_body(&self) -> Option<Cow<'_, [u8]>>;

    /// Whether what goes into the sink is a close frame.
    fn is_close(outgoing: &Self::Outgoing) -> bool;

    /// A close frame for the sink.
    fn from_body(frame: CloseFrame) -> Self::Outgoing;

    /// What an error of the stream says about the connection.
    fn failure(error: &Self::Error) -> SocketFailure;
}

/// What went wrong with a connection: what an error of a library's stream comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SocketFailure {
    /// The transport has ended or is broken, or it is this endpoint that cannot go on: nothing can be sent any more.
    Transport,
    /// The peer broke the protocol, and is still to be told so, with this code: 1002, 1007 or 1009 (RFC 6455, section 7.1.7).
    Protocol(CloseCode),
    /// The peer broke the protocol, and the library tells it so with this code, when the sink is flushed.
    Told(CloseCode),
}
