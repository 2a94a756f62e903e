//! Keys with other characters.

#[close_codes::close_codes("ui/table/key_not_a_key.csv")]
pub enum GameCode {}

fn main() {}
