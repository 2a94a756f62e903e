//! Webex Mercury: `@webex/internal-plugin-mercury` 3.12.0 of 2026-04-08, `src/mercury.js` (`_onclose`). After 1000 and 3050 the
//! close reason decides. The source has names for its own codes only.

use crate::{NO, YES, codes_have, numbers_have};

#[close_codes::close_codes("codes/webex-mercury.csv", registered = "allow")]
enum Code {}

#[test]
fn decisions() {
    codes_have(
        Code::reconnect,
        &[
            (1000, "NormalClosure", None),
            (1001, "GoingAway", YES),
            (1003, "UnsupportedData", NO),
            (1005, "NoStatusReceived", YES),
            (1006, "AbnormalClosure", YES),
            (1011, "InternalError", YES),
            (3050, "Logout", None),
            (4000, "Replaced", NO),
            (4001, "ReplacedDuringShutdown", NO),
        ],
    );
    numbers_have(
        Code::reconnect_of,
        &[
            (0, 999, NO),
            (1000, 1000, None),
            (1001, 1001, YES),
            (1002, 1004, NO),
            (1005, 1006, YES),
            (1007, 1010, NO),
            (1011, 1011, YES),
            (1012, 3049, NO),
            (3050, 3050, None),
            (3051, 65535, NO),
        ],
    );
}
