//! A variant that an earlier row has.

#[close_codes::close_codes("variant_taken.csv")]
pub enum GameCode {}

fn main() {}
