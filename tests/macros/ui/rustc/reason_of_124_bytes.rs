//! A reason that is too long for a close frame is refused at compile time; what counts are bytes, of which these are 124.

use close_codes::CloseReason;

const TOO_LONG: CloseReason = CloseReason::from_static(
    "é12345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012",
);

fn main() {
    println!("{TOO_LONG}");
}
