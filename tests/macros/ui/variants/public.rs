//! A variant with a visibility, which rustfmt would remove.

#[close_codes::close_codes]
#[rustfmt::skip]
pub enum ChatCode {
    pub TokenExpired = 4001,
}

fn main() {}
