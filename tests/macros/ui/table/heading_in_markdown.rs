//! A table in Markdown.

#[close_codes::close_codes("ui/table/heading_in_markdown.csv")]
pub enum GameCode {}

fn main() {}
