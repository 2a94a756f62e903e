//! An abbreviated heading.

#[close_codes::close_codes("ui/table/heading_abbreviated.csv")]
pub enum GameCode {}

fn main() {}
