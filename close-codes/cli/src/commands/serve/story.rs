//! A connection as a log tells it.

use close_codes::{CloseOutcome, Role};

use super::signals::Interrupt;
use super::{client, notation};
use crate::net::endpoint::Closed;
use crate::net::frame::{CLOSE, Frame};

/// The end of a connection, from both sides.
#[derive(Clone, Debug)]
pub(super) struct Story {
    /// All that the server sent, in short.
    pub(super) sent: Vec<String>,
    /// All that came from the client, in short.
    pub(super) came: Vec<String>,
    /// The outcome of the server.
    pub(super) outcome: CloseOutcome,
    /// The outcome of a correct client that got the same frames.
    pub(super) client: CloseOutcome,
    /// The cause for which the server ended a script early.
    pub(super) interrupt: Option<Interrupt>,
}

impl Story {
    /// Tells the story of an endpoint that followed the protocol.
    pub(super) async fn of_endpoint(closed: &Closed, messages_in: u64, messages_out: u64) -> Self {
        let outcome = closed.outcome;
        let (mut sent, mut came) = (Vec::new(), Vec::new());
        if messages_out > 0 {
            sent.push(notation::messages(messages_out));
        }
        let frames: Vec<_> =
            outcome.sent().map(|close| Frame::new(CLOSE, close.encode(), Role::Server)).into_iter().collect();
        sent.extend(frames.iter().map(notation::frame));
        if messages_in > 0 {
            came.push(notation::messages(messages_in));
        }
        came.extend(outcome.received().map(|received| match received {
            Ok(close) if close.is_empty() => "CLOSE".to_owned(),
            Ok(close) => notation::frame(&Frame::new(CLOSE, close.echo().encode(), Role::Server)),
            Err(close) => format!("CLOSE {}", notation::close_body(close.body())),
        }));
        came.extend(closed.end.as_ref().map(notation::end));
        let client = client::outcome(&frames).await;
        Self { sent, came, outcome, client, interrupt: None }
    }
}
