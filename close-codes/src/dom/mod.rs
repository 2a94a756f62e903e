//! WHATWG's and the DOM's events: types, targets, listeners and phases (feature `alloc`).
//!
//! This module is for people who port code from a browser, and for those who implement the standards. Nobody needs it to learn
//! how a connection ended: that is [`event::CloseEvent`](crate::event::CloseEvent).
//!
//! ```
//! use close_codes::CloseOutcome;
//! use close_codes::dom::{CloseEvent, CloseEventListener, CloseEventTarget};
//!
//! let mut target = CloseEventTarget::new();
//! target.set_onclose(CloseEventListener::new(|event, _target| println!("{}", event.close_event())));
//!
//! // The connection has ended, or, as here, was never opened.
//! let event = close_codes::CloseEvent::from(CloseOutcome::OPENING_FAILED);
//! target.fire(&mut CloseEvent::from(event))?;
//! # Ok::<_, close_codes::dom::InvalidStateError>(())
//! ```
//!
//! # The `error` event
//!
//! A browser fires an event of the type `error` before `close` if the connection had to be failed (WHATWG WebSockets, section
//! 4). That is [`CloseOutcome::failed`](crate::CloseOutcome::failed) of the event's [outcome](CloseEvent::outcome), if it has
//! one:
//!
//! ```
//! use close_codes::CloseOutcome;
//! use close_codes::dom::CloseEvent;
//!
//! fn error_comes_first(event: &CloseEvent) -> bool {
//!     event.outcome().is_some_and(CloseOutcome::failed)
//! }
//!
//! let refused = close_codes::CloseEvent::from(CloseOutcome::OPENING_FAILED);
//! assert!(error_comes_first(&refused.into()));
//! ```

mod clock;
mod close_event;
mod close_event_init;
mod close_event_target;
mod event;
mod invalid_state_error;
mod options;
mod target_id;

pub use close_event::CloseEvent;
pub use close_event_init::CloseEventInit;
pub use close_event_target::{CloseEventListener, CloseEventTarget};
pub use event::{Event, EventInit};
pub use invalid_state_error::InvalidStateError;
pub use options::{AddEventListenerOptions, EventListenerOptions};
pub use target_id::TargetId;
