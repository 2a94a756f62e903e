//! Something that is there and no file.

#[close_codes::close_codes("/dev/null")]
pub enum GameCode {}

fn main() {}
