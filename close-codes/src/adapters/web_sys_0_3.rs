//! web-sys 0.3, a browser's own WebSocket as WebAssembly sees it: feature `with-web-sys-0_3`.
//!
//! A browser's `CloseEvent` becomes the plain [`event::CloseEvent`], or the [`dom::CloseEvent`], which also has the attributes of
//! DOM's `Event`. Both become a browser's event, which JavaScript can dispatch. A browser tells no outcome.
//! [`CloseEventInit`] converts from and into web-sys's dictionary. Outside of JavaScript web-sys compiles, but each call panics.
//!
//! ```no_run
//! use close_codes::{CloseEvent, Reconnect};
//! use web_sys::wasm_bindgen::JsValue;
//!
//! /// The listener of a `web_sys::WebSocket`. Returns `true` if the connection should be opened again.
//! fn on_close(event: &web_sys::CloseEvent) -> bool {
//!     CloseEvent::from(event).code().reconnect() == Reconnect::Yes
//! }
//!
//! /// An event to test the listener with.
//! fn restarting() -> Result<web_sys::CloseEvent, JsValue> {
//!     CloseEvent::new(1012, "", true).try_into()
//! }
//! ```
//!
//! # What a browser hides
//!
//! - A connection that ends without a valid close frame is 1006, without a reason: nobody listens, the opening handshake is
//!   refused, TLS fails, the connection is dropped, or a close frame holds a code that may not be sent, half a code, or a reason
//!   that is not UTF-8.
//! - A browser does not tell who started to close, and not what was sent.

use core::time::Duration;

use web_sys::wasm_bindgen::JsValue;

use crate::dom::{self, CloseEventInit};
use crate::event;

/// Code, reason, and clean or not. The event has no outcome.
impl From<&web_sys::CloseEvent> for event::CloseEvent {
    fn from(event: &web_sys::CloseEvent) -> Self {
        Self::new(event.code(), event.reason(), event.was_clean())
    }
}

/// The event as it is, [trusted](dom::Event::is_trusted) if it was, but without the state of a dispatch: it has no target, and is
/// not stopped.
///
/// Its [`time_stamp`](dom::Event::time_stamp) is that of JavaScript, counted from the start of the page or the worker.
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

/// A new event, which JavaScript can dispatch. It is not trusted, as no event is that a script makes, and has a time stamp of
/// its own.
///
/// # Errors
///
/// The exception of the constructor: a `ReferenceError` where JavaScript has no `CloseEvent`.
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

/// A new event of the type `close`, by way of [`dom::CloseEvent`].
///
/// # Errors
///
/// The exception of the constructor: a `ReferenceError` where JavaScript has no `CloseEvent`.
impl TryFrom<event::CloseEvent> for web_sys::CloseEvent {
    type Error = JsValue;

    fn try_from(event: event::CloseEvent) -> Result<Self, JsValue> {
        Self::try_from(dom::CloseEvent::from(event))
    }
}

/// A dictionary with all members set.
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

/// The dictionary's members; an absent member has its default.
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

/// From a value as from a reference.
macro_rules! convert_owned {
    ($($theirs:ty => $ours:ty;)+) => {$(
        /// As from a reference.
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

/// As from a reference.
impl TryFrom<dom::CloseEvent> for web_sys::CloseEvent {
    type Error = JsValue;

    fn try_from(event: dom::CloseEvent) -> Result<Self, JsValue> {
        Self::try_from(&event)
    }
}

/// A `DOMHighResTimeStamp` as a duration; zero if it is negative or not finite, for example because the clock was set back.
fn milliseconds(time_stamp: f64) -> Duration {
    Duration::try_from_secs_f64(time_stamp / 1e3).unwrap_or_default()
}
