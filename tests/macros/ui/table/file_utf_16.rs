//! A file in UTF-16.

#[close_codes::close_codes("ui/table/file_utf_16.csv")]
pub enum GameCode {}

fn main() {}
