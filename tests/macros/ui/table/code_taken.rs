//! The code of an earlier row.

#[close_codes::close_codes("ui/table/code_taken.csv")]
pub enum GameCode {}

fn main() {}
