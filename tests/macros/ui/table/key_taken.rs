//! A key that another code has.

#[close_codes::close_codes("ui/table/key_taken.csv")]
pub enum GameCode {}

fn main() {}
