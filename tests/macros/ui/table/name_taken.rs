//! A name that an earlier row has.

#[close_codes::close_codes("name_taken.csv")]
pub enum GameCode {}

fn main() {}
