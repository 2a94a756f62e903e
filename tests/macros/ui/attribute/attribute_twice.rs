//! A set that is made twice.

#[close_codes::close_codes("../table/codes.csv")]
#[close_codes::close_codes("../table/codes.csv")]
pub enum GameCode {}

fn main() {}
