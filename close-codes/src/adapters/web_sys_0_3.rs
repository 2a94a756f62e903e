//! The `CloseEvent` of a browser, for WebAssembly with web-sys 0.3 (feature `with-web-sys-0_3`).
//!
//! A browser's `CloseEvent` converts into the plain [`event::CloseEvent`], or into the [`dom::CloseEvent`], which also has the
//! attributes of the DOM's `Event`. Both convert back into a browser's event, which JavaScript can dispatch. Such an event does not
//! have an outcome. [`CloseEventInit`] converts from and into web-sys's dictionary.
//!
//! web-sys compiles on other targets too, but there each call panics.
//!
//! ```no_run
//! use close_codes::{CloseEvent, Reconnect};
//! use web_sys::wasm_bindgen::JsValue;
//!
//! /// Handles the event of a `web_sys::WebSocket`. Returns `true` to connect again.
//! fn on_close(event: &web_sys::CloseEvent) -> bool {
//!     CloseEvent::from(event).code().reconnect() == Reconnect::Yes
//! }
//!
//! /// Makes an event to test the listener.
//! fn restarting() -> Result<web_sys::CloseEvent, JsValue> {
//!     CloseEvent::new(1012, "", true).try_into()
//! }
//! ```
//!
//! # What a browser hides
//!
//! - A connection without a valid close frame from the peer ends with 1006 and without a reason. The cause is hidden: nobody
//!   listens, the opening handshake is refused, TLS fails, the connection is dropped, or a close frame has a code that may not be
//!   sent, half a code, or a reason that is not UTF-8.
//! - A browser does not tell which endpoint closed first, or which close frame was sent.

use core::time::Duration;

use web_sys::wasm_bindgen::JsValue;

use crate::dom::{self, CloseEventInit};
use crate::event;

/// Takes the code, the reason, and `wasClean`. The event does not have an outcome.
impl From<&web_sys::CloseEvent> for event::CloseEvent {
    fn from(event: &web_sys::CloseEvent) -> Self {
        Self::new(event.code(), event.reason(), event.was_clean())
    }
}

/// Copies the event, but not the state of its dispatch: the copy does not have a target, and is not stopped. It is
/// [trusted](dom::Event::is_trusted) if the event was.
///
/// The [`time_stamp`](dom::Event::time_stamp) is that of JavaScript, counted from the start of the page or worker.
impl From<&web_sys::CloseEvent> for dom::CloseEvent {
    fn from(event: &web_sys::CloseEvent) -> Self {
        let init = CloseEventInit {
            bubbles: event.bubbles(),
            cancelable: event.cancelable(),
            composed: event.composed(),
            was_clean: event.was_clean(),
            code: event.code(),
            reason: event.reason(),
        };
        let mut converted = Self::new(&event.type_(), init)
            .with_trust(event.is_trusted())
            .with_time_stamp(milliseconds(event.time_stamp()));
        if event.default_prevented() {
            converted.prevent_default();
        }
        converted
    }
}

/// Makes a new event, which JavaScript can dispatch. It has a new time stamp, and is not trusted: events that a script makes
/// never are.
///
/// # Errors
///
/// The exception of the constructor: a `ReferenceError` if JavaScript does not have `CloseEvent`.
impl TryFrom<&dom::CloseEvent> for web_sys::CloseEvent {
    type Error = JsValue;

    fn try_from(event: &dom::CloseEvent) -> Result<Self, JsValue> {
        let converted = Self::new_with_event_init_dict(event.type_(), &CloseEventInit::from(event).into())?;
        if event.default_prevented() {
            converted.prevent_default();
        }
        Ok(converted)
    }
}

/// Makes a new event of the type `close`, as from a [`dom::CloseEvent`].
///
/// # Errors
///
/// The exception of the constructor: a `ReferenceError` if JavaScript does not have `CloseEvent`.
impl TryFrom<event::CloseEvent> for web_sys::CloseEvent {
    type Error = JsValue;

    fn try_from(event: event::CloseEvent) -> Result<Self, JsValue> {
        Self::try_from(dom::CloseEvent::from(event))
    }
}

/// Sets all members of the dictionary.
impl From<&CloseEventInit> for web_sys::CloseEventInit {
    fn from(init: &CloseEventInit) -> Self {
        let converted = Self::new();
        converted.set_bubbles(init.bubbles);
        converted.set_cancelable(init.cancelable);
        converted.set_composed(init.composed);
        converted.set_was_clean(init.was_clean);
        converted.set_code(init.code);
        converted.set_reason(&init.reason);
        converted
    }
}

/// Takes the members of the dictionary. An absent member has its default.
impl From<&web_sys::CloseEventInit> for CloseEventInit {
    fn from(init: &web_sys::CloseEventInit) -> Self {
        Self {
            bubbles: init.get_bubbles().unwrap_or_default(),
            cancelable: init.get_cancelable().unwrap_or_default(),
            composed: init.get_composed().unwrap_or_default(),
            was_clean: init.get_was_clean().unwrap_or_default(),
            code: init.get_code().unwrap_or_default(),
            reason: init.get_reason().unwrap_or_default(),
        }
    }
}

/// Implements conversions by value, by those from a reference.
macro_rules! convert_owned {
    ($($theirs:ty => $ours:ty;)+) => {$(
        /// The same conversion as from a reference.
        impl From<$theirs> for $ours {
            fn from(theirs: $theirs) -> Self {
                Self::from(&theirs)
            }
        }
    )+};
}

convert_owned! {
    web_sys::CloseEvent => event::CloseEvent;
    web_sys::CloseEvent => dom::CloseEvent;
    CloseEventInit => web_sys::CloseEventInit;
    web_sys::CloseEventInit => CloseEventInit;
}

/// The same conversion as from a reference.
impl TryFrom<dom::CloseEvent> for web_sys::CloseEvent {
    type Error = JsValue;

    fn try_from(event: dom::CloseEvent) -> Result<Self, JsValue> {
        Self::try_from(&event)
    }
}

/// Converts a `DOMHighResTimeStamp`. Returns zero if it is negative, for example after the clock was set back, or not finite.
fn milliseconds(time_stamp: f64) -> Duration {
    Duration::try_from_secs_f64(time_stamp / 1e3).unwrap_or_default()
}
