//! `close-codes probe --listen` with clients that keep all rules or break one, and the pages that it serves.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "what goes wrong here fails a test"
)]

mod client;
mod listener;
mod pages;
mod run;
mod tungstenite;
mod verdicts;
