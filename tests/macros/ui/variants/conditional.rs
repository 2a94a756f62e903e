//! A variant with a `cfg`.

#[close_codes::close_codes]
pub enum ChatCode {
    TokenExpired = 4001,
    #[cfg(feature = "seats")]
    Replaced = 4002,
}

fn main() {}
