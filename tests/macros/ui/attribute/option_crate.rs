//! A number instead of the path of the crate.

#[close_codes::close_codes("ui/table/codes.csv", crate = 5)]
pub enum GameCode {}

fn main() {}
