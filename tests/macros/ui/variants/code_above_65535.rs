//! A number that no close frame holds.

#[close_codes::close_codes]
pub enum ChatCode {
    TokenExpired = 40010,
    Replaced = 400200,
}

fn main() {}
