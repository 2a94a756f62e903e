//! A quoted cell without a closing quote.

#[close_codes::close_codes("ui/table/quote_never_ends.csv")]
pub enum GameCode {}

fn main() {}
