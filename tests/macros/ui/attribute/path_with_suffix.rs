//! A path with a suffix.

#[close_codes::close_codes("ui/table/codes.csv"x)]
pub enum GameCode {}

fn main() {}
