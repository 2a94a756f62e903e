//! A name with letters that no variant has.

#[close_codes::close_codes("ui/table/name_makes_no_variant.csv")]
pub enum GameCode {}

fn main() {}
