//! A derive above the attribute.

#[derive(Clone, Debug)]
/// Close codes of the game gateway.
#[close_codes::close_codes("ui/table/codes.csv")]
pub enum GameCode {}

fn main() {}
