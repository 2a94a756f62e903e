//! A set with the attribute twice.

#[close_codes::close_codes("ui/table/codes.csv")]
#[close_codes::close_codes("ui/table/codes.csv")]
pub enum GameCode {}

fn main() {}
