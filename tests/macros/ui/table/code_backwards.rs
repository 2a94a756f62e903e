//! A band that ends before it begins.

#[close_codes::close_codes("ui/table/code_backwards.csv")]
pub enum GameCode {}

fn main() {}
