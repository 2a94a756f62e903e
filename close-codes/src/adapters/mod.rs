//! Adapters convert the codes, close frames and messages of other libraries into this crate's types, and back.
//!
//! Each adapter has its own feature, named after the library and its version, and a module that says what the library hides:
//!
//! | Feature | Library | Codes and frames | [`WithCloseEvent`](crate::WithCloseEvent) | Rust |
//! |---|---|---|---|---|
//! | [`with-tungstenite-0_30`](tungstenite_0_30) | tungstenite 0.30, tokio-tungstenite 0.30, and other streams of tungstenite's messages | yes | yes | 1.85 |
//! | [`with-axum-0_8`](axum_0_8) | axum 0.8 | yes | yes | 1.85 |
//! | [`with-actix-http-3`](actix_http_3) | actix-http 3, also for awc and actix-web | yes | | 1.85 with actix-http 3.11, 1.89 with 3.20 |
//! | [`with-actix-ws-0_4`](actix_ws_0_4) | actix-ws 0.4 | by `with-actix-http-3` | yes | 1.88 with actix-http 3.11, 1.89 with 3.20 |
//! | [`with-tokio-websockets-0_13`](tokio_websockets_0_13) | tokio-websockets 0.13 | yes | yes | 1.89 |
//! | [`with-fastwebsockets-0_10`](fastwebsockets_0_10) | fastwebsockets 0.10 | yes | | 1.85 |
//! | [`with-web-sys-0_3`](web_sys_0_3) | web-sys 0.3 | [`CloseEvent`](crate::CloseEvent), [`dom`](crate::dom) | | 1.85 |
//!
//! An adapter does not enable features of its library, except `ws` of axum and actix-http. Enable the features that you need:
//! tokio-websockets, for example, needs a source of random numbers. A feature is for one version: `with-tungstenite-0_30` does not
//! fit tokio-tungstenite 0.29. A new version of a library gets a new feature, and the old feature stays.
//!
//! Some of these libraries, or their dependencies, are not under MIT. `LICENSES.md` in the repository lists the licences for each
//! feature.
//!
//! # Conversions
//!
//! | From | Into | |
//! |---|---|---|
//! | their code | [`CloseCode`](crate::CloseCode) | `From`, for each number |
//! | `CloseCode` | their code | `From`; for tokio-websockets `TryFrom`, because it does not have all numbers |
//! | their frame, `Option` of it, their message | [`CloseFrame`](crate::CloseFrame) | `TryFrom`: the error says that it is not a close frame, or why it may not be sent |
//! | a reference to their frame | [`dom::CloseEventInit`](crate::dom::CloseEventInit) | `From`, with any code and reason |
//! | `CloseFrame` | `Option` of their frame, their message | `From`; for tokio-websockets `TryFrom`, because it does not have codes that are registered later |
//!
//! Each `TryFrom` also takes a reference: if it fails, you still have the value.
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
//! [These pages](migrating) show how to replace a library's own close code by [`CloseCode`](crate::CloseCode), in an application
//! or in the library itself.

#[cfg(any(doc, doctest))]
pub mod migrating;

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
#[allow(dead_code, unused_imports, unused_macros, reason = "each adapter needs only a part of it")]
mod convert;
#[cfg(any(
    feature = "with-actix-http-3",
    feature = "with-axum-0_8",
    feature = "with-fastwebsockets-0_10",
    feature = "with-tokio-websockets-0_13",
    feature = "with-tungstenite-0_30"
))]
pub use convert::NotCloseFrame;
