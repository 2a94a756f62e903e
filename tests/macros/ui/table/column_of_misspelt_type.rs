//! A mistyped type.

#[close_codes::close_codes("column_of_misspelt_type.csv")]
pub enum GameCode {}

fn main() {}
