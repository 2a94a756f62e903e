//! A cell that is not a `u16`.

#[close_codes::close_codes("ui/table/value_not_u16.csv")]
pub enum GameCode {}

fn main() {}
