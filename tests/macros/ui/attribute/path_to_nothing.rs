//! A file that is not there.

#[close_codes::close_codes("no/such/file.csv")]
pub enum GameCode {}

fn main() {}
