//! The same trait twice.

#[close_codes::close_codes(skip(Display, FromStr, Display))]
pub enum ChatCode {
    TokenExpired = 4001,
}

fn main() {}
