//! A file with a heading only.

#[close_codes::close_codes("ui/table/file_without_rows.csv")]
pub enum GameCode {}

fn main() {}
