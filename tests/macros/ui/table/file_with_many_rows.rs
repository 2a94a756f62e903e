//! A row more than a table can have.

#[close_codes::close_codes("ui/table/file_with_many_rows.csv")]
pub enum GameCode {}

fn main() {}
