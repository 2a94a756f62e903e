//! pusher-js, `src/core/connection/protocol/protocol.ts` (`getCloseAction`), commit f53faf9 of 2026-07-23. The names are those
//! of the documentation of protocol 7.

use crate::{NO, YES, codes_have, numbers_have};

#[close_codes::close_codes("../../close-codes/examples/codes/pusher.csv")]
enum Code {}

#[test]
fn decisions() {
    codes_have(
        |code: Code| (code.name(), code.reconnect(), code.wait_ms(), code.action()),
        &[
            (4000, "SslOnly", ("Application only accepts SSL connections", false, None, "tls_only")),
            (4001, "ApplicationDoesNotExist", ("Application does not exist", false, None, "refused")),
            (4003, "ApplicationDisabled", ("Application disabled", false, None, "refused")),
            (4004, "ApplicationOverConnectionQuota", ("Application over connection quota", false, None, "refused")),
            (4005, "PathNotFound", ("Path not found", false, None, "refused")),
            (4006, "InvalidVersionStringFormat", ("Invalid version string format", false, None, "refused")),
            (4007, "UnsupportedProtocolVersion", ("Unsupported protocol version", false, None, "refused")),
            (4008, "NoProtocolVersionSupplied", ("No protocol version supplied", false, None, "refused")),
            (4100, "OverCapacity", ("Over capacity", true, Some(1000), "backoff")),
            (4200, "GenericReconnectImmediately", ("Generic reconnect immediately", true, Some(0), "retry")),
            (4201, "PongReplyNotReceived", ("Pong reply not received", true, Some(0), "retry")),
            (4202, "ClosedAfterInactivity", ("Closed after inactivity", true, Some(0), "retry")),
            (4301, "ClientEventRejected", ("Client event rejected (rate limit)", false, None, "refused")),
        ],
    );
    numbers_have(Code::reconnect_of, &[(0, 3999, None), (4000, 4099, NO), (4100, 4299, YES), (4300, 65535, NO)]);
    numbers_have(
        Code::action_of,
        &[
            (0, 1001, None),
            (1002, 1004, Some("backoff")),
            (1005, 3999, None),
            (4000, 4000, Some("tls_only")),
            (4001, 4099, Some("refused")),
            (4100, 4199, Some("backoff")),
            (4200, 4299, Some("retry")),
            (4300, 65535, Some("refused")),
        ],
    );
    // The variant comes from the table, not from the name.
    assert_eq!("4000 SslOnly".parse(), Ok(Code::SslOnly));
}
