//! A code that is registered with IANA.

#[close_codes::close_codes("ui/table/code_registered.csv")]
pub enum GameCode {}

fn main() {}
