//! A cell that is no finite number.

#[close_codes::close_codes("value_not_f64.csv")]
pub enum GameCode {}

fn main() {}
