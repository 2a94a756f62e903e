//! Properties of the closing handshake and of parsing, for tests with random input and for the fuzz targets in `tests/fuzz`.

#![forbid(unsafe_code)]
#![allow(missing_docs, missing_debug_implementations, reason = "only tests use it")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a panic fails a test")]
#![allow(clippy::missing_panics_doc, clippy::must_use_candidate, reason = "panics are the result")]

pub mod handshake;
pub mod parse;
