//! The code of an earlier variant.

#[close_codes::close_codes]
pub enum ChatCode {
    TokenExpired = 4001,
    Replaced = 4001,
}

fn main() {}
