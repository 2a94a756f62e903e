//! Adapters to other libraries: their codes, close frames and messages into this crate's types, and back.
//!
//! Each has a feature of its own, named after the library and the version that it is for, and a module that says what the
//! library hides:
//!
//! | Feature | Library | Codes and frames | [`WithCloseEvent`](struct.WithCloseEvent.html) | Rust |
//! |---|---|---|---|---|
//! | `with-tungstenite-0_30` | tungstenite 0.30, and tokio-tungstenite 0.30 and whatever else streams its messages | yes | yes | 1.85 |
//! | `with-axum-0_8` | axum 0.8 | yes | yes | 1.85 |
//! | `with-actix-http-3` | actix-http 3, and awc and actix-web by it | yes | | 1.85 with actix-http 3.11, 1.89 with 3.20 |
//! | `with-actix-ws-0_4` | actix-ws 0.4 | by `with-actix-http-3` | yes | 1.89 with actix-http 3.20 |
//! | `with-tokio-websockets-0_13` | tokio-websockets 0.13 | yes | yes | 1.89 |
//! | `with-fastwebsockets-0_10` | fastwebsockets 0.10 | yes | | 1.85 |
//! | `with-web-sys-0_3` | web-sys 0.3 | [`CloseEvent`](struct.CloseEvent.html) | | 1.85 |
//!
//! The libraries' own features are left off. A library's version is part of the name, so that a new one comes as a new feature
//! beside the old one, and breaks nobody.
//!
//! # What converts into what
//!
//! | From | Into | |
//! |---|---|---|
//! | their code | [`CloseCode`](crate::CloseCode) | always, and whatever the number |
//! | `CloseCode` | their code | always; tokio-websockets has only some numbers, and refuses the others |
//! | `&` their frame | [`CloseFrame`](crate::CloseFrame) | if it may be sent; if not, the [error](crate::InvalidCloseKind) says why |
//! | `&Option` of their frame, `&` their message | [`CloseBody`](crate::CloseBody) | likewise |
//! | `&` their frame | [`CloseEventInit`](struct.CloseEventInit.html) | always, with whatever code and reason |
//! | `CloseFrame`, `CloseBody` | their frame, their message | always; tokio-websockets refuses what it would panic at |
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
pub use convert::NotCloseBody;
