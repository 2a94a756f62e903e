//! What is tested here needs libraries that the published crates shall not depend on: see `tests/`, `benches/`, `ui/`.
//!
//! This library holds the README, so that its code is compiled and run.

#![forbid(unsafe_code)]
#![cfg(doctest)]
#![doc = include_str!("../../README.md")]
