//! A path after an option.

#[close_codes::close_codes(registered = "allow", "ui/table/codes.csv")]
pub enum GameCode {}

fn main() {}
