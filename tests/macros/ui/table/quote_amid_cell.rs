//! A quote amid a cell.

#[close_codes::close_codes("quote_amid_cell.csv")]
pub enum GameCode {}

fn main() {}
