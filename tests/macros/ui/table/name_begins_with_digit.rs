//! A name that begins with a digit.

#[close_codes::close_codes("ui/table/name_begins_with_digit.csv")]
pub enum GameCode {}

fn main() {}
