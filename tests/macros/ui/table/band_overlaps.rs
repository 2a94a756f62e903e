//! Two bands with common numbers.

#[close_codes::close_codes("ui/table/band_overlaps.csv")]
pub enum GameCode {}

fn main() {}
