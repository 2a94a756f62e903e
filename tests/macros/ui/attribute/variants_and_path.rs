//! Variants in an enum with a path.

#[close_codes::close_codes("ui/table/codes.csv")]
pub enum GameCode {
    Kicked = 4003,
}

fn main() {}
