//! Who does not look at what the handshake asks for is warned.
#![deny(warnings)]

use close_codes::{CloseBody, CloseHandshake, HandshakeError, Profile, Role};

fn main() -> Result<(), HandshakeError> {
    let mut handshake = CloseHandshake::new(Role::Client, Profile::Strict);
    handshake.close(CloseBody::EMPTY)?;
    Ok(())
}
