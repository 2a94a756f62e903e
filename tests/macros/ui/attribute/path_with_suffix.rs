//! A path with something behind it.

#[close_codes::close_codes("ui/table/codes.csv"x)]
pub enum GameCode {}

fn main() {}
