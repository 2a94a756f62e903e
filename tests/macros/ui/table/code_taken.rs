//! A number that an earlier row has.

#[close_codes::close_codes("ui/table/code_taken.csv")]
pub enum GameCode {}

fn main() {}
