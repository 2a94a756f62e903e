//! A representation that cannot hold the codes.

#[close_codes::close_codes("ui/table/codes.csv")]
#[repr(u8)]
pub enum GameCode {}

fn main() {}
