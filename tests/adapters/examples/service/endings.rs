//! How the service ends its connections, one after the other.

use close_codes::frame::CloseFrameError;
use close_codes::{CloseCode, CloseFrame};

use crate::GameCode;

pub(crate) const COUNT: usize = 5;

/// The close frame of the connection with this number; without one it is dropped.
pub(crate) fn ending(number: usize) -> Result<Option<CloseFrame>, CloseFrameError> {
    match number {
        0 => GameCode::Flood.frame("slow down").map(Some),
        1 => CloseCode::ServiceRestart.frame("back in a minute").map(Some),
        2 => Ok(None),
        // A code that only a band of the table knows.
        3 => CloseCode::from_u16(4321).frame("").map(Some),
        _ => GameCode::TokenExpired.frame("log in again").map(Some),
    }
}
