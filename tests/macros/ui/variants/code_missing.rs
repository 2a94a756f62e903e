//! Variants without a number: the message has the number that Rust would give to them, or another one that is free.

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

/// The next numbers are taken further down.
#[close_codes::close_codes]
pub enum GameCode {
    Kicked = 4001,
    Banned,
    Full = 4002,
    Paused,
    Closed = 4003,
}

fn main() {}
