//! A cell that is not a finite number.

#[close_codes::close_codes("ui/table/value_not_f64.csv")]
pub enum GameCode {}

fn main() {}
