//! A variant with a `cfg` inside a `cfg_attr`.

#[close_codes::close_codes]
pub enum ChatCode {
    TokenExpired = 4001,
    #[cfg_attr(all(), cfg(any()))]
    Replaced = 4002,
}

fn main() {}
