use alloc::borrow::Cow;

use crate::frame::{CloseFrame, ReceivedClose};

/// A message of a WebSocket library, for [`WithCloseEvent`](crate::WithCloseEvent).
///
/// The [adapters](crate::adapters) implement this trait. The author of a library can implement it too. Then each [`Stream`] and
/// [`Sink`] of these messages can have a close event. The stream must end with the connection, and the sink must refuse each
/// message after a close frame.
///
/// [`Stream`]: https://docs.rs/futures-core/0.3/futures_core/stream/trait.Stream.html
/// [`Sink`]: https://docs.rs/futures-sink/0.3/futures_sink/trait.Sink.html
#[diagnostic::on_unimplemented(
    message = "`WithCloseEvent` does not support messages of the type `{Self}`",
    note = "enable the feature of close-codes for this library and this version of it, such as `with-axum-0_8` or \
            `with-tungstenite-0_30`"
)]
pub trait SocketMessage: Sized {
    /// The error of the stream.
    type Error;

    /// The message that the sink takes.
    type Outgoing;

    /// `true` if the library answers the peer's close frame itself, with a frame that is sent when the sink is flushed.
    /// Otherwise [`WithCloseEvent`](crate::WithCloseEvent) answers.
    const ANSWERS_CLOSE: bool;

    /// `true` if closing the library's sink reads until the peer has closed too, and discards the messages.
    const READS_WHILE_CLOSING: bool = false;

    /// The frame that the library sends when its sink is closed before a close frame was sent.
    const DEFAULT_CLOSE: CloseFrame = CloseFrame::EMPTY;

    /// Returns the body of the frame, if this is a close frame: the bytes that arrived, as far as the library gives them.
    fn close_body(&self) -> Option<Cow<'_, [u8]>>;

    /// Returns the close frame, if a message to send is one. Replace a frame that may not be sent, as
    /// [`CloseFrame::forwarding`] does: [`WithCloseEvent`](crate::WithCloseEvent) sends the replacement.
    fn outgoing_close(outgoing: &Self::Outgoing) -> Option<CloseFrame>;

    /// Makes the message that sends a close frame.
    fn from_frame(frame: CloseFrame) -> Self::Outgoing;

    /// Returns the frame that the library answers with, if it [answers](Self::ANSWERS_CLOSE).
    #[must_use]
    fn answer(close: &ReceivedClose<'_>) -> CloseFrame {
        close.echo()
    }

    /// Classifies an error of the stream.
    ///
    /// An application can call it too, for example to tell a message that was too big (1009) from a lost connection.
    ///
    /// ```
    /// # #[cfg(feature = "with-tungstenite-0_30")] {
    /// use close_codes::CloseCode;
    /// use close_codes::stream::{SocketFailure, SocketMessage};
    /// use tungstenite::error::{CapacityError, Error};
    ///
    /// let too_long = CapacityError::MessageTooLong { size: 20, max_size: 10 };
    /// let failure = tungstenite::Message::classify(&Error::Capacity(too_long));
    /// let SocketFailure::Protocol(to_send) = failure else { panic!() };
    /// assert_eq!(to_send.code(), CloseCode::MessageTooBig);
    /// # }
    /// ```
    fn classify(error: &Self::Error) -> SocketFailure;
}

/// The effect that an error of a library's stream has on the connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SocketFailure {
    /// The transport has ended or is broken, or this endpoint cannot continue. Nothing more can be sent.
    Transport,
    /// The peer broke the protocol. This frame, with 1002, 1007 or 1009, has to be sent (RFC 6455, section 7.1.7).
    Protocol(CloseFrame),
    /// The peer broke the protocol. The library sends this frame itself, when the sink is flushed.
    Reported(CloseFrame),
}
