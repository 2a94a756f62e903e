//! A struct instead of an enum.

#[close_codes::close_codes("ui/table/codes.csv")]
pub struct GameCode {}

fn main() {}
