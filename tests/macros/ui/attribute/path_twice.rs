//! Two paths.

#[close_codes::close_codes("../table/codes.csv", "more.csv")]
pub enum GameCode {}

fn main() {}
