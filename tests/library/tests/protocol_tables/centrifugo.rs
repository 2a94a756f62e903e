//! centrifuge, `disconnect.go`, commit 1d8f99f of 2026-08-22, and centrifuge-js, `src/centrifuge.ts` (`onClose`), commit c9e8678
//! of 2026-08-14.

use crate::{NO, YES, codes_have, numbers_have};

#[close_codes::close_codes("../../close-codes/examples/codes/centrifugo.csv", registered = "allow")]
enum Code {}

#[test]
fn decisions() {
    codes_have(
        |code: Code| (code.name(), code.reconnect()),
        &[
            (1009, "MessageTooBig", ("Message Too Big", false)),
            (3000, "ConnectionClosed", ("connection closed", true)),
            (3001, "Shutdown", ("shutdown", true)),
            (3004, "InternalServerError", ("internal server error", true)),
            (3005, "ConnectionExpired", ("connection expired", true)),
            (3006, "SubscriptionExpired", ("subscription expired", true)),
            (3008, "Slow", ("slow", true)),
            (3009, "WriteError", ("write error", true)),
            (3010, "InsufficientState", ("insufficient state", true)),
            (3011, "ForceReconnect", ("force reconnect", true)),
            (3012, "NoPong", ("no pong", true)),
            (3013, "TooManyRequests", ("too many requests", true)),
            (3014, "StateInvalidated", ("state invalidated", true)),
            (3500, "InvalidToken", ("invalid token", false)),
            (3501, "BadRequest", ("bad request", false)),
            (3502, "Stale", ("stale", false)),
            (3503, "ForceDisconnect", ("force disconnect", false)),
            (3504, "ConnectionLimit", ("connection limit", false)),
            (3505, "ChannelLimit", ("channel limit", false)),
            (3506, "InappropriateProtocol", ("inappropriate protocol", false)),
            (3507, "PermissionDenied", ("permission denied", false)),
            (3508, "NotAvailable", ("not available", false)),
            (3509, "TooManyErrors", ("too many errors", false)),
        ],
    );
    numbers_have(
        Code::reconnect_of,
        &[
            (0, 1008, YES),
            (1009, 1009, NO),
            (1010, 3499, YES),
            (3500, 3999, NO),
            (4000, 4499, YES),
            (4500, 4999, NO),
            (5000, 65535, YES),
        ],
    );
}
