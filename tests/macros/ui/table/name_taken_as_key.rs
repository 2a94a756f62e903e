//! A name that is another code's key.

#[close_codes::close_codes("ui/table/name_taken_as_key.csv")]
pub enum GameCode {}

fn main() {}
