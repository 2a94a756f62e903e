//! Variants without a number: the message has the number that Rust would give to them.

#[close_codes::close_codes]
pub enum VoiceCode {
    UnknownOpcode = 4001,
    FailedToDecodePayload,
    NotAuthenticated,
}

/// The first variant, and one after the last code.
#[close_codes::close_codes]
pub enum ChatCode {
    TokenExpired,
    Replaced = 4999,
    Flood,
}

fn main() {}
