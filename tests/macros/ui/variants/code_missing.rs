//! A variant without a number.

#[close_codes::close_codes]
pub enum ChatCode {
    TokenExpired = 4001,
    Replaced,
}

fn main() {}
