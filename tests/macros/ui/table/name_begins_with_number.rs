//! A name whose first word is a number.

#[close_codes::close_codes("ui/table/name_begins_with_number.csv")]
pub enum GameCode {}

fn main() {}
