//! An unknown type.

#[close_codes::close_codes("ui/table/column_of_no_type.csv")]
pub enum GameCode {}

fn main() {}
