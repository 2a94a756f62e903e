//! A column whose name has a hyphen.

#[close_codes::close_codes("ui/table/column_with_hyphen.csv")]
pub enum GameCode {}

fn main() {}
