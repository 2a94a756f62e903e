//! A number below the ranges for codes.

#[close_codes::close_codes("ui/table/code_unused.csv")]
pub enum GameCode {}

fn main() {}
