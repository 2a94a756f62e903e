//! A variant with the name of a constant.

#[close_codes::close_codes]
pub enum ChatCode {
    ALL = 4001,
}

fn main() {}
