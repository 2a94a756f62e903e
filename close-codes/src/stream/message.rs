use alloc::borrow::Cow;

use crate::frame::{CloseFrame, ReceivedClose};

/// A message of a WebSocket library, for [`WithCloseEvent`](crate::WithCloseEvent).
///
/// The [adapters](crate::adapters) implement this trait. Authors of libraries can implement it too: a [`Stream`] of such
/// messages that is also a [`Sink`] then has a close event. The stream has to end with the connection, and the sink has to refuse
/// every message after a close frame.
///
/// [`Stream`]: https://docs.rs/futures-core/0.3/futures_core/stream/trait.Stream.html
/// [`Sink`]: https://docs.rs/futures-sink/0.3/futures_sink/trait.Sink.html
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a message of a library that `WithCloseEvent` knows",
    note = "enable the feature of close-codes that is named after the library and its version, such as \
            `with-axum-0_8` or `with-tungstenite-0_30`, or take the version that it is for"
)]
pub trait SocketMessage: Sized {
    /// The error of the stream.
    type Error;

    /// The message that the sink takes.
    type Outgoing;

    /// `true` if the library answers the peer's close frame by itself, with a frame that goes out when the sink is flushed.
    /// Otherwise [`WithCloseEvent`](crate::WithCloseEvent) answers.
    const ANSWERS_CLOSE: bool;

    /// `true` if the library, when its sink is closed, reads until the peer has closed too, and discards what it reads.
    const READS_WHILE_CLOSING: bool = false;

    /// The frame that the library sends when its sink is closed and no close frame has been sent.
    const DEFAULT_CLOSE: CloseFrame = CloseFrame::EMPTY;

    /// The body, if this is a close frame: as it arrived, as far as the library tells.
    fn close_body(&self) -> Option<Cow<'_, [u8]>>;

    /// The close frame in a message that is to be sent, if it is one. A frame that may not be sent is replaced as
    /// [`CloseFrame::forwarding`] says, and [`WithCloseEvent`](crate::WithCloseEvent) sends the replacement.
    fn outgoing_close(outgoing: &Self::Outgoing) -> Option<CloseFrame>;

    /// Makes the message that sends a close frame.
    fn from_frame(frame: CloseFrame) -> Self::Outgoing;

    /// The frame that the library answers with, if it [answers](Self::ANSWERS_CLOSE).
    #[must_use]
    fn answer(close: &ReceivedClose<'_>) -> CloseFrame {
        close.echo()
    }

    /// Classifies an error of the stream.
    ///
    /// Applications can use it too: it tells a message that was too big (1009) from a connection that was lost.
    ///
    /// ```
    /// # #[cfg(feature = "with-tungstenite-0_30")] {
    /// use close_codes::CloseCode;
    /// use close_codes::stream::{SocketFailure, SocketMessage};
    /// use tungstenite::error::{CapacityError, Error};
    ///
    /// let error = Error::Capacity(CapacityError::MessageTooLong { size: 20, max_size: 10 });
    /// let SocketFailure::Protocol(told) = tungstenite::Message::classify(&error) else { panic!() };
    /// assert_eq!(told.code(), CloseCode::MessageTooBig);
    /// # }
    /// ```
    fn classify(error: &Self::Error) -> SocketFailure;
}

/// The meaning of an error of a library's stream for the connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SocketFailure {
    /// The transport has ended or is broken, or this endpoint cannot go on. Nothing more can be sent.
    Transport,
    /// The peer broke the protocol. This frame, with 1002, 1007 or 1009, is still to be sent (RFC 6455, section 7.1.7).
    Protocol(CloseFrame),
    /// The peer broke the protocol. The library sends this frame by itself, when the sink is flushed.
    Reported(CloseFrame),
}
