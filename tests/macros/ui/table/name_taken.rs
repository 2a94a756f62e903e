//! A name that an earlier row has.

#[close_codes::close_codes("ui/table/name_taken.csv")]
pub enum GameCode {}

fn main() {}
