//! A column with the name of another column's function.

#[close_codes::close_codes("ui/table/column_clashes.csv")]
pub enum GameCode {}

fn main() {}
