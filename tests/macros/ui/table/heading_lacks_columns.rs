//! Neither of the two columns that there must be.

#[close_codes::close_codes("ui/table/heading_lacks_columns.csv")]
pub enum GameCode {}

fn main() {}
