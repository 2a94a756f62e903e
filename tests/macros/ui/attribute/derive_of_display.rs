//! Another crate's derive of what every set implements.

mod strum {
    #[allow(unused_imports)]
    pub use std::fmt::Debug as Display;
}

#[close_codes::close_codes("../table/codes.csv")]
#[derive(Clone, strum::Display)]
pub enum GameCode {}

fn main() {}
