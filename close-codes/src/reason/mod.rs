//! The reason in a close frame.

mod close_reason;
#[cfg(feature = "serde")]
mod serde;

pub use close_reason::{CloseReason, ReasonTooLong};
