//! A constant reason of more than 123 bytes does not compile. This one has 124 bytes in 123 characters.

use close_codes::CloseReason;

const TOO_LONG: CloseReason = CloseReason::from_static(
    "é12345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012",
);

fn main() {
    println!("{TOO_LONG}");
}
