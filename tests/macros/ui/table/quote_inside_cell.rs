//! A quote inside a cell without quotes.

#[close_codes::close_codes("ui/table/quote_inside_cell.csv")]
pub enum GameCode {}

fn main() {}
