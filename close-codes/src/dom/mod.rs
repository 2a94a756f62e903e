//! Events of the DOM and of WHATWG: types, targets, listeners and phases (feature `alloc`).
//!
//! Use this module to port code from a browser, or to implement the standards. To learn how a connection ended, use
//! [`event::CloseEvent`](crate::event::CloseEvent) instead.
//!
//! ```
//! use close_codes::CloseOutcome;
//! use close_codes::dom::{CloseEvent, CloseEventListener, CloseEventTarget};
//!
//! let mut target = CloseEventTarget::new();
//! target.set_onclose(CloseEventListener::new(|event, _target| println!("{}", event.close_event())));
//!
//! // The event at the end of a connection. This one was never opened.
//! let event = close_codes::CloseEvent::from(CloseOutcome::OPENING_FAILED);
//! target.fire(&mut CloseEvent::from(event))?;
//! # Ok::<_, close_codes::dom::InvalidStateError>(())
//! ```
//!
//! # The `error` event
//!
//! A browser fires an event of the type `error` before `close` if the connection failed (WHATWG WebSockets, section 4).
//! [`CloseOutcome::failed`](crate::CloseOutcome::failed) of the event's [outcome](CloseEvent::outcome) tells this:
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
