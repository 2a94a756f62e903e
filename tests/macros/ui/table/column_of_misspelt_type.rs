//! A misspelt type.

#[close_codes::close_codes("ui/table/column_of_misspelt_type.csv")]
pub enum GameCode {}

fn main() {}
