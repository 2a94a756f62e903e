//! Codes, messages and the stream of tokio-websockets 0.13 (feature `with-tokio-websockets-0_13`).
//!
//! [`CloseCode`] and [`CloseFrame`] convert from and into tokio-websockets' `CloseCode` and `Message`: see
//! [the table](super#conversions). [`WithCloseEvent`](crate::WithCloseEvent) adds the close event to a `WebSocketStream`.
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
//! `Message::close` panics for a code that may not be sent, and for a reason of more than 123 bytes. A [`CloseFrame`] cannot hold
//! either.
//!
//! # What tokio-websockets hides
//!
//! - A close frame that tokio-websockets refuses arrives as an error, without code and reason. The event has 1006, and
//!   tokio-websockets tells the peer 1002 or 1007.
//! - The answer to the peer's close frame has the same code, but not the reason.
//! - A client does not wait for the server to end the transport.
//! - Closing the sink sends 1000, and discards all messages until the peer has closed too. If the socket is split, the half that
//!   reads does not get these messages.
//!
//! # Migrating
//!
//! To replace the types of tokio-websockets by those of this crate, see [migrating from tokio-websockets](super::migrating::tokio_websockets_0_13).

use alloc::borrow::Cow;

use tokio_websockets::proto::ProtocolError;
use tokio_websockets::{CloseCode as TheirCode, Error, Message};

use super::convert::{NotCloseFrame, convert_owned};
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
    /// Fails if the number is not in 1000-1015 or 3000-4999: tokio-websockets does not have other numbers.
    fn try_from(code: CloseCode) -> Result<Self, Self::Error> {
        Self::try_from(code.as_u16()).map_err(|_| CodeNotAllowed::new(code))
    }
}

impl TryFrom<&Message> for CloseFrame {
    type Error = NotCloseFrame;

    /// # Errors
    ///
    /// Fails if the message is not a close frame.
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
    /// Fails if tokio-websockets does not have the code, because the code was registered later.
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

    // The texts are those that tokio-websockets sends.
    fn classify(error: &Error) -> SocketFailure {
        match error {
            Error::Protocol(ProtocolError::InvalidUtf8) => {
                SocketFailure::Reported(CloseFrame::telling(CloseCode::InvalidFramePayloadData, &"invalid utf8"))
            }
            Error::Protocol(error) => SocketFailure::Reported(CloseFrame::telling(CloseCode::ProtocolError, error)),
            // tokio-websockets tells the peer about a frame that is too long, but not about fragments that are.
            Error::PayloadTooLong { max_len, .. } => SocketFailure::Protocol(CloseFrame::telling(
                CloseCode::MessageTooBig,
                &format_args!("max length: {max_len}"),
            )),
            _ => SocketFailure::Transport,
        }
    }
}
