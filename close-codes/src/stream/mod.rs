//! Streams of messages, and the close event that they lack.

mod calls;
mod closed;
mod closing;
mod message;
mod waiting;
mod with_close_event;

pub use closed::Closed;
pub use message::{SocketFailure, SocketMessage};
pub use with_close_event::WithCloseEvent;
