//! Codes and frames of actix-http 3, also for awc and actix-web (feature `with-actix-http-3`).
//!
//! [`CloseCode`] and [`CloseFrame`] convert from and into `actix_http::ws::{CloseCode, CloseReason, Message}`: see
//! [the table](super#conversions). actix-web, awc and actix-ws use the same types. For the streams of actix-ws, see
//! [`actix_ws_0_4`](super::actix_ws_0_4).
//!
//! ```
//! use actix_http::ws::{CloseCode as TheirCode, CloseReason as TheirFrame};
//! use close_codes::{CloseCode, CloseFrame};
//!
//! const BYE: CloseFrame = CloseFrame::from_static(CloseCode::GoingAway, "bye");
//!
//! let frame = TheirFrame::from((TheirCode::Away, "bye"));
//! assert_eq!(Option::from(BYE), Some(frame));
//! ```
//!
//! # Migrating
//!
//! To replace the types of actix by those of this crate, see [migrating from actix](super::migrating::actix_http_3).

use alloc::string::String;

use actix_http::ws::{CloseCode as TheirCode, CloseReason as TheirFrame, Frame, Message};

use super::convert::{NotCloseFrame, convert_codes, convert_frames, convert_owned};
use crate::code::CloseCode;
use crate::frame::CloseFrame;

convert_codes!(TheirCode);
convert_frames!(TheirFrame, Message, split, make);

pub(super) fn split(frame: &TheirFrame) -> (CloseCode, &str) {
    (frame.code.into(), frame.description.as_deref().unwrap_or_default())
}

fn make(code: CloseCode, reason: &str) -> TheirFrame {
    TheirFrame { code: code.into(), description: (!reason.is_empty()).then(|| String::from(reason)) }
}

impl TryFrom<&Frame> for CloseFrame {
    type Error = NotCloseFrame;

    /// # Errors
    ///
    /// Fails if the message is not a close frame, the code may not be sent, or the reason has more than 123 bytes.
    fn try_from(frame: &Frame) -> Result<Self, Self::Error> {
        match frame {
            Frame::Close(frame) => Ok(Self::try_from(frame)?),
            _ => Err(NotCloseFrame::OtherMessage),
        }
    }
}

convert_owned!(Frame => CloseFrame, NotCloseFrame;);
