//! A cell that is not a `u8`.

#[close_codes::close_codes("ui/table/value_not_u8.csv")]
pub enum GameCode {}

fn main() {}
