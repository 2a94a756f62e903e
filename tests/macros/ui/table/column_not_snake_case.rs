//! Names of columns that would be methods in other letters.

#[close_codes::close_codes("ui/table/column_not_snake_case.csv")]
pub enum GameCode {}

fn main() {}
