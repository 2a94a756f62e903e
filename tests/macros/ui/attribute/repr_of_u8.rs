//! A representation that cannot hold the codes.

#[close_codes::close_codes("../table/codes.csv")]
#[repr(u8)]
pub enum GameCode {}

fn main() {}
