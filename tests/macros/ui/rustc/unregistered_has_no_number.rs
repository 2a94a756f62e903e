//! A pattern cannot match the number of an unregistered code: it would stop matching after a registration.

use close_codes::CloseCode;
use close_codes::code::Unregistered;

fn main() {
    match CloseCode::from_u16(4001) {
        CloseCode::Unregistered(Unregistered(4001)) => {}
        _ => {}
    }
}
