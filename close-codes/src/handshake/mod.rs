//! The closing handshake without I/O, and its outcome (RFC 6455, section 7).
//!
//! Tell a [`CloseHandshake`] what happens, and do the [`HandshakeAction`] that it returns. At the end it returns a
//! [`CloseOutcome`].

mod action;
mod close_handshake;
mod error;
mod initiator;
mod outcome;
#[cfg(feature = "serde")]
mod serde;

pub use action::{Delivery, HandshakeAction};
pub use close_handshake::CloseHandshake;
pub use error::HandshakeError;
pub use initiator::Initiator;
pub use outcome::CloseOutcome;
