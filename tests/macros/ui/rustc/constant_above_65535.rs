//! A constant above 65535 does not compile.

use close_codes::CloseCode;

const TOO_LARGE: CloseCode = CloseCode::from_u16(70_000);

fn main() {
    println!("{TOO_LARGE}");
}
