//! Two names that make the same variant.

#[close_codes::close_codes("ui/table/name_makes_taken_variant.csv")]
pub enum GameCode {}

fn main() {}
