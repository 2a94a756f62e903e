//! A variant with a field.

#[close_codes::close_codes]
pub enum ChatCode {
    TokenExpired(u32) = 4001,
}

fn main() {}
