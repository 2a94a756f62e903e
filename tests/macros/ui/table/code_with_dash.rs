//! A range with a dash, as text processing writes it.

#[close_codes::close_codes("ui/table/code_with_dash.csv")]
pub enum GameCode {}

fn main() {}
