//! actix-http 3: feature `with-actix-http-3`.
//!
//! [`CloseCode`], [`CloseFrame`](crate::CloseFrame) and [`CloseBody`] convert from and into
//! `actix_http::ws::{CloseCode, CloseReason, Message}`, as [`adapters`](super) says. actix-web's `HttpResponse`s, awc and actix-ws
//! use the same types; for the latter's streams there is `actix_ws_0_4`.
//!
//! ```
//! use actix_http::ws::{CloseCode as TheirCode, CloseReason as TheirFrame};
//! use close_codes::{CloseCode, CloseFrame};
//!
//! const BYE: CloseFrame = CloseFrame::from_static(CloseCode::GoingAway, "bye");
//! assert_eq!(TheirFrame::from(BYE), TheirFrame { code: TheirCode::Away, description: Some("bye".into()) });
//! ```

use alloc::string::String;

use actix_http::ws::{CloseCode as TheirCode, CloseReason as TheirFrame, Frame, Message};

use super::convert::{NotCloseBody, convert_codes, convert_frames, convert_owned};
use crate::code::CloseCode;
use crate::frame::CloseBody;

convert_codes!(TheirCode);
convert_frames!(TheirFrame, Message, split, make);

pub(super) fn split(frame: &TheirFrame) -> (CloseCode, &str) {
    (frame.code.into(), frame.description.as_deref().unwrap_or_default())
}

fn make(code: CloseCode, reason: &str) -> TheirFrame {
    TheirFrame { code: code.into(), description: (!reason.is_empty()).then(|| String::from(reason)) }
}

impl TryFrom<&Frame> for CloseBody {
    type Error = NotCloseBody;

    /// # Errors
    ///
    /// If it is not a close frame, or its code may not be sent, or its reason has more than 123 bytes.
    fn try_from(frame: &Frame) -> Result<Self, Self::Error> {
        match frame {
            Frame::Close(frame) => Ok(Self::try_from(frame)?),
            _ => Err(NotCloseBody::OtherMessage),
        }
    }
}

convert_owned!(Frame => CloseBody, NotCloseBody;);
