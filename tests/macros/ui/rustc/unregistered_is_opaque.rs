//! Nobody can make an `Unregistered` that holds a registered code.

use close_codes::CloseCode;
use close_codes::code::Unregistered;

fn main() {
    let _ = CloseCode::Unregistered(Unregistered(1000));
}
