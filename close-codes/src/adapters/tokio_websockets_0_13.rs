//! tokio-websockets 0.13: feature `with-tokio-websockets-0_13`.
//!
//! [`CloseCode`] and [`CloseFrame`] convert from and into tokio-websockets' `CloseCode` and `Message`, as [`adapters`](super)
//! says. A `WebSocketStream` gets a close event by [`WithCloseEvent`](crate::WithCloseEvent).
//!
//! ```
//! use close_codes::{CloseCode, CloseFrame};
//! use tokio_websockets::Message;
//!
//! const BYE: CloseFrame = CloseFrame::from_static(CloseCode::GoingAway, "bye");
//!
//! let message = Message::try_from(BYE)?;
//! assert_eq!(CloseFrame::try_from(&message), Ok(BYE));
//! # Ok::<_, close_codes::code::CodeNotAllowed>(())
//! ```
//!
//! `Message::close` panics at codes that may not be sent, and at reasons of more than 123 bytes. A [`CloseFrame`] has neither.
//!
//! # What tokio-websockets hides
//!
//! - A close frame that it refuses arrives as an error, without code and reason. The event has 1006, and tokio-websockets tells the
//!   peer 1002 or 1007.
//! - The peer's close frame is answered with its code, but without its reason.
//! - A client does not wait for the server to end the transport.
//! - When the sink is closed, it sends 1000, and discards what arrives until the peer has closed too. If the socket is split, the
//!   half that reads then misses these messages.
//!
#![doc = include_str!("migrating/tokio_websockets_0_13.md")]

use alloc::borrow::Cow;

use tokio_websockets::proto::ProtocolError;
use tokio_websockets::{CloseCode as TheirCode, Error, Message};

use super::convert::{NotCloseFrame, convert_owned, telling};
use crate::code::{CloseCode, CodeNotAllowed};
use crate::frame::{CloseFrame, CodePolicy, InvalidCloseKind, ReceivedClose};
use crate::stream::{SocketFailure, SocketMessage};

impl From<TheirCode> for CloseCode {
    fn from(code: TheirCode) -> Self {
        Self::from_u16(code.into())
    }
}

impl TryFrom<CloseCode> for TheirCode {
    type Error = CodeNotAllowed;

    /// # Errors
    ///
    /// If the number is none of 1000-1015 and 3000-4999: tokio-websockets has no others.
    fn try_from(code: CloseCode) -> Result<Self, Self::Error> {
        Self::try_from(code.as_u16()).map_err(|_| CodeNotAllowed::new(code))
    }
}

impl TryFrom<&Message> for CloseFrame {
    type Error = NotCloseFrame;

    /// # Errors
    ///
    /// If it is not a close frame.
    fn try_from(message: &Message) -> Result<Self, Self::Error> {
        if !message.is_close() {
            return Err(NotCloseFrame::OtherMessage);
        }
        Ok(Self::parse(message.as_payload(), CodePolicy::Strict).map_err(InvalidCloseKind::from)?.echo())
    }
}

convert_owned!(Message => CloseFrame, NotCloseFrame;);

impl TryFrom<CloseFrame> for Message {
    type Error = CodeNotAllowed;

    /// # Errors
    ///
    /// If tokio-websockets does not have the code, because the code was registered later.
    fn try_from(frame: CloseFrame) -> Result<Self, Self::Error> {
        if frame.is_empty() {
            return Ok(Self::close(None, ""));
        }
        Ok(Self::close(Some(frame.code().try_into()?), frame.reason()))
    }
}

impl SocketMessage for Message {
    type Error = Error;
    type Outgoing = Self;

    const ANSWERS_CLOSE: bool = true;
    const READS_WHILE_CLOSING: bool = true;
    const DEFAULT_CLOSE: CloseFrame = CloseFrame::from_static(CloseCode::NormalClosure, "");

    fn close_body(&self) -> Option<Cow<'_, [u8]>> {
        self.is_close().then(|| Cow::Borrowed(&**self.as_payload()))
    }

    fn outgoing_close(outgoing: &Self) -> Option<CloseFrame> {
        let (code, reason) = outgoing.as_close()?;
        Some(CloseFrame::forwarding(code.into(), reason))
    }

    fn from_frame(frame: CloseFrame) -> Self {
        Self::try_from(frame).unwrap_or_else(|_| Self::close(None, ""))
    }

    fn answer(close: &ReceivedClose<'_>) -> CloseFrame {
        CloseFrame::forwarding(close.code(), "")
    }

    // The words are tokio-websockets' own.
    fn classify(error: &Error) -> SocketFailure {
        match error {
            Error::Protocol(ProtocolError::InvalidUtf8) => {
                SocketFailure::Reported(telling(CloseCode::InvalidFramePayloadData, &"invalid utf8"))
            }
            Error::Protocol(error) => SocketFailure::Reported(telling(CloseCode::ProtocolError, error)),
            // It tells the peer of a frame that is too long, but not of fragments that are.
            Error::PayloadTooLong { max_len, .. } => {
                SocketFailure::Protocol(telling(CloseCode::MessageTooBig, &format_args!("max length: {max_len}")))
            }
            _ => SocketFailure::Transport,
        }
    }
}
