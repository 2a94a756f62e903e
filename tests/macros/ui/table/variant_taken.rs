//! The variant of an earlier row.

#[close_codes::close_codes("ui/table/variant_taken.csv")]
pub enum GameCode {}

fn main() {}
