//! A variant that does not begin with an uppercase letter.

#[close_codes::close_codes]
pub enum ChatCode {
    token_expired = 4001,
}

fn main() {}
