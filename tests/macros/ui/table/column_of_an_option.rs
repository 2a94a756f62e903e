//! A type that there need not be.

#[close_codes::close_codes("ui/table/column_of_an_option.csv")]
pub enum GameCode {}

fn main() {}
