//! A cell that is not a `bool`.

#[close_codes::close_codes("ui/table/value_not_bool.csv")]
pub enum GameCode {}

fn main() {}
