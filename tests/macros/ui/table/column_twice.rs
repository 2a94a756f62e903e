//! Two columns of one name.

#[close_codes::close_codes("column_twice.csv")]
pub enum GameCode {}

fn main() {}
