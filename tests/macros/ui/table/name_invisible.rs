//! A name with an invisible character.

#[close_codes::close_codes("ui/table/name_invisible.csv")]
pub enum GameCode {}

fn main() {}
