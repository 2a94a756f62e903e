//! A cell with a comma, but without quotes.

#[close_codes::close_codes("ui/table/row_too_long.csv")]
pub enum GameCode {}

fn main() {}
