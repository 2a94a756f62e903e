//! The name of an earlier row.

#[close_codes::close_codes("ui/table/name_taken.csv")]
pub enum GameCode {}

fn main() {}
