//! axum 0.8: feature `with-axum-0_8`.
//!
//! [`CloseFrame`](crate::CloseFrame) converts from and into axum's `Option<CloseFrame>` and `Message`, as [`adapters`](super) says; axum's `CloseCode` is a `u16`. A `WebSocket` gets a close event by
//! [`WithCloseEvent::server`](crate::WithCloseEvent::server).
//!
//! ```
//! use axum::extract::ws::{Message, WebSocketUpgrade};
//! use axum::response::Response;
//! use close_codes::{CloseCode, CloseFrame, WithCloseEvent};
//! use std::time::Duration;
//!
//! # async fn sleep(_: Duration) {}
//! const TEXT_ONLY: CloseFrame = CloseFrame::from_static(CloseCode::UnsupportedData, "only text, please");
//!
//! async fn chat(upgrade: WebSocketUpgrade) -> Response {
//!     upgrade.on_upgrade(async |socket| {
//!         let mut socket = WithCloseEvent::server(socket);
//!         socket.on_close(|event| println!("{event}"));
//!         while let Some(Ok(message)) = socket.recv().await {
//!             if let Message::Binary(_) = message {
//!                 socket.close_with(TEXT_ONLY, sleep(Duration::from_secs(5))).await;
//!             }
//!         }
//!     })
//! }
//! ```
//!
//! # What axum hides
//!
//! axum reads by means of tungstenite, and hides what that [hides](super::tungstenite_0_30#what-tungstenite-hides): a refused code, 1014 among them, arrives as
//! 1002 with the reason `Protocol violation`, and the event has these. Besides:
//!
//! - Errors are opaque, and which version of tungstenite they are from depends on axum's. Whether the peer is told 1002, 1007 or
//!   1009 is seen by what tungstenite's errors say in words; should these words change, it is told 1002.
//!
#![doc = include_str!("migrating/axum_0_8.md")]

use alloc::string::ToString;
use core::error::Error as _;
use std::io;

use axum::Error;
use axum::extract::ws::{CloseFrame as TheirFrame, Message, Utf8Bytes};

use super::convert::{convert_frames, implement_socket_message, telling};
use crate::code::CloseCode;
use crate::stream::SocketFailure;

convert_frames!(TheirFrame, Message, split, make);
implement_socket_message!(Message, Message, Error, answers: true, split, classify);

fn split(frame: &TheirFrame) -> (CloseCode, &str) {
    (frame.code.into(), &frame.reason)
}

fn make(code: CloseCode, reason: &str) -> TheirFrame {
    TheirFrame { code: code.into(), reason: Utf8Bytes::from(reason) }
}

fn classify(error: &Error) -> SocketFailure {
    // axum's error has tungstenite's as its source, and that has the transport's, if there is one.
    let cause = error.source().and_then(|error| error.source()?.downcast_ref::<io::Error>());
    let says = error.to_string();
    if cause.is_some() || says.ends_with("reset without closing handshake") {
        return SocketFailure::Transport;
    }
    let code = if says.starts_with("UTF-8 ") {
        CloseCode::InvalidFramePayloadData
    } else if says.starts_with("Space limit exceeded") {
        CloseCode::MessageTooBig
    } else {
        CloseCode::ProtocolError
    };
    SocketFailure::Protocol(telling(code, error))
}
