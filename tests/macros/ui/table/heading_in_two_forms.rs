//! A column that is there under IANA's heading too.

#[close_codes::close_codes("ui/table/heading_in_two_forms.csv")]
pub enum GameCode {}

fn main() {}
