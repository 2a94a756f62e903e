//! No comma between the arguments.

#[close_codes::close_codes("ui/table/codes.csv" registered = "allow")]
pub enum GameCode {}

fn main() {}
