//! A close frame that no endpoint may send is refused at compile time.

use close_codes::{CloseCode, CloseFrame};

const LOST: CloseFrame = CloseFrame::from_static(CloseCode::AbnormalClosure, "");
const UNASSIGNED: CloseFrame = CloseFrame::from_static(CloseCode::from_u16(1999), "");

fn main() {
    println!("{LOST} {UNASSIGNED}");
}
