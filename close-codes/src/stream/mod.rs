//! A close event for each library whose socket is a stream and a sink of messages.

mod calls;
mod closed;
mod closing;
mod message;
mod waiting;
mod with_close_event;

pub use closed::Closed;
pub use message::{SocketFailure, SocketMessage};
pub use with_close_event::WithCloseEvent;
