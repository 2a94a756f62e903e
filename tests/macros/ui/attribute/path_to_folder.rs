//! A folder instead of a file.

#[close_codes::close_codes("ui/table")]
pub enum GameCode {}

fn main() {}
