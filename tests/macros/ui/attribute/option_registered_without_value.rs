//! An option without its value.

#[close_codes::close_codes("ui/table/codes.csv", registered)]
pub enum GameCode {}

fn main() {}
