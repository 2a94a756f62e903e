//! A cell with more than one character.

#[close_codes::close_codes("ui/table/value_not_char.csv")]
pub enum GameCode {}

fn main() {}
