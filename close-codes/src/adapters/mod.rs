//! Adapters to other libraries: their codes, close frames and messages into this crate's types, and back.
//!
//! Each has a feature of its own, named after the library and the version that it is for, and a module that says what the
//! library hides:
//!
//! | Feature | Library | Codes and frames | [`WithCloseEvent`](crate::WithCloseEvent) | Rust |
//! |---|---|---|---|---|
//! | [`with-tungstenite-0_30`](tungstenite_0_30) | tungstenite 0.30, and tokio-tungstenite 0.30 and whatever else streams its messages | yes | yes | 1.85 |
//! | [`with-axum-0_8`](axum_0_8) | axum 0.8 | yes | yes | 1.85 |
//! | [`with-actix-http-3`](actix_http_3) | actix-http 3, and awc and actix-web by it | yes | | 1.85 with actix-http 3.11, 1.89 with 3.20 |
//! | [`with-actix-ws-0_4`](actix_ws_0_4) | actix-ws 0.4 | by `with-actix-http-3` | yes | 1.88 with actix-http 3.11, 1.89 with 3.20 |
//! | [`with-tokio-websockets-0_13`](tokio_websockets_0_13) | tokio-websockets 0.13 | yes | yes | 1.89 |
//! | [`with-fastwebsockets-0_10`](fastwebsockets_0_10) | fastwebsockets 0.10 | yes | | 1.85 |
//! | [`with-web-sys-0_3`](web_sys_0_3) | web-sys 0.3 | [`CloseEvent`](crate::CloseEvent), [`dom`](crate::dom) | | 1.85 |
//!
//! What a library needs itself, such as tokio-websockets a source of random numbers, is for its user to choose: its features are
//! left off here, but for axum's and actix-http's `ws`. A library's version is part of the name, so that a new one comes as a new
//! feature beside the old one, and breaks nobody. A feature is for that version alone: tokio-tungstenite 0.29 is no
//! tokio-tungstenite 0.30.
//!
//! # What converts into what
//!
//! | From | Into | |
//! |---|---|---|
//! | their code | [`CloseCode`](crate::CloseCode) | `From`, whatever the number |
//! | `CloseCode` | their code | `From`; for tokio-websockets `TryFrom`, as it has only some numbers |
//! | their frame, `Option` of it, their message | [`CloseFrame`](crate::CloseFrame) | `TryFrom`: the error says why it may not be sent, or is not a close frame |
//! | `&` their frame | [`dom::CloseEventInit`](crate::dom::CloseEventInit) | `From`, with any code and reason |
//! | `CloseFrame` | `Option` of their frame, their message | `From`; for tokio-websockets `TryFrom`, as it does not have codes that are registered later |
//!
//! Each `TryFrom` takes a reference too, which loses nothing if it fails.
//!
//! ```
//! # #[cfg(feature = "with-tungstenite-0_30")] {
//! use close_codes::{CloseCode, CloseFrame};
//! use tungstenite::Message;
//!
//! const BYE: CloseFrame = CloseFrame::from_static(CloseCode::GoingAway, "bye");
//!
//! let message = Message::from(BYE);
//! let Message::Close(Some(frame)) = &message else { panic!() };
//! assert_eq!(CloseFrame::try_from(frame), Ok(BYE));
//! assert_eq!(CloseCode::from(frame.code), CloseCode::GoingAway);
//! # }
//! ```
//!
//! # Migrating
//!
//! To replace a library's own close code by [`CloseCode`](crate::CloseCode), in an application or in the library itself, see
//! [tungstenite](tungstenite_0_30#migrating), [axum](axum_0_8#migrating),
//! [actix](actix_http_3#migrating), [tokio-websockets](tokio_websockets_0_13#migrating),
//! [fastwebsockets](fastwebsockets_0_10#migrating), [twilight and serenity](#migrating-from-twilight-and-serenity).
//!
//! A library depends on `close-codes` with `default-features = false`, and then compiles no other crate. With a later version of
//! `close-codes`, [`is_allowed_on_wire`](crate::CloseCode::is_allowed_on_wire) also allows a code that IANA has registered by then:
//! [`CodePolicy::Only`](crate::CodePolicy::Only) freezes the list.
//!
//! A library that depends on `close-codes` cannot have an adapter here, because cargo refuses the cycle. With the feature `stream`, it
//! implements [`SocketMessage`](crate::stream::SocketMessage) for its messages itself.
//!
#![doc = include_str!("migrating/discord.md")]

#[cfg(feature = "with-actix-http-3")]
pub mod actix_http_3;
#[cfg(feature = "with-actix-ws-0_4")]
pub mod actix_ws_0_4;
#[cfg(feature = "with-axum-0_8")]
pub mod axum_0_8;
#[cfg(feature = "with-fastwebsockets-0_10")]
pub mod fastwebsockets_0_10;
#[cfg(feature = "with-tokio-websockets-0_13")]
pub mod tokio_websockets_0_13;
#[cfg(feature = "with-tungstenite-0_30")]
pub mod tungstenite_0_30;
#[cfg(feature = "with-web-sys-0_3")]
pub mod web_sys_0_3;

#[cfg(any(
    feature = "with-actix-http-3",
    feature = "with-axum-0_8",
    feature = "with-fastwebsockets-0_10",
    feature = "with-tokio-websockets-0_13",
    feature = "with-tungstenite-0_30"
))]
#[allow(dead_code, unused_imports, unused_macros, reason = "an adapter needs but some of it")]
mod convert;
#[cfg(any(
    feature = "with-actix-http-3",
    feature = "with-axum-0_8",
    feature = "with-fastwebsockets-0_10",
    feature = "with-tokio-websockets-0_13",
    feature = "with-tungstenite-0_30"
))]
pub use convert::NotCloseFrame;
