//! A row without a number.

#[close_codes::close_codes("ui/table/code_missing.csv")]
pub enum GameCode {}

fn main() {}
