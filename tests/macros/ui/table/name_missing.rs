//! A row without a name.

#[close_codes::close_codes("ui/table/name_missing.csv")]
pub enum GameCode {}

fn main() {}
