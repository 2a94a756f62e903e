//! Two variants whose keys are the same.

#[close_codes::close_codes]
pub enum ChatCode {
    TokenExpired = 4001,
    TOKENExpired = 4002,
}

fn main() {}
