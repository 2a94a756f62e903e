//! Drives each library by its public functions, in one file for each. All are servers, because not each library has a client.

use std::fmt;

use crate::wire::Transport;

mod actix_http;
mod actix_ws;
mod axum;
mod close_codes;
mod fastwebsockets;
mod ratchet;
mod sockudo;
mod soketto;
mod tokio_websockets;
mod tungstenite;

pub const LIBRARIES: [&dyn Library; 10] = [
    &close_codes::CloseCodes,
    &tungstenite::Tungstenite,
    &axum::Axum,
    &actix_http::ActixHttp,
    &actix_ws::ActixWs,
    &fastwebsockets::FastWebSockets,
    &tokio_websockets::TokioWebSockets,
    &soketto::Soketto,
    &ratchet::Ratchet,
    &sockudo::Sockudo,
];

/// Stands for a missing measurement. The table never has it.
pub const UNFINISHED: &str = "unfinished";

pub trait Library: Sync {
    /// The name; for a crate, the one in `Cargo.lock`.
    fn name(&self) -> &str;

    /// A note about the measurement, for the table.
    fn note(&self) -> &'static str {
        ""
    }

    /// The codes that arrive, in ascending order.
    fn arriving_codes(&self) -> Vec<u16> {
        (0..=u16::MAX).collect()
    }

    /// Lets a close frame with this body arrive.
    fn receive(&self, body: &[u8]) -> Received;

    /// Closes with code and reason, or without. The reason may be bytes that are not UTF-8.
    fn send(&self, close: Option<(u16, &[u8])>) -> Sent;
}

#[derive(Clone)]
pub struct Received {
    pub told: Told,
    /// The bytes that are sent back.
    pub answer: Vec<u8>,
}

/// The result for the application.
#[derive(Clone)]
pub enum Told {
    /// Code and reason, or `None` for a close frame without them.
    Close(Option<(u16, String)>),
    /// Another result, in the words of the table.
    Refusal(String),
}

#[derive(Clone)]
pub enum Sent {
    /// The bytes that are sent.
    Wire(Vec<u8>),
    /// An error of this name.
    Refused(String),
    /// The library has no function for it.
    Inexpressible,
}

impl Told {
    pub fn error(error: &impl fmt::Debug) -> Self {
        Self::Refusal(error_name(error))
    }

    /// Reads code and reason from a body.
    fn body(body: &[u8]) -> Self {
        match body {
            [] => Self::Close(None),
            [high, low, reason @ ..] => match str::from_utf8(reason) {
                Ok(reason) => Self::Close(Some((u16::from_be_bytes([*high, *low]), reason.into()))),
                Err(_) => Self::Refusal("the bytes".into()),
            },
            [_] => Self::Refusal("the byte".into()),
        }
    }

    /// Takes the output of [`now_or_never`](futures_util::FutureExt::now_or_never).
    fn now<E: fmt::Debug>(answer: Option<Result<Self, E>>) -> Self {
        match answer {
            Some(Ok(told)) => told,
            Some(Err(error)) => Self::error(&error),
            None => Self::nothing(),
        }
    }

    fn nothing() -> Self {
        Self::Refusal("nothing".into())
    }

    /// Stands for a result that no library should give.
    pub fn something_else() -> Self {
        Self::Refusal(UNFINISHED.into())
    }
}

impl Sent {
    fn error(error: &impl fmt::Debug) -> Self {
        Self::Refused(error_name(error))
    }

    /// Takes the output of [`now_or_never`](futures_util::FutureExt::now_or_never) of a function that sends.
    fn now<E: fmt::Debug>(result: Option<Result<(), E>>, transport: &Transport) -> Self {
        match result {
            Some(Ok(())) => Self::Wire(transport.sent()),
            Some(Err(error)) => Self::error(&error),
            None => Self::Refused(UNFINISHED.into()),
        }
    }
}

/// Returns the names of an error's variants without their fields: `Protocol::ControlFrameTooBig`, `InvalidCloseCode`.
fn error_name(error: &impl fmt::Debug) -> String {
    let debug = format!("{error:?}");
    let names = debug.split(|character: char| !character.is_alphanumeric());
    names.take_while(|name| name.starts_with(char::is_uppercase)).collect::<Vec<_>>().join("::")
}
