//! A variant with the name of a constant.

#[close_codes::close_codes("ui/table/variant_taken_by_the_enum.csv")]
pub enum GameCode {}

fn main() {}
