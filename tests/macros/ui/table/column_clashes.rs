//! A column with the name of the function of another.

#[close_codes::close_codes("ui/table/column_clashes.csv")]
pub enum GameCode {}

fn main() {}
