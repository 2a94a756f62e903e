//! A quote amid a cell.

#[close_codes::close_codes("ui/table/quote_amid_cell.csv")]
pub enum GameCode {}

fn main() {}
