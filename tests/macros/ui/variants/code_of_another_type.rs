//! A number with the suffix of another type.

#[close_codes::close_codes]
pub enum ChatCode {
    TokenExpired = 4001u32,
}

fn main() {}
