//! Guides: one question each, with the answer first, and code that runs.
//!
//! | Question | Guide |
//! |---|---|
//! | Why does my WebSocket close with 1006? | [`why_1006`] |
//! | Who closed the WebSocket, and was it clean? | [`who_closed`] |
//! | How does a WebSocket client reconnect? | [`reconnecting`] |
//! | Which WebSocket close codes can I use? | [`choosing_codes`] |
//! | Which close code does a server send when it restarts? | [`shutting_down`] |
//! | How do I tell a browser that its login has failed? | [`refusing`] |
//! | Which close code does a WebSocket proxy pass on? | [`proxies`] |
//! | Is this close an error, and what do I log? | [`logs_and_metrics`] |
//! | How do I test what happens when a WebSocket closes? | [`testing`] |
//! | What may change in a new version of this crate? | [`stability`] |
//!
//! The answers cite RFC 6455 (the protocol), WHATWG's WebSockets standard (the API of browsers) and
//! [IANA's registry](https://www.iana.org/assignments/websocket/websocket.xhtml#close-code-number) (the codes).
#![cfg_attr(
    not(all(feature = "macros", feature = "stream", feature = "with-tungstenite-0_30")),
    allow(rustdoc::broken_intra_doc_links, reason = "a guide also shows what features add")
)]

// What the guides link to.
#[cfg(feature = "alloc")]
use crate::CloseEvent;
#[cfg(feature = "stream")]
use crate::WithCloseEvent;
use crate::{CloseCode, CloseFrame, CloseHandshake, CloseOutcome, CloseReason, CodeOf, CodePolicy, Reconnect};

#[doc = include_str!("choosing_codes.md")]
// rustdoc does not find the page of an attribute that another crate defines.
#[doc = "\n[`close_codes`]: ../../attr.close_codes.html"]
pub mod choosing_codes {}
#[doc = include_str!("logs_and_metrics.md")]
pub mod logs_and_metrics {}
#[doc = include_str!("proxies.md")]
pub mod proxies {}
#[doc = include_str!("reconnecting.md")]
pub mod reconnecting {}
#[doc = include_str!("refusing.md")]
pub mod refusing {}
#[doc = include_str!("shutting_down.md")]
pub mod shutting_down {}
#[doc = include_str!("stability.md")]
pub mod stability {}
#[doc = include_str!("testing.md")]
pub mod testing {}
#[doc = include_str!("who_closed.md")]
pub mod who_closed {}
#[doc = include_str!("why_1006.md")]
pub mod why_1006 {}
