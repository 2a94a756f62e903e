//! A misspelt heading.

#[close_codes::close_codes("ui/table/heading_misspelt.csv")]
pub enum GameCode {}

fn main() {}
