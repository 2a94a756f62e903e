//! A comma without quotes, which moves text into a column without a heading.

#[close_codes::close_codes("ui/table/cell_without_heading.csv")]
pub enum GameCode {}

fn main() {}
