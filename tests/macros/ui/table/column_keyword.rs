//! A column with the name of a keyword.

#[close_codes::close_codes("ui/table/column_keyword.csv")]
pub enum GameCode {}

fn main() {}
