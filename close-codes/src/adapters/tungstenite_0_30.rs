//! tungstenite 0.30, and what is built on it: feature `with-tungstenite-0_30`.
//!
//! [`CloseCode`], [`CloseFrame`](crate::CloseFrame) and [`Role`](crate::Role) convert from and into tungstenite's types, as [`adapters`](super) says. Any [`Stream`](https://docs.rs/futures-core/0.3/futures_core/stream/trait.Stream.html) and
//! [`Sink`](https://docs.rs/futures-sink/0.3/futures_sink/trait.Sink.html) of tungstenite's messages and errors, such as tokio-tungstenite's `WebSocketStream`, gets a close event
//! by [`WithCloseEvent`](crate::WithCloseEvent).
//!
//! ```
//! use close_codes::CloseCode;
//! use tungstenite::protocol::frame::coding::CloseCode as TheirCode;
//!
//! // tungstenite has no name for 1014, and calls it bad; the number is kept.
//! assert_eq!(TheirCode::from(CloseCode::BadGateway), TheirCode::Bad(1014));
//! assert_eq!(CloseCode::from(TheirCode::Bad(1014)), CloseCode::BadGateway);
//! ```
//!
//! # What tungstenite hides
//!
//! - A peer's close frame with a code that tungstenite refuses (1014 is one, and all that may not be sent) arrives as 1002 with
//!   the reason `Protocol violation`, and that is what tungstenite answers. It cannot be told from a frame that says so: the
//!   event has 1002 and that reason, and is clean. If this endpoint has closed first, the code arrives as it was sent.
//! - A close frame whose reason is not UTF-8, or whose body has one byte or more than 125, arrives as an error. The event has 1006,
//!   and the peer is told 1007 or 1002.
//! - With a `max_write_buffer_size`, a close frame that finds the buffer full counts as flushed, and so as sent.
//! - Whether text in a message or the reason in a close frame is not UTF-8 is not told. To the event it makes no difference.
//!
#![doc = include_str!("migrating/tungstenite_0_30.md")]
#![doc = "\n"]
#![doc = include_str!("reconnecting.md")]

use tungstenite::error::ProtocolError;
use tungstenite::protocol::Role as TheirRole;
use tungstenite::protocol::frame::CloseFrame as TheirFrame;
use tungstenite::protocol::frame::coding::CloseCode as TheirCode;
use tungstenite::{Error, Message, Utf8Bytes};

use super::convert::{convert_codes, convert_frames, convert_roles, implement_socket_message, telling};
use crate::code::CloseCode;
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
    SocketFailure::Protocol(telling(code, error))
}
