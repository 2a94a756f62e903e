//! fastwebsockets 0.10: feature `with-fastwebsockets-0_10`.
//!
//! [`CloseCode`](crate::CloseCode), [`CloseFrame`] and [`Role`](crate::Role) convert from and into fastwebsockets' `CloseCode`, `Frame` and `Role`, as [`adapters`](super) says.
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
//! fastwebsockets has frames and no stream of messages, so that `WithCloseEvent` does not fit. A
//! [`CloseHandshake`](crate::CloseHandshake) does, beside it: tell it each frame that is read and each close frame that is
//! written. With `set_auto_close(true)`, which is the default, fastwebsockets answers a close frame itself, and gives an
//! error for one whose body has one byte, a refused code (1014 is one) or a reason that is not UTF-8. With `false` all of that is
//! left to the handshake, and but two things are to be known:
//!
//! - Once a close frame has been written, any frame but the peer's close frame is the error `ConnectionClosed`. It is not the end:
//!   tell it to the handshake as data, and read on.
//! - After any other error nothing more can be read. Some errors come again, and again at once, whoever reads on.
//!
#![doc = include_str!("migrating/fastwebsockets_0_10.md")]

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
    /// If it is not a close frame, or one that breaks the protocol.
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
