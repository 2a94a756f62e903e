//! The README, and the pages of the documentation that need other libraries than those that `close-codes` has adapters
//! for: their code is compiled and run as doctests.

#![forbid(unsafe_code)]
#![cfg(doctest)]
#![doc = include_str!("../../../README.md")]

/// In `close-codes` its example is passed over: actix-web needs a newer compiler than that supports.
#[doc = include_str!("../../../close-codes/src/adapters/actix_ws_0_4.md")]
pub mod actix_ws_0_4 {}

/// In `close-codes` its example is passed over: tokio-tungstenite is not among its dependencies.
#[doc = include_str!("../../../close-codes/src/adapters/reconnecting.md")]
pub mod reconnecting {}

/// In `close-codes` its example is passed over: futures-util is not among its dependencies.
#[doc = include_str!("../../../close-codes/src/stream/splitting.md")]
pub mod splitting {}
