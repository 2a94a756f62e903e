//! WebSocket close codes: how did this connection end?
//!
//! [`CloseCode`] is the status code of a close frame (RFC 6455, section 7.4). The enum has a variant for each code in IANA's
//! registry, holds each other number too, and knows the name, the description and the rules of each code.
//!
//! ```
//! use close_codes::{CloseCode, CodeRange, Reconnect};
//!
//! let code = CloseCode::from_u16(1012);
//! assert_eq!(code, CloseCode::ServiceRestart);
//! assert_eq!(code.to_string(), "1012 Service Restart");
//! assert_eq!(code.reconnect(), Reconnect::Yes);
//!
//! // A private code.
//! let private = CloseCode::from_u16(4001);
//! assert_eq!(private.as_u16(), 4001);
//! assert_eq!(private.range(), CodeRange::Application);
//!
//! // 1006 means that no close frame arrived, so no close frame may contain it.
//! assert!(!CloseCode::AbnormalClosure.is_allowed_on_wire());
//! ```
//!
//! # Overview
//!
//! | To | Use |
//! |---|---|
//! | name, describe or classify a code | [`CloseCode`], [`CodeRange`], [`Reconnect`], [`Role`] |
//! | do so in one of seven languages | [`Language`] |
//! | give names to private codes | the attribute [`close_codes`](macro@close_codes), [`CodeSet`], [`UnknownCode`](code::UnknownCode) |
//! | store one of your codes or any other | [`CodeOf`] |
//! | send a close frame | [`CloseFrame`], [`CloseReason`] |
//! | read a close frame | [`CloseFrame::parse`], [`CodePolicy`], [`ReceivedClose`], [`InvalidClose`] |
//! | forward a close frame, as a proxy | [`CloseEvent::forwarded`], [`CloseCode::forwarded`] |
//! | check the arguments of a browser's `close()` | [`CloseFrame::from_close_call`] |
//! | learn how a connection ended | [`CloseEvent`], [`CloseOutcome`], [`Initiator`] |
//! | get a close event from tungstenite, axum, actix-ws or tokio-websockets | [`WithCloseEvent`] |
//! | the same from another library | [`SocketMessage`](stream::SocketMessage) |
//! | convert from and to the types of a library | [`adapters`] |
//! | replace the types of a library | [`migrating`](adapters::migrating) |
//! | write a WebSocket library | [`CloseHandshake`], [`HandshakeAction`] |
//! | port code from a browser | [`dom`] |
//!
//! # Guides
//!
//! | Question | Guide |
//! |---|---|
//! | Why does my WebSocket close with 1006? | [`why_1006`](guide::why_1006) |
//! | Who closed the WebSocket, and was it clean? | [`who_closed`](guide::who_closed) |
//! | How does a client reconnect? | [`reconnecting`](guide::reconnecting) |
//! | Which close codes can I use? | [`choosing_codes`](guide::choosing_codes) |
//! | Which close code does a server send when it restarts? | [`shutting_down`](guide::shutting_down) |
//! | How do I tell a browser that its login has failed? | [`refusing`](guide::refusing) |
//! | Which close code does a proxy pass on? | [`proxies`](guide::proxies) |
//! | Is this close an error, and what do I log? | [`logs_and_metrics`](guide::logs_and_metrics) |
//! | How do I test what happens when a WebSocket closes? | [`testing`](guide::testing) |
//! | What may change in a new version of this crate? | [`stability`](guide::stability) |
//!
//! # Your own codes
//!
//! The attribute [`close_codes`](macro@close_codes) makes an enum of private codes, from a table in a CSV file or from the enum
//! itself:
//!
//! ```
//! # #[cfg(feature = "macros")] {
//! use close_codes::CloseCode;
//!
//! #[close_codes::close_codes]
//! enum ChatCode {
//!     /// The session's token has expired.
//!     TokenExpired = 4001,
//!     /// A newer client took the seat.
//!     Replaced = 4002,
//! }
//!
//! assert_eq!(ChatCode::try_from(CloseCode::from_u16(4001)), Ok(ChatCode::TokenExpired));
//! assert_eq!(ChatCode::Replaced.to_string(), "4002 Replaced");
//! assert!(CloseCode::from_u16(4001) == ChatCode::TokenExpired);
//! # }
//! ```
//!
//! # Close frames
//!
//! A [`CloseFrame`] may always be sent: a code or a reason that RFC 6455 forbids is an error, or does not compile in a constant.
//! [`CloseFrame::parse`] reads a frame that arrived, without a copy:
//!
//! ```
//! use close_codes::{CloseCode, CloseFrame, CodePolicy};
//!
//! const BYE: CloseFrame = CloseFrame::from_static(CloseCode::GoingAway, "bye");
//! let frame = CloseFrame::new(4001, "log in again")?;
//! // The body, for your library to frame and mask.
//! assert_eq!(frame.encode(), b"\x0F\xA1log in again");
//!
//! let received = CloseFrame::parse(b"\x03\xE9bye", CodePolicy::Strict).unwrap();
//! assert_eq!((received.code(), received.reason()), (CloseCode::GoingAway, "bye"));
//! assert_eq!(received.echo(), BYE); // the answer
//!
//! let error = CloseFrame::parse(&[3], CodePolicy::Strict).unwrap_err();
//! assert_eq!(error.fail_frame().code(), CloseCode::ProtocolError); // the answer
//! # Ok::<_, close_codes::frame::CloseFrameError>(())
//! ```
//!
//! # The end of a connection
//!
//! [`WithCloseEvent`] wraps the socket of a library and tells how its connection ended, in each case:
//!
//! ```
//! # #[cfg(feature = "with-axum-0_8")] {
//! use axum::extract::ws::WebSocket;
//! use close_codes::WithCloseEvent;
//!
//! async fn serve(socket: WebSocket) {
//!     let mut socket = WithCloseEvent::server(socket);
//!     while let Some(Ok(message)) = socket.recv().await {
//!         // …
//! #       drop(message);
//!     }
//!     let event = socket.closed().await;
//!     println!("{event}"); // 1001 Going Away: "bye" (clean, started by the peer)
//! }
//! # }
//! ```
//!
//! A library that implements the protocol uses [`CloseHandshake`]: the closing handshake of either endpoint, without I/O.
//!
//! ```
//! # #[cfg(feature = "alloc")] {
//! use close_codes::{CloseEvent, CloseHandshake, CodePolicy, HandshakeAction, Role};
//!
//! let mut server = CloseHandshake::new(Role::Server, CodePolicy::Strict);
//! // A close frame arrived: send the answer.
//! let HandshakeAction::Send(echo) = server.close_received(b"\x03\xE9bye")? else { panic!() };
//! assert_eq!(echo.encode(), b"\x03\xE9bye");
//! // The answer is sent: a server then drops the transport.
//! assert_eq!(server.close_sent()?, HandshakeAction::Drop);
//! let event = CloseEvent::from(server.transport_ended()?);
//! assert_eq!((event.code().as_u16(), event.reason()), (1001, "bye"));
//! assert!(event.was_clean());
//! # }
//! # Ok::<_, close_codes::handshake::HandshakeError>(())
//! ```
//!
#![doc = include_str!("code/codes.md")]
//!
//! Each other number is [`CloseCode::Unregistered`]. Its [`CodeRange`] says what the number is for.
//!
//! # Features
//!
//! An application takes the default features. A library that only needs the types takes `default-features = false`: the crate
//! then has no dependency. Both have the same [`CloseCode`].
//!
//! | Feature | What it adds | CPU s | Crates |
//! |---|---|---|---|
//! | none | the types | 0.3 | 1 |
//! | `macros` (default) | the attribute [`close_codes`](macro@close_codes) | + 3.6 | + 10 |
//! | `alloc` | [`CloseEvent`] and [`dom`]; needs an allocator and atomic pointers | + 0.1 | 0 |
//! | `std` (default) | `alloc`, and a clock for the time stamps of events | + 0.1 | 0 |
//! | `serde` | serde for [`CloseCode`] (as its number), [`CloseReason`] (as a string), [`CloseFrame`], [`CloseOutcome`], [`Initiator`] and [`CloseEvent`] | + 1.6 | + 1 |
//! | `stream` | [`WithCloseEvent`], for each library that implements [`SocketMessage`](stream::SocketMessage) | + 0.4 | + 2 |
//! | `with-…` | an [adapter](adapters) to one version of a library | + 0.4 at most, besides the library | + 2 at most, besides the library |
//!
//! The costs are CPU seconds of an unoptimized build from nothing. On the same machine, http takes 1.3 and thiserror 3.6. An
//! application that has axum, serde and clap already builds most of what `macros` and `serde` need: the default features add
//! 1.9 there, and the types alone 0.3. `tests/benches/build-cost` in the repository measures these figures.
//!
//! Rust 1.85 or later; some [adapters] need 1.89. The crate is `no_std` and has no `unsafe` code. Without `alloc`, nothing
//! allocates.
//!
//! # Layers
//!
//! Each module needs only the modules above it.
//!
//! | Module | Contents |
//! |---|---|
//! | [`code`] | [`CloseCode`], its ranges, languages and sets of codes |
//! | [`reason`] | [`CloseReason`], the text in a close frame |
//! | [`frame`] | [`CloseFrame`] and [`ReceivedClose`] |
//! | [`handshake`] | [`CloseHandshake`] and [`CloseOutcome`] |
//! | [`event`] | [`CloseEvent`], the end of a connection as an application sees it |
//! | [`dom`] | the DOM's events, targets and listeners |
//! | [`stream`] | [`WithCloseEvent`] |
//! | [`adapters`] | conversions from and to the types of WebSocket libraries |

