//! A heading in uppercase.

#[close_codes::close_codes("ui/table/heading_in_capitals.csv")]
pub enum GameCode {}

fn main() {}
