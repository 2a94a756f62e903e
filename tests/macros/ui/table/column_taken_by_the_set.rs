//! A column with the name of a method that each set has.

#[close_codes::close_codes("ui/table/column_taken_by_the_set.csv")]
pub enum GameCode {}

fn main() {}
