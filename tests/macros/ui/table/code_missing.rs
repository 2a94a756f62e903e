//! A row without a number.

#[close_codes::close_codes("code_missing.csv")]
pub enum GameCode {}

fn main() {}
