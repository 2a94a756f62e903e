//! An unknown option.

#[close_codes::close_codes("ui/table/codes.csv", registred = "allow")]
pub enum GameCode {}

fn main() {}
