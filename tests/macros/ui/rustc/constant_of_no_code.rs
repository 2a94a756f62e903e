//! 1005 says that there was no code: what to forward is then `None`, and unwrapping that in a constant does not compile.

use close_codes::CloseCode;

const FORWARDED: CloseCode = CloseCode::NoStatusReceived.forwarded().expect("nothing to forward");

fn main() {
    println!("{FORWARDED}");
}
