//! A device instead of a file.

#[close_codes::close_codes("/dev/null")]
pub enum GameCode {}

fn main() {}
