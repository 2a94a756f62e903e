//! A column that is there twice.

#[close_codes::close_codes("heading_twice.csv")]
pub enum GameCode {}

fn main() {}
