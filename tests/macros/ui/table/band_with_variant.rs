//! A band with a variant.

#[close_codes::close_codes("ui/table/band_with_variant.csv")]
pub enum GameCode {}

fn main() {}
