//! A cell that is not an `i64`.

#[close_codes::close_codes("ui/table/value_not_i64.csv")]
pub enum GameCode {}

fn main() {}
