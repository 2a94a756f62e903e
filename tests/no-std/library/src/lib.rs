//! A library with close codes in its API, without the feature `macros`. The programs that depend on it enable the feature.

#![no_std]
#![forbid(unsafe_code)]

use close_codes::{CloseCode, CloseFrame, CodePolicy};

/// The code and the reason of a close frame.
pub struct Ended<'a> {
    pub code: CloseCode,
    pub reason: &'a str,
}

/// Reads the body of a close frame. The error is the code to fail the connection with.
pub fn read(body: &[u8]) -> Result<Ended<'_>, CloseCode> {
    let received = CloseFrame::parse(body, CodePolicy::Strict).map_err(|error| error.fail_code())?;
    Ok(Ended { code: received.code(), reason: received.reason() })
}
