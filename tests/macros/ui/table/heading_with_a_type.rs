//! A type for a column that cannot have one.

#[close_codes::close_codes("ui/table/heading_with_a_type.csv")]
pub enum GameCode {}

fn main() {}
