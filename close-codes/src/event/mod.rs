//! The event at the end of a connection, as a value (feature `alloc`).

mod close_event;
#[cfg(feature = "serde")]
mod serde;

pub use close_event::CloseEvent;
