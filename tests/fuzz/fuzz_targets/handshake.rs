//! Takes any bytes as a sequence of events of a closing handshake. Needs nightly Rust, a C++ compiler and cargo-fuzz:
//!
//! ```sh
//! cargo +nightly fuzz run --fuzz-dir tests/fuzz handshake -- -runs=10000000 -max_len=600
//! ```
#![no_main]
#![forbid(unsafe_code)]

use close_codes::{CloseCode, CloseFrame, Role};
use close_codes_tests::handshake::{Event, Witness};
use close_codes_tests::parse;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let [start, bytes @ ..] = bytes else { return };
    let role = if start & 1 == 0 { Role::Server } else { Role::Client };
    let policy = parse::POLICIES[usize::from(start >> 1) % parse::POLICIES.len()];
    let mut witness = Witness::new(role, policy);
    let mut bytes = bytes;
    // More events make no difference, and the witness looks back at all of them.
    for _ in 0..24 {
        let Some(event) = next(&mut bytes) else { break };
        witness.call(event);
    }
    if !witness.is_ended() {
        witness.call(Event::TransportEnded);
    }
});

fn next<'a>(bytes: &mut &'a [u8]) -> Option<Event<'a>> {
    let kind = *bytes.split_off_first()?;
    Some(match kind % 9 {
        0 => Event::Close(frame(bytes).unwrap_or(CloseFrame::EMPTY)),
        1 => Event::CloseSent,
        2 => Event::CloseReceived(slice(bytes)),
        3 => Event::DataReceived,
        4 => Event::Fail(frame(bytes)?),
        5 => Event::TimeOut,
        6 => Event::TransportEnded,
        7 => Event::OpeningFailed,
        _ => Event::TlsFailed,
    })
}

/// Reads a length and that number of bytes, or all that are left.
fn slice<'a>(bytes: &mut &'a [u8]) -> &'a [u8] {
    let len = bytes.split_off_first().copied().map_or(0, usize::from).min(bytes.len());
    bytes.split_off(..len).unwrap_or_default()
}

/// Reads a close frame; `None` if it may not be sent.
fn frame(bytes: &mut &[u8]) -> Option<CloseFrame> {
    let (high, low) = (*bytes.split_off_first()?, *bytes.split_off_first()?);
    let reason = std::str::from_utf8(slice(bytes)).ok()?;
    CloseFrame::new(CloseCode::from_u16(u16::from_be_bytes([high, low])), reason).ok()
}
