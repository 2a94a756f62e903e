//! An expression instead of a number.

#[close_codes::close_codes]
pub enum ChatCode {
    TokenExpired = 4000 + 1,
}

fn main() {}
