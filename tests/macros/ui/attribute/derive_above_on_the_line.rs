//! A derive before the attribute, on the same line.

#[derive(Debug)]
#[close_codes::close_codes("../table/codes.csv")]
pub enum GameCode {}

fn main() {}
