//! A code that is registered with IANA.

#[close_codes::close_codes]
pub enum ChatCode {
    TokenExpired = 3000,
}

fn main() {}
