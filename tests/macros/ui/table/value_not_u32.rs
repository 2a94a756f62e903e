//! A cell that is no u32.

#[close_codes::close_codes("value_not_u32.csv")]
pub enum GameCode {}

fn main() {}
