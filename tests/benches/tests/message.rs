//! A model of tungstenite's enum of messages, with the `CloseCode` of close-codes in its close frame. The enum is as large as
//! before, and the reason is a slice of the buffer that was read.
#![allow(clippy::unwrap_used, reason = "helpers of tests are tests")]

use close_codes::{CloseCode, CloseFrame, CodePolicy, InvalidClose};
use tungstenite::protocol::frame::Frame;
use tungstenite::{Bytes, Message, Utf8Bytes};

/// The close frame of tungstenite, with another type of code.
struct Received {
    code: CloseCode,
    reason: Utf8Bytes,
}

/// `tungstenite::Message`, with [`Received`] for its close frame.
#[allow(dead_code, reason = "a model: only its size matters")]
enum Model {
    Text(Utf8Bytes),
    Binary(Bytes),
    Ping(Bytes),
    Pong(Bytes),
    Close(Option<Received>),
    Frame(Frame),
}

impl Received {
    /// Returns the code, and the part of the payload that is the reason. A library with `unsafe` code can omit the second check
    /// for UTF-8.
    fn parse(payload: &Bytes) -> Result<Option<Self>, InvalidClose<'_>> {
        let close = CloseFrame::parse(payload, CodePolicy::Strict)?;
        let reason = Utf8Bytes::try_from(payload.slice_ref(close.reason().as_bytes())).unwrap_or_default();
        Ok((!close.is_empty()).then(|| Self { code: close.code(), reason }))
    }
}

#[test]
fn a_message_with_a_received_close_frame_is_not_larger() {
    assert_eq!(size_of::<Model>(), size_of::<Message>());
    assert_eq!(size_of::<Received>(), size_of::<tungstenite::protocol::CloseFrame>());
    assert_eq!(size_of::<CloseCode>(), size_of::<tungstenite::protocol::frame::coding::CloseCode>());
}

#[test]
fn its_reason_is_a_slice_of_the_buffer() {
    let read = Bytes::from_static(b"\x88\x0D\x03\xF4come back!!");
    let payload = read.slice(2..);
    let Received { code, reason } = Received::parse(&payload).unwrap().unwrap();
    assert_eq!(code, CloseCode::ServiceRestart);
    assert_eq!(reason.as_str(), "come back!!");
    assert_eq!(reason.as_ptr(), read.as_ptr().wrapping_add(4));

    assert!(Received::parse(&Bytes::new()).unwrap().is_none());
    assert!(Received::parse(&read.slice(2..3)).is_err());

    let held = Model::Close(Received::parse(&payload).unwrap());
    assert!(matches!(held, Model::Close(Some(Received { code: CloseCode::ServiceRestart, .. }))));
}
