//! `SockJS`: sockjs-client, `lib/main.js` (`_transportClose`), commit 06e6959 of 2026-08-11. The names of 2010 and 3000 are from
//! sockjs-protocol, `sockjs-protocol.py`, commit fdf5b7d of 2026-05-02.
//!
//! While it connects, the client tries its next transport, except after 1000, 2000 and 3000-4999. After it was open, it does not
//! connect again.

use crate::{NO, YES, codes_have, numbers_have};

#[close_codes::close_codes("codes/sockjs.csv", registered = "allow", unassigned = "allow")]
enum Code {}

#[test]
fn decisions() {
    codes_have(
        |code: Code| (code.name(), code.next_transport()),
        &[
            (1000, "NormalClosure", ("Normal closure", false)),
            (1002, "ProtocolError", ("Protocol error", true)),
            (1006, "AbnormalClosure", ("Abnormal Closure", true)),
            (2000, "AllTransportsFailed", ("All transports failed", false)),
            (2007, "TransportTimedOut", ("Transport timed out", true)),
            (2010, "AnotherConnectionStillOpen", ("Another connection still open", true)),
            (3000, "GoAway", ("Go away!", false)),
        ],
    );
    numbers_have(
        Code::next_transport_of,
        &[
            (0, 999, YES),
            (1000, 1000, NO),
            (1001, 1999, YES),
            (2000, 2000, NO),
            (2001, 2999, YES),
            (3000, 4999, NO),
            (5000, 65535, YES),
        ],
    );
}

/// `SockJS` has frames of its own for its codes. A close frame of WebSocket may not contain 2000.
#[test]
fn unassigned_codes_may_not_be_sent() {
    assert!(Code::AllTransportsFailed.frame("").is_err());
    assert!(Code::GoAway.frame("").is_ok());
}
