//! A number for extensions.

#[close_codes::close_codes("code_extension.csv")]
pub enum GameCode {}

fn main() {}
