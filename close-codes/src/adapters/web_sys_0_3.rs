//! web-sys 0.3, a browser's own WebSocket as WebAssembly sees it: feature `with-web-sys-0_3`.
//!
//! [`CloseEvent`] and [`CloseEventInit`] convert from and into web-sys's types of the same names: what a browser fired becomes
//! an event of this crate, and an event of this crate one that JavaScript can dispatch. Outside of JavaScript web-sys compiles,
//! and panics whenever it is called.
//!
//! ```no_run
//! use close_codes::{CloseEvent, CloseEventInit, Reconnect};
//! use web_sys::wasm_bindgen::JsValue;
//!
//! /// The listener of a `web_sys::WebSocket`: whether to connect again.
//! fn on_close(event: &web_sys::CloseEvent) -> bool {
//!     let event = CloseEvent::from(event);
//!     event.code().reconnect() == Reconnect::Yes
//! }
//!
//! /// An event to try the listener with.
//! fn restarting() -> Result<web_sys::CloseEvent, JsValue> {
//!     let init = CloseEventInit { code: 1012, was_clean: true, ..CloseEventInit::default() };
//!     CloseEvent::new("close", init).try_into()
//! }
//! ```
//!
//! # What a browser hides
//!
//! - Whatever ends a connection without a close frame that is valid is 1006 without a reason: nobody listens, a handshake is
//!   refused, TLS fails, the connection is dropped, or a close frame holds a code that may not be sent, half a code, or a reason
//!   that is not UTF-8.
//! - Who closed is not told, and neither is what was sent.

use core::time::Duration;

use web_sys::wasm_bindgen::JsValue;

use crate::event::{CloseEvent, CloseEventInit};

/// The event as it is, [trusted](crate::Event::is_trusted) if it was, but without what belongs to its dispatch: it has no target,
/// and is not stopped.
///
/// Its [`time_stamp`](crate::Event::time_stamp) is JavaScript's, which begins with the page or the worker.
impl From<&web_sys::CloseEvent> for CloseEvent {
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

/// As from a reference.
impl From<web_sys::CloseEvent> for CloseEvent {
    fn from(event: web_sys::CloseEvent) -> Self {
        Self::from(&event)
    }
}

/// A new event, which JavaScript can dispatch. It is not trusted, as no event is that a script makes, and has a time stamp of its
/// own.
///
/// # Errors
///
/// What the constructor throws: a `ReferenceError` where JavaScript has no `CloseEvent`.
impl TryFrom<&CloseEvent> for web_sys::CloseEvent {
    type Error = JsValue;

    fn try_from(event: &CloseEvent) -> Result<Self, JsValue> {
        let converted = Self::new_with_event_init_dict(event.type_(), &CloseEventInit::from(event).into())?;
        if event.default_prevented() {
            converted.prevent_default();
        }
        Ok(converted)
    }
}

/// As from a reference.
impl TryFrom<CloseEvent> for web_sys::CloseEvent {
    type Error = JsValue;

    fn try_from(event: CloseEvent) -> Result<Self, JsValue> {
        Self::try_from(&event)
    }
}

/// A dictionary with every member set.
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

/// As from a reference.
impl From<CloseEventInit> for web_sys::CloseEventInit {
    fn from(init: CloseEventInit) -> Self {
        Self::from(&init)
    }
}

/// The dictionary's members; those that are absent have their defaults.
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

/// As from a reference.
impl From<web_sys::CloseEventInit> for CloseEventInit {
    fn from(init: web_sys::CloseEventInit) -> Self {
        Self::from(&init)
    }
}

/// A `DOMHighResTimeStamp`. It is zero if it is no duration, being negative or not finite: a clock that was set back is no
/// reason to panic.
fn milliseconds(time_stamp: f64) -> Duration {
    Duration::try_from_secs_f64(time_stamp / 1e3).unwrap_or_default()
}
