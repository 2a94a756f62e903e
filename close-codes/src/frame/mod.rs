//! The close frame: made to be sent, and parsed as it was received.

mod body;
mod browser;
mod bytes;
mod close_frame;
mod error;
mod parse;
mod profile;

pub use body::CloseBody;
pub use browser::CloseCallError;
pub(crate) use bytes::Bytes;
pub use close_frame::CloseFrame;
pub use error::{BufferTooShort, CloseFrameError};
pub use parse::{InvalidClose, InvalidCloseKind};
pub use profile::Profile;
