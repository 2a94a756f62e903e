//! A heading without the two required columns.

#[close_codes::close_codes("ui/table/heading_lacks_columns.csv")]
pub enum GameCode {}

fn main() {}
