//! An empty file.

#[close_codes::close_codes("ui/table/file_empty.csv")]
pub enum GameCode {}

fn main() {}
