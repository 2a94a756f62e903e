//! The reason in a close frame (RFC 6455, section 5.5.1).

mod close_reason;
#[cfg(feature = "serde")]
mod serde;

pub use close_reason::{CloseReason, ReasonTooLong};
