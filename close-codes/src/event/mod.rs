//! The event at the end of a connection, as WHATWG and the DOM standard have it.

mod clock;
mod close_event;
mod dom_event;
mod identity;
mod options;
mod target;

pub use close_event::{CloseEvent, CloseEventInit};
pub use dom_event::{Event, EventInit};
pub use identity::TargetId;
pub use options::{AddEventListenerOptions, EventListenerOptions};
pub use target::{CloseEventListener, CloseEventTarget, InvalidStateError};
