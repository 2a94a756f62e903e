//! A mistyped heading.

#[close_codes::close_codes("heading_misspelt.csv")]
pub enum GameCode {}

fn main() {}
