//! A code of the protocol.

#[close_codes::close_codes]
pub enum ChatCode {
    TokenExpired = 1008,
}

fn main() {}
