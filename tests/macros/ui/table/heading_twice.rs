//! The same heading twice.

#[close_codes::close_codes("ui/table/heading_twice.csv")]
pub enum GameCode {}

fn main() {}
