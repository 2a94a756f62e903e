//! Colyseus, `packages/shared-types/src/Protocol.ts` (`CloseCode`) and `packages/sdk/src/Room.ts` (`onclose`, after the client has
//! joined), commit b21f542 of 2026-05-01.

use crate::{NO, YES, codes_have, numbers_have};

#[close_codes::close_codes("codes/colyseus.csv", registered = "allow")]
enum Code {}

#[test]
fn decisions() {
    codes_have(
        |code: Code| (code.name(), code.reconnect()),
        &[
            (1000, "NormalClosure", ("NORMAL_CLOSURE", false)),
            (1001, "GoingAway", ("GOING_AWAY", true)),
            (1005, "NoStatusReceived", ("NO_STATUS_RECEIVED", true)),
            (1006, "AbnormalClosure", ("ABNORMAL_CLOSURE", true)),
            (4000, "Consented", ("CONSENTED", false)),
            (4001, "ServerShutdown", ("SERVER_SHUTDOWN", false)),
            (4002, "WithError", ("WITH_ERROR", false)),
            (4003, "FailedToReconnect", ("FAILED_TO_RECONNECT", false)),
            (4010, "MayTryReconnect", ("MAY_TRY_RECONNECT", true)),
        ],
    );
    numbers_have(
        Code::reconnect_of,
        &[
            (0, 1000, NO),
            (1001, 1001, YES),
            (1002, 1004, NO),
            (1005, 1006, YES),
            (1007, 4009, NO),
            (4010, 4010, YES),
            (4011, 65535, NO),
        ],
    );
}
