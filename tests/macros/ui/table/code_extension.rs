//! A code for extensions.

#[close_codes::close_codes("ui/table/code_extension.csv")]
pub enum GameCode {}

fn main() {}
