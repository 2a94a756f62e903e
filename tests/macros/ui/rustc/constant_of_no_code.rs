//! `forwarded` returns `None` for 1005. A constant that unwraps it does not compile.

use close_codes::CloseCode;

const FORWARDED: CloseCode = CloseCode::NoStatusReceived.forwarded().expect("nothing to forward");

fn main() {
    println!("{FORWARDED}");
}
