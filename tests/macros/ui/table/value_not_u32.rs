//! A cell that is not a `u32`.

#[close_codes::close_codes("ui/table/value_not_u32.csv")]
pub enum GameCode {}

fn main() {}
