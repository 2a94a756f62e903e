//! An absolute path to a missing file.

#[close_codes::close_codes("/no/such/file.csv")]
pub enum GameCode {}

fn main() {}
