//! A table with bands only.

#[close_codes::close_codes("ui/table/band_alone.csv")]
pub enum GameCode {}

fn main() {}
