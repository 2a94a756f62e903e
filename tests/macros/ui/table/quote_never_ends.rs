//! A quoted cell that never ends.

#[close_codes::close_codes("ui/table/quote_never_ends.csv")]
pub enum GameCode {}

fn main() {}
