//! Discord's documentation, `developers/topics/opcodes-and-status-codes.mdx`, "Voice Close Event Codes", commit c98d64b of
//! 2026-08-06. It decides for four codes only.

use crate::{NO, YES, codes_have, numbers_have};

#[close_codes::close_codes("../../close-codes/examples/codes/discord-voice.csv")]
enum Code {}

#[test]
fn decisions() {
    codes_have(
        |code: Code| (code.name(), code.reconnect()),
        &[
            (4001, "UnknownOpcode", ("Unknown opcode", None)),
            (4002, "FailedToDecodePayload", ("Failed to decode payload", None)),
            (4003, "NotAuthenticated", ("Not authenticated", None)),
            (4004, "AuthenticationFailed", ("Authentication failed", None)),
            (4005, "AlreadyAuthenticated", ("Already authenticated", None)),
            (4006, "SessionNoLongerValid", ("Session no longer valid", None)),
            (4009, "SessionTimeout", ("Session timeout", None)),
            (4011, "ServerNotFound", ("Server not found", None)),
            (4012, "UnknownProtocol", ("Unknown protocol", None)),
            (4014, "Disconnected", ("Disconnected", NO)),
            (4015, "VoiceServerCrashed", ("Voice server crashed", YES)),
            (4016, "UnknownEncryptionMode", ("Unknown encryption mode", None)),
            (4017, "DaveProtocolRequired", ("E2EE/DAVE protocol required", None)),
            (4020, "BadRequest", ("Bad request", None)),
            (4021, "RateLimited", ("Disconnected: Rate Limited", NO)),
            (4022, "CallTerminated", ("Disconnected: Call Terminated", NO)),
        ],
    );
    numbers_have(
        Code::reconnect_of,
        &[
            (0, 4013, None),
            (4014, 4014, NO),
            (4015, 4015, YES),
            (4016, 4020, None),
            (4021, 4022, NO),
            (4023, 65535, None),
        ],
    );
}
