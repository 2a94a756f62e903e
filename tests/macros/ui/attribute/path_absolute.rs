//! An absolute path to nothing.

#[close_codes::close_codes("/no/such/file.csv")]
pub enum GameCode {}

fn main() {}
