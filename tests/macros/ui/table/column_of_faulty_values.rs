//! A column whose values are all faulty.

#[close_codes::close_codes("ui/table/column_of_faulty_values.csv")]
pub enum GameCode {}

fn main() {}
