//! A number with a letter in it.

#[close_codes::close_codes("ui/table/code_not_a_number.csv")]
pub enum GameCode {}

fn main() {}
