//! A column that would hide a trait's method.

#[close_codes::close_codes("ui/table/column_hides_a_trait.csv")]
pub enum GameCode {}

fn main() {}
