//! JSON in a file whose name says CSV.

#[close_codes::close_codes("ui/table/file_of_json.csv")]
pub enum GameCode {}

fn main() {}
