//! A value other than `allow`.

#[close_codes::close_codes("ui/table/codes.csv", registered = "maybe")]
pub enum GameCode {}

fn main() {}
