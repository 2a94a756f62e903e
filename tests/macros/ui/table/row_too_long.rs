//! A comma without quotes around the cell.

#[close_codes::close_codes("ui/table/row_too_long.csv")]
pub enum GameCode {}

fn main() {}
