//! Codes, frames and roles of fastwebsockets 0.10 (feature `with-fastwebsockets-0_10`).
//!
//! [`CloseCode`](crate::CloseCode), [`CloseFrame`] and [`Role`](crate::Role) convert from and into fastwebsockets' `CloseCode`,
//! `Frame` and `Role`: see [the table](super#conversions).
//!
//! ```
//! use close_codes::{CloseCode, CloseFrame};
//! use fastwebsockets::Frame;
//!
//! const BYE: CloseFrame = CloseFrame::from_static(CloseCode::GoingAway, "bye");
//!
//! let frame = Frame::from(BYE);
//! assert_eq!(CloseFrame::try_from(&frame), Ok(BYE));
//! ```
//!
//! # The close event
//!
//! fastwebsockets has frames and not a stream of messages, so `WithCloseEvent` does not fit. Use a
//! [`CloseHandshake`](crate::CloseHandshake) instead: tell it each frame that you read and each close frame that you write.
//!
//! With `set_auto_close(true)`, the default, fastwebsockets answers a close frame itself. It gives an error for a body of one byte,
//! for a code that it refuses (such as 1014), and for a reason that is not UTF-8. With `false`, the handshake does all of this. Then
//! note two things:
//!
//! - After you have written a close frame, each frame except the peer's close frame gives the error `ConnectionClosed`. This is not
//!   the end: tell the handshake that data arrived, and continue to read.
//! - After any other error, nothing more can be read. Stop then: some errors would repeat forever.
//!
//! # Migrating
//!
//! To replace the types of fastwebsockets by those of this crate, see [migrating from fastwebsockets](super::migrating::fastwebsockets_0_10).

use alloc::vec::Vec;

use fastwebsockets::{CloseCode as TheirCode, Frame, OpCode, Role as TheirRole};

use super::convert::{NotCloseFrame, convert_codes, convert_owned, convert_roles};
use crate::frame::{CloseFrame, CodePolicy, InvalidCloseKind};

convert_codes!(TheirCode);
convert_roles!(TheirRole);

impl TryFrom<&Frame<'_>> for CloseFrame {
    type Error = NotCloseFrame;

    /// # Errors
    ///
    /// Fails if the frame is not a close frame, or breaks the protocol.
    fn try_from(frame: &Frame<'_>) -> Result<Self, Self::Error> {
        if frame.opcode != OpCode::Close {
            return Err(NotCloseFrame::OtherMessage);
        }
        Ok(Self::parse(&frame.payload, CodePolicy::Strict).map_err(InvalidCloseKind::from)?.echo())
    }
}

convert_owned!(Frame<'_> => CloseFrame, NotCloseFrame;);

impl From<CloseFrame> for Frame<'_> {
    fn from(frame: CloseFrame) -> Self {
        Self::close_raw(Vec::from(frame.encode()).into())
    }
}
