//! A band whose name has an invisible character.

#[close_codes::close_codes("ui/table/band_name_invisible.csv")]
pub enum GameCode {}

fn main() {}
