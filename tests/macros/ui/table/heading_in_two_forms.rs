//! A column with our heading, and one with IANA's.

#[close_codes::close_codes("ui/table/heading_in_two_forms.csv")]
pub enum GameCode {}

fn main() {}
