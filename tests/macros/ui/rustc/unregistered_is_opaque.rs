//! A program cannot make an `Unregistered` with a registered code.

use close_codes::CloseCode;
use close_codes::code::Unregistered;

fn main() {
    let _ = CloseCode::Unregistered(Unregistered(1000));
}
