//! A struct.

#[close_codes::close_codes("../table/codes.csv")]
pub struct GameCode {}

fn main() {}
