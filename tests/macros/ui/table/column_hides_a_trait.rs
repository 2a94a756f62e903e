//! A column that would hide the method of a trait.

#[close_codes::close_codes("ui/table/column_hides_a_trait.csv")]
pub enum GameCode {}

fn main() {}
