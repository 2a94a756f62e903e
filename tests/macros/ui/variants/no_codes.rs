//! Neither codes nor a file of them.

#[close_codes::close_codes]
pub enum ChatCode {}

fn main() {}