#![no_std]
#![cfg_attr(docsrs, feature(doc_cfg))]
// Only the attribute needs `macros`: the registered codes are there without it, too.
#![cfg_attr(docsrs, doc(auto_cfg(hide(feature = "macros"))))]
// The links lead to the items of all features.
#![cfg_attr(
    not(all(
        feature = "macros",
        feature = "with-actix-ws-0_4",
        feature = "with-axum-0_8",
        feature = "with-fastwebsockets-0_10",
        feature = "with-tokio-websockets-0_13",
        feature = "with-tungstenite-0_30",
        feature = "with-web-sys-0_3"
    )),
    allow(rustdoc::broken_intra_doc_links)
)]
#![forbid(unsafe_code)]
#![deny(missing_docs)]

#[cfg(feature = "alloc")]
extern crate alloc;
#[cfg(feature = "std")]
extern crate std;

// Nearly all functions of the layers are `#[inline]`: what a program does not call is then compiled for nobody. That is
// a fifth of this crate's build.
pub mod adapters;
pub mod code;
#[cfg(feature = "alloc")]
pub mod dom;
#[cfg(feature = "alloc")]
pub mod event;
pub mod frame;
#[cfg(all(doc, not(doctest)))]
pub mod guide;
pub mod handshake;
pub mod reason;
#[cfg(feature = "stream")]
pub mod stream;
mod util;

#[doc(inline)]
pub use code::{CloseCode, CodeOf, CodeRange, CodeSet, Language, Reconnect, Role};
#[cfg(feature = "alloc")]
#[doc(inline)]
pub use event::CloseEvent;
#[doc(inline)]
pub use frame::{CloseFrame, CodePolicy, InvalidClose, ReceivedClose};
#[doc(inline)]
pub use handshake::{CloseHandshake, CloseOutcome, HandshakeAction, Initiator};
#[doc(inline)]
pub use reason::CloseReason;
#[cfg(feature = "stream")]
#[doc(inline)]
pub use stream::WithCloseEvent;

#[cfg(feature = "macros")]
#[cfg_attr(docsrs, doc(cfg(feature = "macros")))]
#[doc = include_str!("close_codes.md")]
#[doc(inline)]
pub use close_codes_macros::close_codes;

/// Functions for the output of the macros. They may change at any time.
#[doc(hidden)]
pub mod __private {
    pub use crate::code::display::display;
    pub use crate::code::parse::parse;
}
