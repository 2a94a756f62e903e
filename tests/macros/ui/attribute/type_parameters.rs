//! An enum with a type parameter.

#[close_codes::close_codes("ui/table/codes.csv")]
pub enum GameCode<T> {}

fn main() {}
