//! Derives that implement what the set implements.

use num_enum::IntoPrimitive;

#[close_codes::close_codes("ui/table/codes.csv", skip(FromStr))]
#[derive(strum::Display, strum::EnumString, num_enum::TryFromPrimitive, IntoPrimitive)]
pub enum GameCode {}

#[close_codes::close_codes]
#[derive(Debug, thiserror::Error)]
pub enum ChatCode {
    #[error("the token has expired")]
    TokenExpired = 4001,
}

fn main() {}
