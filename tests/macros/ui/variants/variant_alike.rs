//! Two variants with the same key.

#[close_codes::close_codes]
pub enum ChatCode {
    TokenExpired = 4001,
    TOKENExpired = 4002,
}

fn main() {}
