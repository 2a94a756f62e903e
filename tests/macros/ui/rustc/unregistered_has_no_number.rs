//! The number inside cannot be taken out by a pattern, which would not match any more on the day it is registered.

use close_codes::CloseCode;
use close_codes::code::Unregistered;

fn main() {
    match CloseCode::from_u16(4001) {
        CloseCode::Unregistered(Unregistered(4001)) => {}
        _ => {}
    }
}
