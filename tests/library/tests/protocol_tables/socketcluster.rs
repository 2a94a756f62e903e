//! socketcluster-client, `lib/clientsocket.js` (`_destroy`), commit 134b9d9 of 2026-08-21. The codes are those of sc-errors,
//! `index.js` (`socketProtocolErrorStatuses` and `socketProtocolIgnoreStatuses`), commit 6977ad6 of 2023-09-19. Long messages
//! are shortened to names.

use close_codes::CloseCode;

use crate::{NO, YES, codes_have, numbers_have};

#[close_codes::close_codes("../../close-codes/examples/codes/socketcluster.csv", registered = "allow")]
enum Code {}

#[test]
fn decisions() {
    codes_have(
        |code: Code| (code.reconnect(), code.at_once()),
        &[
            (1000, "NormalClosure", (false, false)),
            (1001, "GoingAway", (true, false)),
            (1002, "ProtocolError", (true, false)),
            (1003, "UnsupportedData", (true, false)),
            (1005, "NoStatusReceived", (true, true)),
            (1006, "AbnormalClosure", (true, false)),
            (1007, "InvalidFramePayloadData", (true, false)),
            (1008, "PolicyViolation", (true, false)),
            (1009, "MessageTooBig", (true, false)),
            (1010, "MandatoryExtension", (true, false)),
            (1011, "InternalError", (true, false)),
            (4000, "ServerPingTimedOut", (true, true)),
            (4001, "ClientPongTimedOut", (true, true)),
            (4002, "ServerFailedToSignAuthToken", (true, false)),
            (4003, "FailedToCompleteHandshake", (true, false)),
            (4004, "ClientFailedToSaveAuthToken", (true, false)),
            (4005, "HandshakeDidNotArriveInTime", (true, false)),
            (4006, "FailedToBindSocketToMessageBroker", (true, false)),
            (4007, "ConnectionAttemptTimedOut", (true, false)),
            (4008, "ServerRejectedHandshake", (true, false)),
            (4009, "MessageCameBeforeTheHandshake", (true, false)),
        ],
    );
    numbers_have(Code::reconnect_of, &[(0, 999, YES), (1000, 1000, NO), (1001, 4499, YES), (4500, 65535, NO)]);
    numbers_have(
        Code::at_once_of,
        &[(0, 1004, NO), (1005, 1005, YES), (1006, 3999, NO), (4000, 4001, YES), (4002, 65535, NO)],
    );
}

/// The registry gives the names of its codes, and knows which of them are only received.
#[test]
fn registered_codes_keep_their_rules() {
    assert_eq!(Code::PolicyViolation.name(), "Policy Violation");
    assert_eq!(Code::PolicyViolation.description(), CloseCode::PolicyViolation.description());
    assert!(Code::PolicyViolation.frame("").is_ok());
    assert!(Code::NoStatusReceived.frame("").is_err());
    assert!(Code::AbnormalClosure.frame("").is_err());
}
