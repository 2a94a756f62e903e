//! Fluxer's documentation, `fluxer_docs/gateway/close_codes.mdx`, as kept in `soldrdoom/Multiverse`, commit 12527d7. The numbers
//! up to 4012 are also in `fluxerapp/fluxer`, `fluxer_app/src/Constants.tsx` (`GatewayCloseCodes`), commit d4c392c of 2026-01-08.
//!
//! `codes/fluxer.md` has the form of that page, and `close-codes import` makes `codes/fluxer.csv` from it.

use crate::{NO, YES, codes_have, numbers_have};

#[close_codes::close_codes("codes/fluxer.csv")]
enum Code {}

#[test]
fn decisions() {
    codes_have(
        |code: Code| (code.name(), code.reconnect()),
        &[
            (4000, "UnknownError", ("UNKNOWN_ERROR", true)),
            (4001, "UnknownOpcode", ("UNKNOWN_OPCODE", true)),
            (4002, "DecodeError", ("DECODE_ERROR", true)),
            (4003, "NotAuthenticated", ("NOT_AUTHENTICATED", true)),
            (4004, "AuthenticationFailed", ("AUTHENTICATION_FAILED", false)),
            (4005, "AlreadyAuthenticated", ("ALREADY_AUTHENTICATED", true)),
            (4007, "InvalidSeq", ("INVALID_SEQ", true)),
            (4008, "RateLimited", ("RATE_LIMITED", true)),
            (4009, "SessionTimeout", ("SESSION_TIMEOUT", true)),
            (4010, "InvalidShard", ("INVALID_SHARD", false)),
            (4011, "ShardingRequired", ("SHARDING_REQUIRED", false)),
            (4012, "InvalidApiVersion", ("INVALID_API_VERSION", false)),
            (4013, "AckBackpressure", ("ACK_BACKPRESSURE", true)),
            (4014, "SessionRevoked", ("SESSION_REVOKED", false)),
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
            (4010, 4012, NO),
            (4013, 4013, YES),
            (4014, 4014, NO),
            (4015, 65535, None),
        ],
    );
}
