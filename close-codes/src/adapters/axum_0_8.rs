//! Close frames, messages and the WebSocket of axum 0.8 (feature `with-axum-0_8`).
//!
//! [`CloseFrame`] converts from and into axum's `Option<CloseFrame>` and `Message`: see
//! [the table](super#conversions). axum's `CloseCode` is a `u16`. [`WithCloseEvent::server`](crate::WithCloseEvent::server) adds the
//! close event to a `WebSocket`.
//!
//! ```
//! use axum::extract::ws::{Message, WebSocketUpgrade};
//! use axum::response::Response;
//! use close_codes::{CloseCode, CloseFrame, WithCloseEvent};
//! use std::time::Duration;
//!
//! # async fn sleep(_: Duration) {}
//! const TEXT_ONLY: CloseFrame =
//!     CloseFrame::from_static(CloseCode::UnsupportedData, "only text, please");
//!
//! async fn chat(upgrade: WebSocketUpgrade) -> Response {
//!     upgrade.on_upgrade(async |socket| {
//!         let mut socket = WithCloseEvent::server(socket);
//!         socket.on_close(|event| println!("{event}"));
//!         while let Some(Ok(message)) = socket.recv().await {
//!             if let Message::Binary(_) = message {
//!                 let timer = sleep(Duration::from_secs(5));
//!                 socket.close_with(TEXT_ONLY, timer).await;
//!             }
//!         }
//!     })
//! }
//! ```
//!
//! # What axum hides
//!
//! - axum uses tungstenite, and hides [the same as tungstenite](super::tungstenite_0_30#what-tungstenite-hides). For example, a code
//!   that tungstenite refuses, such as 1014, arrives as 1002 with the reason `Protocol violation`. The event has this code and
//!   reason.
//! - axum's errors are opaque, and the version of tungstenite behind them depends on axum's version. So this crate reads the text of
//!   the error to choose between 1002, 1007 and 1009 for the peer. If tungstenite changes the text, the peer is told 1002.
//!
//! # Migrating
//!
//! To replace the types of axum by those of this crate, see [migrating from axum](super::migrating::axum_0_8).

use alloc::string::ToString;
use core::error::Error as _;
use std::io;

use axum::Error;
use axum::extract::ws::{CloseFrame as TheirFrame, Message, Utf8Bytes};

use super::convert::{convert_frames, implement_socket_message};
use crate::code::CloseCode;
use crate::frame::CloseFrame;
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
    // The source of axum's error is tungstenite's. The source of that is the error of the transport, if it has failed.
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
    SocketFailure::Protocol(CloseFrame::telling(code, error))
}
