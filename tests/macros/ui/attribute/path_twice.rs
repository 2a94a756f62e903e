//! Two paths.

#[close_codes::close_codes("ui/table/codes.csv", "more.csv")]
pub enum GameCode {}

fn main() {}
