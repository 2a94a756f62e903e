//! The compiler warns if a program ignores the action of the handshake.
#![deny(warnings)]

use close_codes::handshake::HandshakeError;
use close_codes::{CloseFrame, CloseHandshake, CodePolicy, Role};

fn main() -> Result<(), HandshakeError> {
    let mut handshake = CloseHandshake::new(Role::Client, CodePolicy::Strict);
    handshake.close(CloseFrame::EMPTY)?;
    Ok(())
}
