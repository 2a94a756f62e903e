//! A crate that is no path.

#[close_codes::close_codes("ui/table/codes.csv", crate = 5)]
pub enum GameCode {}

fn main() {}
