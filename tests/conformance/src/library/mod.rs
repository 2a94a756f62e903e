//! What each library does with a close, by its public functions: a file a library. All are driven as servers, since not every
//! library has a client.

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

/// No cell says this: it would not be a measurement.
pub const UNFINISHED: &str = "unfinished";

pub trait Library: Sync {
    /// For a crate, that in `Cargo.lock`.
    fn name(&self) -> &str;

    /// The codes to try, in ascending order.
    fn arriving_codes(&self) -> Vec<u16> {
        (0..=u16::MAX).collect()
    }

    /// A close frame with this body arrives.
    fn receive(&self, body: &[u8]) -> Received;

    /// The application closes, with code and reason or without. The reason is not always UTF-8.
    fn send(&self, close: Option<(u16, &[u8])>) -> Sent;
}

#[derive(Clone)]
pub struct Received {
    pub told: Told,
    /// What goes back over the wire.
    pub answer: Vec<u8>,
}

/// What the application is told.
#[derive(Clone)]
pub enum Told {
    /// Code and reason, or that there are none.
    Close(Option<(u16, String)>),
    /// Anything else, in the words of the table.
    Refusal(String),
}

#[derive(Clone)]
pub enum Sent {
    /// What goes over the wire.
    Wire(Vec<u8>),
    /// An error of this name.
    Refused(String),
    /// There is no way to ask for it.
    Inexpressible,
}

impl Told {
    pub fn error(error: &impl fmt::Debug) -> Self {
        Self::Refusal(error_name(error))
    }

    /// What an application reads from a body that it is given as it is.
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

    /// What [`now_or_never`](futures_util::FutureExt::now_or_never) comes to.
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

    /// That would be a mistake here, or a strange library.
    pub fn something_else() -> Self {
        Self::Refusal(UNFINISHED.into())
    }
}

impl Sent {
    fn error(error: &impl fmt::Debug) -> Self {
        Self::Refused(error_name(error))
    }

    /// What [`now_or_never`](futures_util::FutureExt::now_or_never) comes to when something is sent.
    fn now<E: fmt::Debug>(result: Option<Result<(), E>>, transport: &Transport) -> Self {
        match result {
            Some(Ok(())) => Self::Wire(transport.sent()),
            Some(Err(error)) => Self::error(&error),
            None => Self::Refused(UNFINISHED.into()),
        }
    }
}

/// The names of an error's variants, without what they hold: `Protocol::ControlFrameTooBig`, `InvalidCloseCode`.
fn error_name(error: &impl fmt::Debug) -> String {
    let debug = format!("{error:?}");
    let names = debug.split(|character: char| !character.is_alphanumeric());
    names.take_while(|name| name.starts_with(char::is_uppercase)).collect::<Vec<_>>().join("::")
}
