//! Codes above 4999 and above 65535.

#[close_codes::close_codes]
pub enum ChatCode {
    TokenExpired = 40010,
    Replaced = 400200,
}

fn main() {}
