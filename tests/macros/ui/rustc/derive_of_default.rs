//! A derive that needs a variant to be marked.

#[close_codes::close_codes("ui/table/codes.csv")]
#[derive(Default)]
pub enum GameCode {}

fn main() {}
