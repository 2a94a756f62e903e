//! Other crates' derives of what every set implements.

#[close_codes::close_codes("../table/codes.csv")]
#[derive(Clone, other::FromStr, EnumString, other::TryFrom, num::TryFromPrimitive, num::IntoPrimitive)]
pub enum GameCode {}

fn main() {}
