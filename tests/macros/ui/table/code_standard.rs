//! A code of the protocol.

#[close_codes::close_codes("ui/table/code_standard.csv")]
pub enum GameCode {}

fn main() {}
