//! A number that is no status code.

#[close_codes::close_codes("ui/table/code_unused.csv")]
pub enum GameCode {}

fn main() {}
