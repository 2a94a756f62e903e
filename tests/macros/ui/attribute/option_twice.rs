//! The same option twice.

#[close_codes::close_codes("ui/table/codes.csv", registered = "allow", registered = "allow")]
pub enum GameCode {}

fn main() {}
