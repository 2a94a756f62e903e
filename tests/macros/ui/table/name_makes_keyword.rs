//! A name that makes a keyword.

#[close_codes::close_codes("ui/table/name_makes_keyword.csv")]
pub enum GameCode {}

fn main() {}
