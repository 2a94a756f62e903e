//! A trait that each set has.

#[close_codes::close_codes("ui/table/codes.csv", skip(Display, Debug))]
pub enum GameCode {}

fn main() {}
