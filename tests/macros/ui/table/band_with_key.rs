//! A band with a key.

#[close_codes::close_codes("ui/table/band_with_key.csv")]
pub enum GameCode {}

fn main() {}
