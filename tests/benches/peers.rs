//! Each library's operations on codes and on the body of a close frame, by its public functions.
#![allow(clippy::inline_always, reason = "see `Library`")]

use std::fmt::{self, Write};

/// A close frame's body, by its code and reason.
pub(crate) struct Body {
    pub(crate) name: &'static str,
    pub(crate) close: Option<(u16, &'static str)>,
}

pub(crate) const BODIES: [Body; 5] = [
    Body { name: "empty", close: None },
    Body { name: "code", close: Some((1001, "")) },
    Body { name: "code and 30 bytes", close: Some((1001, "the server restarts, come back")) },
    Body {
        name: "code and 123 bytes",
        close: Some((
            4001,
            "the session's token has expired while a message was on its way to the room; get a new one, connect again, \
             and resend it now",
        )),
    },
    Body {
        name: "code and 123 bytes, 3 to a character",
        close: Some((4001, "通信が終わりました通信が終わりました通信が終わりました通信が終わりました通信が終わ")),
    },
];

impl Body {
    pub(crate) fn bytes(&self) -> Vec<u8> {
        self.close.map_or_else(Vec::new, |(code, reason)| [&code.to_be_bytes(), reason.as_bytes()].concat())
    }
}

/// A library's operations.
///
/// Functions of a few instructions are inlined, so that no call is counted that a user's program would not have.
#[allow(dead_code, reason = "each benchmark uses a part")]
pub(crate) trait Library {
    const NAME: &'static str;

    /// A body, held as the library holds it before it parses it.
    type Received;
    type Code: Copy + fmt::Debug + Into<u16>;

    fn received(body: &Body) -> Option<Self::Received>;

    /// `None` if the library's type cannot hold the number.
    fn code(number: u16) -> Option<Self::Code>;
    fn is_allowed(code: Self::Code) -> bool;

    /// The code's name or, in a library without names, the output of `Debug`.
    #[inline(always)]
    fn name(code: Self::Code) -> impl Sized {
        debug(code)
    }

    #[inline(always)]
    fn is_utf8(bytes: &[u8]) -> bool {
        str::from_utf8(bytes).is_ok()
    }

    /// Reads code and reason and passes them on; an empty body is 1005. `None` if the body is refused.
    fn parse(received: &Self::Received, then: impl FnOnce(u16, &str)) -> Option<()>;

