//! A range with a dash instead of a hyphen.

#[close_codes::close_codes("ui/table/code_with_dash.csv")]
pub enum GameCode {}

fn main() {}
