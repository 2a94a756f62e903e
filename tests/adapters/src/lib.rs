//! The README, and those pages of the documentation that need more libraries than the adapters do. Their code is compiled and
//! run as doctests.

#![forbid(unsafe_code)]
#![cfg(doctest)]
#![doc = include_str!("../../../README.md")]

/// The guides. `close-codes` does not have the libraries that they use.
pub mod guide {
    #[doc = include_str!("../../../close-codes/src/guide/choosing_codes.md")]
    pub mod choosing_codes {}
    #[doc = include_str!("../../../close-codes/src/guide/logs_and_metrics.md")]
    pub mod logs_and_metrics {}
    #[doc = include_str!("../../../close-codes/src/guide/proxies.md")]
    pub mod proxies {}
    #[doc = include_str!("../../../close-codes/src/guide/reconnecting.md")]
    pub mod reconnecting {}
    #[doc = include_str!("../../../close-codes/src/guide/refusing.md")]
    pub mod refusing {}
    #[doc = include_str!("../../../close-codes/src/guide/shutting_down.md")]
    pub mod shutting_down {}
    #[doc = include_str!("../../../close-codes/src/guide/stability.md")]
    pub mod stability {}
    #[doc = include_str!("../../../close-codes/src/guide/testing.md")]
    pub mod testing {}
    #[doc = include_str!("../../../close-codes/src/guide/who_closed.md")]
    pub mod who_closed {}
    #[doc = include_str!("../../../close-codes/src/guide/why_1006.md")]
    pub mod why_1006 {}
}

/// The pages of adapters whose examples need more than `close-codes` has.
pub mod adapters {
    #[doc = include_str!("../../../close-codes/src/adapters/actix_ws_0_4.md")]
    pub mod actix_ws_0_4 {}
    #[doc = include_str!("../../../close-codes/src/stream/splitting.md")]
    pub mod splitting {}
}
