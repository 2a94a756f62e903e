//! Discord's documentation, `developers/topics/opcodes-and-status-codes.mdx`, "Gateway Close Event Codes", the column
//! "Reconnect", commit c98d64b of 2026-08-06.

use crate::{NO, YES, codes_have, numbers_have};

#[close_codes::close_codes("../../close-codes/examples/codes/discord.csv")]
enum Code {}

#[test]
fn decisions() {
    let new_session = Some("start a new session");
    codes_have(
        |code: Code| (code.name(), code.reconnect(), code.then()),
        &[
            (4000, "UnknownError", ("Unknown error", true, None)),
            (4001, "UnknownOpcode", ("Unknown opcode", true, None)),
            (4002, "DecodeError", ("Decode error", true, None)),
            (4003, "NotAuthenticated", ("Not authenticated", true, None)),
            (4004, "AuthenticationFailed", ("Authentication failed", false, None)),
            (4005, "AlreadyAuthenticated", ("Already authenticated", true, None)),
            (4007, "InvalidSeq", ("Invalid seq", true, new_session)),
            (4008, "RateLimited", ("Rate limited", true, None)),
            (4009, "SessionTimedOut", ("Session timed out", true, new_session)),
            (4010, "InvalidShard", ("Invalid shard", false, None)),
            (4011, "ShardingRequired", ("Sharding required", false, None)),
            (4012, "InvalidApiVersion", ("Invalid API version", false, None)),
            (4013, "InvalidIntents", ("Invalid intent(s)", false, None)),
            (4014, "DisallowedIntents", ("Disallowed intent(s)", false, None)),
        ],
    );
    numbers_have(
        Code::reconnect_of,
        &[
            (0, 3999, None),
            (4000, 4003, YES),
            (4004, 4004, NO),
            (4005, 4005, YES),
            (4006, 4006, None),
            (4007, 4009, YES),
            (4010, 4014, NO),
            (4015, 65535, None),
        ],
    );
}
