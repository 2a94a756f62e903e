//! Close frames, to send and to receive (RFC 6455, section 5.5.1).
//!
//! [`CloseFrame::new`] makes a frame to send. [`CloseFrame::parse`] reads a frame that arrived: it returns a [`ReceivedClose`],
//! or an [`InvalidClose`] if the frame breaks the protocol. A [`CodePolicy`] chooses the codes that are accepted.

mod bytes;
mod close_frame;
mod code_policy;
mod display;
mod error;
mod invalid_close;
mod parse;
mod received_close;
#[cfg(feature = "serde")]
mod serde;

pub(crate) use bytes::Bytes;
pub use close_frame::CloseFrame;
pub use code_policy::CodePolicy;
pub(crate) use display::format_close;
pub use error::{BufferTooShort, CloseCallError, CloseFrameError};
pub use invalid_close::{InvalidClose, InvalidCloseKind};
pub use received_close::ReceivedClose;
