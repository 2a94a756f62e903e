//! Other words for `code` and `name`.

#[close_codes::close_codes("ui/table/heading_of_synonyms.csv")]
pub enum GameCode {}

fn main() {}
