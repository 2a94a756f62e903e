//! A value that the option `unassigned` does not have.

#[close_codes::close_codes(unassigned = true)]
pub enum ChatCode {
    TokenExpired = 4001,
}

fn main() {}
