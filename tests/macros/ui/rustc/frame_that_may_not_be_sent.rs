//! A constant close frame with a code that may not be sent does not compile.

use close_codes::{CloseCode, CloseFrame};

const LOST: CloseFrame = CloseFrame::from_static(CloseCode::AbnormalClosure, "");
const UNASSIGNED: CloseFrame = CloseFrame::from_static(CloseCode::from_u16(1999), "");

fn main() {
    println!("{LOST} {UNASSIGNED}");
}
