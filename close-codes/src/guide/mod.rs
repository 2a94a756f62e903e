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

/// The targets of the links between guides. The first definition of a link wins: rustdoc takes these, and GitHub takes those at the
/// end of each guide.
macro_rules! links {
    () => {
        "\
[how to write a table]: ../../attr.close_codes.html#write-a-table
[codes of the registry]: ../../attr.close_codes.html#codes-of-the-registry
[a server for tests]: testing#a-whole-client-or-server
[choosing codes]: choosing_codes
[how a client reconnects]: reconnecting
[logs and metrics]: logs_and_metrics
[refusing a login]: refusing
[shutting down]: shutting_down
[the causes of 1006]: why_1006
[the guide on 1006]: why_1006
[the guide on stability]: stability
[the table]: choosing_codes#a-table-of-your-own-codes
[what a proxy passes on]: proxies
[what tungstenite hides]: crate::adapters::tungstenite_0_30#what-tungstenite-hides
[who closed]: who_closed

"
    };
}

#[doc = links!()]
#[doc = include_str!("choosing_codes.md")]
pub mod choosing_codes {}
#[doc = links!()]
#[doc = include_str!("logs_and_metrics.md")]
pub mod logs_and_metrics {}
#[doc = links!()]
#[doc = include_str!("proxies.md")]
pub mod proxies {}
#[doc = links!()]
#[doc = include_str!("reconnecting.md")]
pub mod reconnecting {}
#[doc = links!()]
#[doc = include_str!("refusing.md")]
pub mod refusing {}
#[doc = links!()]
#[doc = include_str!("shutting_down.md")]
pub mod shutting_down {}
#[doc = links!()]
#[doc = include_str!("stability.md")]
pub mod stability {}
#[doc = links!()]
#[doc = include_str!("testing.md")]
pub mod testing {}
#[doc = links!()]
#[doc = include_str!("who_closed.md")]
pub mod who_closed {}
#[doc = links!()]
#[doc = include_str!("why_1006.md")]
pub mod why_1006 {}
