//! An empty path.

#[close_codes::close_codes("")]
pub enum GameCode {}

fn main() {}
