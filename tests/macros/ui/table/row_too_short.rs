//! A row with too few cells.

#[close_codes::close_codes("ui/table/row_too_short.csv")]
pub enum GameCode {}

fn main() {}
