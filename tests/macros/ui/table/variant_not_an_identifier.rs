//! A variant that is not an identifier.

#[close_codes::close_codes("ui/table/variant_not_an_identifier.csv")]
pub enum GameCode {}

fn main() {}
