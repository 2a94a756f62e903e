//! The same band twice.

#[close_codes::close_codes("ui/table/band_twice.csv")]
pub enum GameCode {}

fn main() {}
