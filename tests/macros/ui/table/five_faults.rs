//! Five faults in one file: each is shown, without errors that follow from them.

#[close_codes::close_codes("ui/table/five_faults.csv")]
pub enum GameCode {}

fn main() {}
