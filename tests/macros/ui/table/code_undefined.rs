//! A number above the ranges for codes.

#[close_codes::close_codes("ui/table/code_undefined.csv")]
pub enum GameCode {}

fn main() {}
