//! tokio-websockets 0.13: feature `with-tokio-websockets-0_13`.
//!
//! [`CloseCode`], [`CloseFrame`] and [`CloseBody`] convert from and into
//! tokio-websockets' `CloseCode` and `Message`, as [`adapters`](super) says. A `WebSocketStream` gets a close event by
//! [`WithCloseEvent`](crate::WithCloseEvent).
//!
//! ```
//! use close_codes::{CloseBody, CloseCode, CloseFrame};
//! use tokio_websockets::Message;
//!
//! const BYE: CloseFrame = CloseFrame::from_static(CloseCode::GoingAway, "bye");
//!
//! let message = Message::try_from(BYE)?;
//! assert_eq!(CloseBody::try_from(&message), Ok(BYE.into()));
//! # Ok::<_, close_codes::CodeNotAllowed>(())
//! ```
//!
//! `Message::close` panics at codes that may not be sent, and at reasons of more than 123 bytes. A [`CloseFrame`]
//! has neither, unless it was parsed under a lenient [`Profile`]; what cannot be converted is an error.
//!
//! # What tokio-websockets hides
//!
//! - A close frame that it refuses arrives as an error, without code and reason. The event has 1006, and tokio-websockets tells the
//!   peer 1002 or 1007.
//! - The peer's close frame is answered with its code, but without its reason.
//! - A client does not wait for the server to end the transport.
//! - When the sink is closed it sends 1000, and throws away what arrives until the peer has closed too; of a socket that is split,
//!   what the other half waits for.

use alloc::borrow::Cow;

use tokio_websockets::proto::ProtocolError;
use tokio_websockets::{CloseCode as TheirCode, Error, Message};

use super::convert::{NotCloseBody, convert_owned};
use crate::code::{CloseCode, CodeNotAllowed};
use crate::frame::{CloseBody, CloseFrame, InvalidCloseKind, Profile};
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

impl TryFrom<&Message> for CloseBody {
    type Error = NotCloseBody;

    /// # Errors
    ///
    /// If it is not a close frame.
    fn try_from(message: &Message) -> Result<Self, Self::Error> {
        if !message.is_close() {
            return Err(NotCloseBody::OtherMessage);
        }
        Ok(Self::parse(message.as_payload(), Profile::Strict).map_err(InvalidCloseKind::from)?)
    }
}

convert_owned!(Message => CloseBody, NotCloseBody;);

impl TryFrom<CloseFrame> for Message {
    type Error = CodeNotAllowed;

    /// # Errors
    ///
    /// If the frame was parsed under a lenient [`Profile`], and its code may not be sent.
    fn try_from(frame: CloseFrame) -> Result<Self, Self::Error> {
        let code = TheirCode::try_from(frame.code())?;
        if code.is_reserved() {
            return Err(CodeNotAllowed::new(frame.code()));
        }
        Ok(Self::close(Some(code), frame.reason()))
    }
}

impl TryFrom<CloseBody> for Message {
    type Error = CodeNotAllowed;

    /// # Errors
    ///
    /// As for a frame.
    fn try_from(body: CloseBody) -> Result<Self, Self::Error> {
        body.frame().map_or_else(|| Ok(Self::close(None, "")), |frame| (*frame).try_into())
    }
}

impl SocketMessage for Message {
    type Error = Error;
    type Outgoing = Self;

    const ANSWERS: bool = true;
    const READS_WHILE_CLOSING: bool = true;
    const ON_CLOSE: CloseBody = CloseBody::new(CloseFrame::from_static(CloseCode::NormalClosure, ""));

    fn close_body(&self) -> Option<Cow<'_, [u8]>> {
        self.is_close().then(|| Cow::Borrowed(&**self.as_payload()))
    }

    fn is_close(outgoing: &Self) -> bool {
        outgoing.is_close()
    }

    fn from_body(body: CloseBody) -> Self {
        Self::try_from(body).unwrap_or_else(|_| Self::close(None, ""))
    }

    fn failure(error: &Error) -> SocketFailure {
        match error {
            Error::Protocol(ProtocolError::InvalidUtf8) => SocketFailure::Told(CloseCode::InvalidFramePayloadData),
            Error::Protocol(_) => SocketFailure::Told(CloseCode::ProtocolError),
            // It tells the peer of a frame that is too long, but not of fragments that are.
            Error::PayloadTooLong { .. } => SocketFailure::Protocol(CloseCode::MessageTooBig),
            _ => SocketFailure::Transport,
        }
    }
}
