//! A file with nothing in it.

#[close_codes::close_codes("ui/table/file_empty.csv")]
pub enum GameCode {}

fn main() {}
