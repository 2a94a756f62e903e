//! An unassigned code in a table that may have registered ones.

#[close_codes::close_codes("ui/table/code_unassigned.csv", registered = "allow")]
pub enum GameCode {}

fn main() {}
