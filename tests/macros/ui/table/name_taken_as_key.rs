//! A name that is the key of another code.

#[close_codes::close_codes("ui/table/name_taken_as_key.csv")]
pub enum GameCode {}

fn main() {}
