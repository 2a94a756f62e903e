//! The endings of the service's connections, one after the other.

use close_codes::frame::CloseFrameError;
use close_codes::{CloseCode, CloseFrame};

use crate::GameCode;

pub(crate) const COUNT: usize = 6;

pub(crate) enum Ending {
    Close(CloseFrame),
    /// The connection is dropped without a close frame.
    Drop,
    /// The connection is not opened.
    Refuse,
}

/// Returns the ending of the connection with this number.
pub(crate) fn ending(number: usize) -> Result<Ending, CloseFrameError> {
    match number {
        0 => GameCode::Flood.frame("slow down").map(Ending::Close),
        1 => CloseCode::ServiceRestart.frame("back in a minute").map(Ending::Close),
        2 => Ok(Ending::Drop),
        3 => Ok(Ending::Refuse),
        // A code that the table has only in a band.
        4 => CloseCode::from_u16(4321).frame("").map(Ending::Close),
        _ => GameCode::TokenExpired.frame("log in again").map(Ending::Close),
    }
}
