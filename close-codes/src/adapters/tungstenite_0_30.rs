//! Codes, frames and messages of tungstenite 0.30, also for tokio-tungstenite (feature `with-tungstenite-0_30`).
//!
//! [`CloseCode`], [`CloseFrame`] and [`Role`](crate::Role) convert from and into tungstenite's types: see
//! [the table](super#conversions). [`WithCloseEvent`](crate::WithCloseEvent) adds the close event to each [`Stream`] and [`Sink`] of
//! tungstenite's messages and errors, such as tokio-tungstenite's `WebSocketStream`.
//!
//! [`Stream`]: https://docs.rs/futures-core/0.3/futures_core/stream/trait.Stream.html
//! [`Sink`]: https://docs.rs/futures-sink/0.3/futures_sink/trait.Sink.html
//!
//! ```
//! use close_codes::CloseCode;
//! use tungstenite::protocol::frame::coding::CloseCode as TheirCode;
//!
//! // tungstenite does not have a name for 1014, but keeps the number.
//! assert_eq!(TheirCode::from(CloseCode::BadGateway), TheirCode::Bad(1014));
//! assert_eq!(CloseCode::from(TheirCode::Bad(1014)), CloseCode::BadGateway);
//! ```
//!
//! # What tungstenite hides
//!
//! - tungstenite refuses 1014 and each code that may not be sent. A close frame with such a code arrives as 1002 with the reason
//!   `Protocol violation`, and tungstenite answers the same. So the event has 1002 and this reason, and is clean. It looks as if the
//!   peer had sent 1002. If this endpoint has closed first, the code arrives as it was sent.
//! - A close frame arrives as an error if its reason is not UTF-8, or its body has one byte or more than 125. The event has 1006, and
//!   the peer is told 1007 or 1002.
//! - With a `max_write_buffer_size`, a close frame counts as flushed, and so as sent, even if the buffer is full.
//! - tungstenite does not tell if the invalid UTF-8 was in a text message or in a close reason. The event is the same for both.
//!
//! # Migrating
//!
//! To replace the types of tungstenite by those of this crate, see [migrating from tungstenite](super::migrating::tungstenite_0_30).
//!
//! # Connecting again
//!
//! The guide [reconnecting](crate::guide::reconnecting) has a client by tokio-tungstenite.

use tungstenite::error::ProtocolError;
use tungstenite::protocol::Role as TheirRole;
use tungstenite::protocol::frame::CloseFrame as TheirFrame;
use tungstenite::protocol::frame::coding::CloseCode as TheirCode;
use tungstenite::{Error, Message, Utf8Bytes};

use super::convert::{convert_codes, convert_frames, convert_roles, implement_socket_message};
use crate::code::CloseCode;
use crate::frame::CloseFrame;
use crate::stream::SocketFailure;

convert_codes!(TheirCode);
convert_roles!(TheirRole);
convert_frames!(TheirFrame, Message, split, make);
implement_socket_message!(Message, Message, Error, answers: true, split, classify);

fn split(frame: &TheirFrame) -> (CloseCode, &str) {
    (frame.code.into(), &frame.reason)
}

fn make(code: CloseCode, reason: &str) -> TheirFrame {
    TheirFrame { code: code.into(), reason: Utf8Bytes::from(reason) }
}

fn classify(error: &Error) -> SocketFailure {
    let code = match error {
        Error::Protocol(ProtocolError::ResetWithoutClosingHandshake) => return SocketFailure::Transport,
        Error::Protocol(_) => CloseCode::ProtocolError,
        Error::Utf8(_) => CloseCode::InvalidFramePayloadData,
        Error::Capacity(_) => CloseCode::MessageTooBig,
        _ => return SocketFailure::Transport,
    };
    SocketFailure::Protocol(CloseFrame::telling(code, error))
}
