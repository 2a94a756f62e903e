//! A variant that an earlier row has.

#[close_codes::close_codes("ui/table/variant_taken.csv")]
pub enum GameCode {}

fn main() {}
