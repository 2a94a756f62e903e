//! A column more than a table can have.

#[close_codes::close_codes("ui/table/file_with_many_columns.csv")]
pub enum GameCode {}

fn main() {}
