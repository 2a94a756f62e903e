//! A path without quotes.

#[close_codes::close_codes(codes.csv)]
pub enum GameCode {}

fn main() {}
