//! A number that IANA has given to somebody.

#[close_codes::close_codes]
pub enum ChatCode {
    TokenExpired = 3000,
}

fn main() {}
