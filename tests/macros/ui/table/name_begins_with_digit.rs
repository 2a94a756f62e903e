//! A name that would be taken for a number.

#[close_codes::close_codes("ui/table/name_begins_with_digit.csv")]
pub enum GameCode {}

fn main() {}
