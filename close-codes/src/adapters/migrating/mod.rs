// The first definition of a link wins: rustdoc takes these, and GitHub takes those at the end of each page.
//! [`CloseCode`]: crate::CloseCode
//! [`SocketMessage`]: crate::stream::SocketMessage
//! [actix]: actix_http_3
//! [axum]: axum_0_8
//! [Discord]: discord
//! [fastwebsockets]: fastwebsockets_0_10
//! [the guide on stability]: crate::guide::stability
//! [tokio-websockets]: tokio_websockets_0_13
//! [tungstenite]: tungstenite_0_30
//!
#![doc = include_str!("README.md")]

#[doc = include_str!("actix_http_3.md")]
pub mod actix_http_3 {}
#[doc = "[`ReceivedClose`]: crate::ReceivedClose#storing-a-received-close-frame\n"]
#[doc = include_str!("axum_0_8.md")]
pub mod axum_0_8 {}
#[doc = "[`CloseCode`]: crate::CloseCode\n[`UnknownCode`]: crate::code::UnknownCode\n"]
#[cfg_attr(any(feature = "macros", not(doctest)), doc = include_str!("discord.md"))]
pub mod discord {}
#[doc = include_str!("fastwebsockets_0_10.md")]
pub mod fastwebsockets_0_10 {}
#[doc = include_str!("tokio_websockets_0_13.md")]
pub mod tokio_websockets_0_13 {}
#[doc = "[`ReceivedClose`]: crate::ReceivedClose#storing-a-received-close-frame\n"]
#[doc = include_str!("tungstenite_0_30.md")]
pub mod tungstenite_0_30 {}
