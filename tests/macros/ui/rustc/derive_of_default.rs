//! `Default` for codes from a file: no variant has `#[default]`.

#[close_codes::close_codes("ui/table/codes.csv")]
#[derive(Default)]
pub enum GameCode {}

fn main() {}