    /// Makes the body's bytes and passes them on. `None` if code or reason is refused.
    fn encode(close: Option<(Self::Code, &'static str)>, then: impl FnOnce(&[u8])) -> Option<()>;
}

/// The length of the output of `Debug`, which is written nowhere: no allocation is measured.
fn debug(code: impl fmt::Debug) -> usize {
    struct Length(usize);

    impl Write for Length {
        fn write_str(&mut self, text: &str) -> fmt::Result {
            self.0 += text.len();
            Ok(())
        }
    }

    let mut length = Length(0);
    let _ = write!(length, "{code:?}");
    length.0
}

pub(crate) struct CloseCodes;

impl Library for CloseCodes {
    const NAME: &'static str = "close-codes";

    type Received = Vec<u8>;
    type Code = close_codes::CloseCode;

    fn received(body: &Body) -> Option<Self::Received> {
        Some(body.bytes())
    }

    #[inline(always)]
    fn code(number: u16) -> Option<Self::Code> {
        Some(number.into())
    }

    #[inline(always)]
    fn is_allowed(code: Self::Code) -> bool {
        code.is_allowed_on_wire()
    }

    #[inline(always)]
    fn name(code: Self::Code) -> impl Sized {
        code.name()
    }

    fn parse(received: &Self::Received, then: impl FnOnce(u16, &str)) -> Option<()> {
        let close = close_codes::CloseFrame::parse(received, close_codes::CodePolicy::Strict).ok()?;
        then(close.code().as_u16(), close.reason());
        Some(())
    }

    fn encode(close: Option<(Self::Code, &'static str)>, then: impl FnOnce(&[u8])) -> Option<()> {
        match close {
            Some((code, reason)) => then(close_codes::CloseFrame::new(code, reason).ok()?.encode()),
            None => then(close_codes::CloseFrame::EMPTY.encode()),
        }
        Some(())
    }
}

pub(crate) struct Tungstenite;

impl Library for Tungstenite {
    const NAME: &'static str = "tungstenite";

    type Received = tungstenite::Bytes;
    type Code = tungstenite::protocol::frame::coding::CloseCode;

    /// Reads the body from a wire, because the cost of a slice of a `Bytes` depends on how the `Bytes` was made. The pong puts
    /// the body at a multiple of 8 bytes, as in the other libraries: there a check for UTF-8 takes fewer steps.
    fn received(body: &Body) -> Option<Self::Received> {
        let body = body.bytes();
        let wire = [b"\x8A\x04pong\x88", [u8::try_from(body.len()).ok()?].as_slice(), &body].concat();
        let mut socket = tungstenite::protocol::frame::FrameSocket::new(wire.as_slice());
        socket.read(None).ok()??;
        Some(socket.read(None).ok()??.into_payload())
    }

    #[inline(always)]
    fn code(number: u16) -> Option<Self::Code> {
        Some(number.into())
    }

    #[inline(always)]
    fn is_allowed(code: Self::Code) -> bool {
        code.is_allowed()
    }

    fn parse(received: &Self::Received, then: impl FnOnce(u16, &str)) -> Option<()> {
        match received.as_ref() {
            [] => then(1005, ""),
            [_] => return None,
            [high, low, ..] => {
                let code = Self::Code::from(u16::from_be_bytes([*high, *low]));
                let reason = tungstenite::Utf8Bytes::try_from(received.slice(2..)).ok()?;
                if !code.is_allowed() {
                    return None;
                }
                then(code.into(), &reason);
            }
        }
        Some(())
    }

    fn encode(close: Option<(Self::Code, &'static str)>, then: impl FnOnce(&[u8])) -> Option<()> {
        let close = close.map(|(code, reason)| tungstenite::protocol::CloseFrame {
            code,
            reason: tungstenite::Utf8Bytes::from_static(reason),
        });
        then(tungstenite::protocol::frame::Frame::close(close).payload());
        Some(())
    }
}

pub(crate) struct FastWebSockets;

impl Library for FastWebSockets {
    const NAME: &'static str = "fastwebsockets";

    type Received = fastwebsockets::Frame<'static>;
    type Code = fastwebsockets::CloseCode;

    fn received(body: &Body) -> Option<Self::Received> {
        Some(fastwebsockets::Frame::close_raw(body.bytes().into()))
    }

    #[inline(always)]
    fn code(number: u16) -> Option<Self::Code> {
        Some(number.into())
    }

    #[inline(always)]
    fn is_allowed(code: Self::Code) -> bool {
        code.is_allowed()
    }

    fn parse(received: &Self::Received, then: impl FnOnce(u16, &str)) -> Option<()> {
        match &*received.payload {
            [] => then(1005, ""),
            [_] => return None,
            [high, low, reason @ ..] => {
                let code = Self::Code::from(u16::from_be_bytes([*high, *low]));
                let reason = str::from_utf8(reason).ok()?;
                if !code.is_allowed() {
                    return None;
                }
                then(code.into(), reason);
            }
        }
        Some(())
    }

    fn encode(close: Option<(Self::Code, &'static str)>, then: impl FnOnce(&[u8])) -> Option<()> {
        let frame = match close {
            Some((code, reason)) => fastwebsockets::Frame::close(code.into(), reason.as_bytes()),
            None => fastwebsockets::Frame::close_raw([].as_slice().into()),
        };
        then(&frame.payload);
        Some(())
    }
}

pub(crate) struct TokioWebSockets;

impl Library for TokioWebSockets {
    const NAME: &'static str = "tokio-websockets";

    type Received = tokio_websockets::Message;
    type Code = tokio_websockets::CloseCode;

    fn received(body: &Body) -> Option<Self::Received> {
        Some(match body.close {
            Some((code, reason)) => tokio_websockets::Message::close(Some(Self::code(code)?), reason),
            None => tokio_websockets::Message::close(None, ""),
        })
    }

    #[inline(always)]
    fn code(number: u16) -> Option<Self::Code> {
        number.try_into().ok()
    }

    #[inline(always)]
    fn is_allowed(code: Self::Code) -> bool {
        !code.is_reserved()
    }

    #[inline(always)]
    fn is_utf8(bytes: &[u8]) -> bool {
        simdutf8::basic::from_utf8(bytes).is_ok()
    }

    fn parse(received: &Self::Received, then: impl FnOnce(u16, &str)) -> Option<()> {
        match &**received.as_payload() {
            [] => {}
            [_] => return None,
            [high, low, reason @ ..] => {
                if Self::code(u16::from_be_bytes([*high, *low]))?.is_reserved() {
                    return None;
                }
                simdutf8::basic::from_utf8(reason).ok()?;
            }
        }
        let (code, reason) = received.as_close()?;
        then(code.into(), reason);
        Some(())
    }

    fn encode(close: Option<(Self::Code, &'static str)>, then: impl FnOnce(&[u8])) -> Option<()> {
        let (code, reason) = close.map_or((None, ""), |(code, reason)| (Some(code), reason));
        then(tokio_websockets::Message::close(code, reason).as_payload());
        Some(())
    }
}
