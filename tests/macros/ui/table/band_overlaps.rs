//! Two bands with a number in common.

#[close_codes::close_codes("band_overlaps.csv")]
pub enum GameCode {}

fn main() {}
