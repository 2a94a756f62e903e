//! The README, and those pages of the documentation that need more libraries than the adapters do. Their code is compiled and
//! run as doctests.

#![forbid(unsafe_code)]
#![cfg(doctest)]
#![doc = include_str!("../../../README.md")]

/// The doctest that `close-codes` skips: actix-web needs a newer compiler than `close-codes` does.
#[doc = include_str!("../../../close-codes/src/adapters/actix_ws_0_4.md")]
pub mod actix_ws_0_4 {}

/// The doctest that `close-codes` skips, because it does not depend on tokio-tungstenite.
#[doc = include_str!("../../../close-codes/src/adapters/reconnecting.md")]
pub mod reconnecting {}

/// The doctest that `close-codes` skips, because it does not depend on futures-util.
#[doc = include_str!("../../../close-codes/src/stream/splitting.md")]
pub mod splitting {}
