//! Variants in an enum whose codes are in a file.

#[close_codes::close_codes("ui/table/codes.csv")]
pub enum GameCode {
    Kicked = 4003,
}

fn main() {}
