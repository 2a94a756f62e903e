//! A cell that is no i64.

#[close_codes::close_codes("ui/table/value_not_i64.csv")]
pub enum GameCode {}

fn main() {}
