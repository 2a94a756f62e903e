//! A file in Latin-1.

#[close_codes::close_codes("ui/table/file_not_utf8.csv")]
pub enum GameCode {}

fn main() {}
