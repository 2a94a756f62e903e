//! A name with a letter that is not ASCII.

#[close_codes::close_codes("ui/table/name_makes_no_variant.csv")]
pub enum GameCode {}

fn main() {}
