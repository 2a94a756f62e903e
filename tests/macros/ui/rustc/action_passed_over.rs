//! Who does not look at what the handshake asks for is warned.
#![deny(warnings)]

use close_codes::handshake::HandshakeError;
use close_codes::{CloseFrame, CloseHandshake, CodePolicy, Role};

fn main() -> Result<(), HandshakeError> {
    let mut handshake = CloseHandshake::new(Role::Client, CodePolicy::Strict);
    handshake.close(CloseFrame::EMPTY)?;
    Ok(())
}
