//! A band with a variant.

#[close_codes::close_codes("band_with_variant.csv")]
pub enum GameCode {}

fn main() {}
