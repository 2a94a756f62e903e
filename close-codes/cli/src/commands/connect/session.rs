//! The connection, from the opening to its end.

use std::future::pending;
use std::time::Duration;

use close_codes::{CloseCode, CloseFrame, Role};
use tokio::time::{Instant, MissedTickBehavior, interval, sleep_until};

use super::live::Live;
use crate::arguments::network::Connect;
use crate::failure::Failure;
use crate::net::endpoint::{Closed, Endpoint, Event, Message};
use crate::net::interrupts::Interrupts;
use crate::net::opening::{Opened, Target};
use crate::unopened::Unopened;

/// The close frame for Ctrl-C, and for `--after` without `--close`.
pub(super) const NORMAL: CloseFrame = CloseFrame::from_static(CloseCode::NormalClosure, "");

/// The time between two changes of the status line.
const TICK: Duration = Duration::from_millis(200);

/// The close that the user asks for.
pub(super) struct Closing {
    pub(super) frame: CloseFrame,
    /// The time after the opening.
    pub(super) after: Duration,
}

/// The end of a session.
#[allow(clippy::large_enum_variant, reason = "a session ends only once")]
pub(super) enum Ending {
    Unopened(Unopened),
    Ended(Ended),
}

/// The end of a connection that was open.
pub(super) struct Ended {
    pub(super) closed: Closed,
    /// `true` if the user did not want to wait for the server.
    pub(super) dropped: bool,
    pub(super) subprotocol: Option<String>,
    pub(super) open_for: Duration,
    pub(super) messages_in: u64,
    pub(super) messages_out: u64,
}

/// Opens the connection, does as the arguments say, and waits for the end.
pub(super) async fn run(
    target: &Target,
    arguments: &Connect,
    closing: Option<Closing>,
    live: &mut Live,
) -> Result<Ending, Failure> {
    let mut interrupts = Interrupts::new().map_err(Failure::new)?;
    live.opening(&arguments.url);
    let opened = tokio::select! {
        () = interrupts.next() => return Ok(Ending::Unopened(Unopened::Interrupted)),
        opened = target.open(arguments.timeout) => opened,
    };
    let Opened { transport, arrived, subprotocol } = match opened {
        Ok(opened) => opened,
        Err(error) => return Ok(Ending::Unopened(Unopened::Failed(error))),
    };
    let start = Instant::now();
    let mut endpoint = Endpoint::new(transport, arrived, Role::Client, arguments.timeout);
    for text in &arguments.send {
        endpoint.send(Message::Text(text.clone()));
    }
    live.open(start.elapsed(), &endpoint);
    let mut dropped = false;
    let mut closing = closing;
    let mut ticks = interval(TICK);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Skip);
    loop {
        let due = closing.as_ref().map(|closing| start + closing.after);
        tokio::select! {
            event = endpoint.next() => match event.map_err(|error| Failure::new(error.to_string()))? {
                Event::Message(message) => if !live.message(&message)? {
                    // The same as Ctrl-C. An error means that the connection is closing.
                    let _ = endpoint.close(NORMAL);
                },
                Event::Closed(closed) => {
                    let (messages_in, messages_out) = (endpoint.messages_in, endpoint.messages_out);
                    let open_for = start.elapsed();
                    return Ok(Ending::Ended(Ended { closed, dropped, subprotocol, open_for, messages_in, messages_out }));
                }
            },
            () = wait(due) => if let Some(Closing { frame, .. }) = closing.take() {
                // An error means that the connection is closing.
                let _ = endpoint.close(frame);
            },
            () = interrupts.next() => if endpoint.close(NORMAL).is_err() {
                dropped = true;
                endpoint.give_up();
            },
            _ = ticks.tick() => live.open(start.elapsed(), &endpoint),
        }
    }
}

/// Waits until a time, or forever.
async fn wait(due: Option<Instant>) {
    match due {
        Some(due) => sleep_until(due).await,
        None => pending().await,
    }
}
