//! A NUL byte, and another fault.

#[close_codes::close_codes("ui/table/file_with_nul.csv")]
pub enum GameCode {}

fn main() {}
