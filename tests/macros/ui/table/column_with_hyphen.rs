//! A column with a hyphen in its name.

#[close_codes::close_codes("ui/table/column_with_hyphen.csv")]
pub enum GameCode {}

fn main() {}
