//! A number of the protocol's own.

#[close_codes::close_codes]
pub enum ChatCode {
    TokenExpired = 1008,
}

fn main() {}
