//! A discriminant that is no number.

#[close_codes::close_codes]
pub enum ChatCode {
    TokenExpired = "4001",
}

fn main() {}
