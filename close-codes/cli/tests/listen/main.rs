//! `close-codes probe --listen` with clients that keep all rules or break one, and the pages that it serves.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![allow(unused_crate_dependencies, reason = "this test uses some of the dependencies")]

mod client;
mod listener;
mod pages;
mod run;
mod tungstenite;
mod verdicts;
