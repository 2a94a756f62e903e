//! A number that IANA has given to somebody.

#[close_codes::close_codes("ui/table/code_registered.csv")]
pub enum GameCode {}

fn main() {}
