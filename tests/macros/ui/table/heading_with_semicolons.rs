//! A table with semicolons instead of commas.

#[close_codes::close_codes("ui/table/heading_with_semicolons.csv")]
pub enum GameCode {}

fn main() {}
