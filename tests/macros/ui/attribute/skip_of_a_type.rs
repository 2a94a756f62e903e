//! A trait with the type of the other side.

#[close_codes::close_codes("ui/table/codes.csv", skip(TryFrom<u16>))]
pub enum GameCode {}

fn main() {}
