//! Text after the closing quote.

#[close_codes::close_codes("ui/table/quote_then_text.csv")]
pub enum GameCode {}

fn main() {}
