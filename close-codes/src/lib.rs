//! How did this WebSocket end? One exact, small vocabulary for the answer, generated from IANA's registry.
//!
//! [`CloseCode`] is the status code of a close frame (RFC 6455, section 7.4): an enum with a variant for every registered
//! code, that holds every other number too. It knows the code's name, description and references, who may send it,
//! whether it may go over the wire at all, and whether to connect again after it.
//!
//! ```
//! use close_codes::{CloseCode, CodeRange, Reconnect};
//!
//! let code = CloseCode::from_u16(1012);
//! assert_eq!(code, CloseCode::ServiceRestart);
//! assert_eq!(code.to_string(), "1012 Service Restart");
//! assert_eq!(code.reconnect(), Reconnect::Yes);
//!
//! // A number that is not registered is kept, whatever it is.
//! let private = CloseCode::from_u16(4001);
//! assert_eq!(private.as_u16(), 4001);
//! assert_eq!(private.range(), CodeRange::Application);
//!
//! // 1006 says that there was no close frame, so no close frame may say it.
//! assert!(!CloseCode::AbnormalClosure.is_allowed_on_wire());
//! ```
//!
//! # An application's own codes
//!
//! The attribute [`close_codes`](macro@close_codes) makes a typed enum of an application's private codes, from a table in a
//! CSV file or from the enum itself:
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
//! assert_eq!(CloseCode::from(ChatCode::Replaced).as_u16(), 4002);
//! assert!(CloseCode::from_u16(4001) == ChatCode::TokenExpired);
//! # }
//! ```
//!
//! [`CodeOf`] holds one of these codes or any other, for logs, metrics and stored events.
//!
//! # How a connection closes
//!
//! A WebSocket closes with a code, a reason, and the question whether it was clean. A [`CloseFrame`] is to be sent, and cannot
//! hold what RFC 6455 forbids to send. [`CloseFrame::parse`] reads one that arrived: a [`ReceivedClose`], accepted by a
//! [`CodePolicy`] and borrowed, or an [`InvalidClose`], which keeps all bytes.
//!
//! ```
//! use close_codes::{CloseCode, CloseFrame, CodePolicy};
//!
//! let frame = CloseFrame::new(4001, "log in again")?;
//! send(frame.encode());
//!
//! // In const, what may not be sent does not compile.
//! const RESTARTING: CloseFrame = CloseFrame::from_static(CloseCode::ServiceRestart, "back soon");
//!
//! let received = CloseFrame::parse(b"\x03\xE9bye", CodePolicy::Strict).unwrap();
//! assert_eq!((received.code(), received.reason()), (CloseCode::GoingAway, "bye"));
//! send(received.echo().encode());
//!
//! let error = CloseFrame::parse(&[3], CodePolicy::Strict).unwrap_err();
//! assert_eq!(error.fail_code(), CloseCode::ProtocolError);
//! # fn send(_: &[u8]) {}
//! # Ok::<_, close_codes::frame::CloseFrameError>(())
//! ```
//!
//! [`CloseHandshake`] is the closing handshake of either endpoint, without I/O. It ends in a [`CloseOutcome`]: code, reason,
//! clean or not, who started, what was sent and received, and what went wrong. For applications the outcome becomes WHATWG's
//! [`CloseEvent`].
//!
//! ```
//! # #[cfg(feature = "alloc")] {
//! use close_codes::{CloseEvent, CloseHandshake, CodePolicy, HandshakeAction, Role};
//!
//! let mut server = CloseHandshake::new(Role::Server, CodePolicy::Strict);
//! // The peer's close frame has arrived: this is the answer.
//! let HandshakeAction::Send(echo) = server.close_received(b"\x03\xE9bye")? else { panic!() };
//! send(echo.encode());
//! assert_eq!(server.close_sent()?, HandshakeAction::Drop);
//! // The transport has been dropped.
//! let event = CloseEvent::from(server.transport_ended()?);
//! assert_eq!((event.code().as_u16(), event.reason(), event.was_clean()), (1001, "bye", true));
//! # fn send(_: &[u8]) {}
//! # }
//! # Ok::<_, close_codes::handshake::HandshakeError>(())
//! ```
//!
//! # Layers
//!
//! Each module needs only those before it. The types that you meet first are also at the root.
//!
//! | Module | Contents |
//! |---|---|
//! | [`code`] | [`CloseCode`], its ranges, languages and sets of codes |
//! | [`reason`] | [`CloseReason`], the text in a close frame |
//! | [`frame`] | [`CloseFrame`], [`ReceivedClose`], and what is wrong with an invalid frame |
//! | [`handshake`] | [`CloseHandshake`] and its [`CloseOutcome`] |
//! | [`event`] | [`CloseEvent`], the end of a connection as an application is told it |
//! | [`dom`] | the DOM's events, targets and listeners, for code from a browser |
//! | [`stream`] | [`WithCloseEvent`], around a library's stream of messages |
//! | [`adapters`] | conversions from and into the types of WebSocket libraries |
//!
//! # With other libraries
//!
//! The [adapters] convert codes, frames and messages of tungstenite, axum, actix, fastwebsockets and tokio-websockets
//! from and into those of this crate, and a browser's `CloseEvent` by web-sys. Around a library's stream of messages,
//! [`WithCloseEvent`] adds the event that it lacks.
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
//!     // Such as: 1001 Going Away: "bye" (clean, started by the peer)
//!     println!("{event}");
//! }
//! # }
//! ```
//!
//! # Without the standard library
//!
//! The crate is `no_std`. Without features it needs no allocator, and allocates nothing.
//!
//! # Features
//!
//! An application takes the default features. A library that only needs the types takes
//! `default-features = false`: then the crate has no dependency, and both still have the same [`CloseCode`].
//!
//! | Feature | What it adds | CPU s | Crates |
//! |---|---|---|---|
//! | none | the types | 0.3 | 1 |
//! | `macros` (by default) | the attribute [`close_codes`](macro@close_codes). With it, the registered codes are expanded from IANA's registry; without it, they are the same code, generated before | + 3.6 | + 10 |
//! | `alloc` | [`CloseEvent`], and the module [`dom`], which need an allocator and atomic pointers | + 0.1 | 0 |
//! | `std` (by default) | `alloc`, and a clock for the time stamps of events | + 0.1 | 0 |
//! | `serde` | serde for [`CloseCode`] (as its number), [`CloseReason`] (as a string), [`CloseFrame`], [`CloseOutcome`], [`Initiator`] and [`CloseEvent`] | + 1.6 | + 1 |
//! | `stream` | [`WithCloseEvent`], for any library that implements [`SocketMessage`](stream::SocketMessage) | + 0.4 | + 2 |
//! | `with-…` | an [adapter](adapters) to a version of a library | + 0.4 at most, besides the library | + 2 at most, besides the library |
//!
//! The costs are those of an unoptimized build from nothing, in CPU seconds of one machine. There, http takes 1.3 and thiserror
//! 3.6. An application that has axum, serde and clap already builds most of what `macros` and `serde` need: in it, the default
//! features take 1.9, and the types alone 0.3. In the repository, `tests/benches/build-cost` measures all of this.
//!
//! The page [stability] says what a new version may change, and what stays.

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
pub mod handshake;
pub mod reason;
#[cfg(any(doc, doctest))]
#[doc = include_str!("stability.md")]
pub mod stability {}
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

/// What the macros' output calls. Not for anybody else: it may change at any time.
#[doc(hidden)]
pub mod __private {
    pub use crate::code::display::display;
    pub use crate::code::parse::parse;
}
