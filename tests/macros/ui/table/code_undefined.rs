//! A number above all ranges.

#[close_codes::close_codes("code_undefined.csv")]
pub enum GameCode {}

fn main() {}
