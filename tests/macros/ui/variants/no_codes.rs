//! An enum without variants and without a path.

#[close_codes::close_codes]
pub enum ChatCode {}

fn main() {}
