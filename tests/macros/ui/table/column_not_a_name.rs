//! A column whose name is not the name of a method.

#[close_codes::close_codes("ui/table/column_not_a_name.csv")]
pub enum GameCode {}

fn main() {}
