//! A table whose cells are not separated by commas.

#[close_codes::close_codes("ui/table/heading_with_semicolons.csv")]
pub enum GameCode {}

fn main() {}
