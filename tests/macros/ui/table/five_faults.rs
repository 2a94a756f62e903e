//! Five faults in one file: each is shown, and nothing that follows from it.

#[close_codes::close_codes("ui/table/five_faults.csv")]
pub enum GameCode {}

fn main() {}
