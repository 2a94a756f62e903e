//! The README, and those pages of the documentation that need more libraries than the adapters do. Their code is compiled and
//! run as doctests.

#![forbid(unsafe_code)]
#![cfg(doctest)]
#![doc = include_str!("../../../README.md")]

/// The doctest that `close-codes` skips: actix-web needs a newer compiler than `close-codes` does.
#[doc = include_str!("../../../close-codes/src/adapters/actix_ws_0_4.md")]
pub mod actix_ws_0_4 {}

/// The doctests that `close-codes` skips, because it does not depend on tokio and tokio-tungstenite.
pub mod guide {
    #[doc = include_str!("../../../close-codes/src/guide/proxies.md")]
    pub mod proxies {}
    #[doc = include_str!("../../../close-codes/src/guide/reconnecting.md")]
    pub mod reconnecting {}
    #[doc = include_str!("../../../close-codes/src/guide/refusing.md")]
    pub mod refusing {}
    #[doc = include_str!("../../../close-codes/src/guide/shutting_down.md")]
    pub mod shutting_down {}
    #[doc = include_str!("../../../close-codes/src/guide/testing.md")]
    pub mod testing {}
    #[doc = include_str!("../../../close-codes/src/guide/why_1006.md")]
    pub mod why_1006 {}
}

/// The doctest that `close-codes` skips, because it does not depend on futures-util.
#[doc = include_str!("../../../close-codes/src/stream/splitting.md")]
pub mod splitting {}
