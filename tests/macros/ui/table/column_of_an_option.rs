//! A column type with `Option`.

#[close_codes::close_codes("ui/table/column_of_an_option.csv")]
pub enum GameCode {}

fn main() {}
