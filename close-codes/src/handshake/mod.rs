//! The closing handshake, without I/O.

mod action;
mod close_handshake;
mod error;
mod outcome;

pub use action::{Delivery, HandshakeAction};
pub use close_handshake::CloseHandshake;
pub use error::HandshakeError;
pub use outcome::{CloseOutcome, Initiator, ReceivedClose};
