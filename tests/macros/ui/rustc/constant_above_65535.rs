//! A number that no close frame can hold is refused at compile time.

use close_codes::CloseCode;

const TOO_LARGE: CloseCode = CloseCode::from_u16(70_000);

fn main() {
    println!("{TOO_LARGE}");
}
