//! `close-codes serve`, with clients that write and read bytes. What is expected is written by hand.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "an unexpected value fails the test")]
#![cfg(unix)]

mod client;
mod http;
mod index;
mod life;
mod log;
mod many;
mod paths;
mod program;
mod times;
