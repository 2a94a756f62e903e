//! Amazon Chime SDK messaging: its developer guide, `doc_source/handle-disconnects.md`, commit 12fd666. The guide has two rules
//! for 4000; amazon-chime-sdk-js decides, `src/messagingsession/DefaultMessagingSession.ts` (`canReconnect`), commit 78e8a23 of
//! 2026-08-13.

use crate::{NO, YES, codes_have, numbers_have};

#[close_codes::close_codes("codes/chime-messaging.csv", registered = "allow")]
enum Code {}

#[test]
fn decisions() {
    codes_have(
        |code: Code| (code.name(), code.reconnect()),
        &[
            (1001, "NormalClosure", ("Normal closure", true)),
            (1006, "AbnormalClosure", ("Abnormal closure", true)),
            (1011, "InternalServerError", ("Internal server error", true)),
            (1012, "ServiceRestart", ("Service restart", true)),
            (1013, "TryAgainLater", ("Try again later", true)),
            // The guide has a sentence instead of a name. So the name is the registry's.
            (1014, "BadGateway", ("Bad Gateway", true)),
            (4002, "ClientInitiated", ("Client initiated", false)),
            (4003, "Forbidden", ("Forbidden", false)),
            (4401, "NotAuthorized", ("Not authorized", false)),
        ],
    );
    numbers_have(
        Code::reconnect_of,
        &[
            (0, 999, None),
            (1000, 1000, NO),
            (1001, 1001, YES),
            (1002, 1005, NO),
            (1006, 1006, YES),
            (1007, 1010, NO),
            (1011, 1014, YES),
            (1015, 4000, NO),
            (4001, 4001, YES),
            (4002, 4003, NO),
            (4004, 4400, YES),
            (4401, 4401, NO),
            (4402, 4999, YES),
            (5000, 65535, None),
        ],
    );
}
