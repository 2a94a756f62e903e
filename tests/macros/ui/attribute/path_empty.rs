//! No path at all between the quotes.

#[close_codes::close_codes("")]
pub enum GameCode {}

fn main() {}
