//! The README, and a page of the documentation that needs actix-web: their code is compiled and run as doctests.

#![forbid(unsafe_code)]
#![cfg(doctest)]
#![doc = include_str!("../../../README.md")]

/// In `close-codes` its example is passed over: actix-web needs a newer compiler than that supports.
#[doc = include_str!("../../../close-codes/src/adapters/actix_ws_0_4.md")]
pub mod actix_ws_0_4 {}
