//! Two columns with the same name.

#[close_codes::close_codes("ui/table/column_twice.csv")]
pub enum GameCode {}

fn main() {}
