//! The same variant twice.

#[close_codes::close_codes]
pub enum ChatCode {
    TokenExpired = 4001,
    Replaced = 4002,
    TokenExpired = 4001,
    Replaced = 4003,
}

fn main() {}
