//! A text instead of a number.

#[close_codes::close_codes]
pub enum ChatCode {
    TokenExpired = "4001",
}

fn main() {}
