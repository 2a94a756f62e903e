//! A connection, from its opening to its end.

use std::future::ready;
use std::time::Duration;

use close_codes::{CloseCode, CloseFrame, CloseOutcome, Role};
use tokio::net::TcpStream;
use tokio::time::{Instant, sleep};

use super::client::BYE;
use super::plan::{Action, PATIENCE, Plan, SLOW};
use super::script::Script;
use super::signals::{Interrupt, Signals};
use super::story::Story;
use crate::net::endpoint::{Closed, Endpoint, Event, Message};

/// The longest message that a client may send, in bytes. The memory of each connection depends on it.
const LONGEST_MESSAGE: usize = 32 << 10;

/// The bytes of a message of `/flood`: a number and spaces.
const FLOOD: usize = 1000;

const TIME_IS_UP: CloseFrame = CloseFrame::from_static(CloseCode::GoingAway, "the time is up");
const STOPPING: CloseFrame = CloseFrame::from_static(CloseCode::GoingAway, "the server stops");

/// Plays the server's part in a connection that a client has opened, and tells how it ended.
pub(super) async fn play(
    stream: TcpStream,
    arrived: Vec<u8>,
    plan: &Plan,
    longest: Duration,
    signals: Signals,
) -> Story {
    let now = Instant::now();
    let limit = now + longest;
    let after = plan.after.map(|after| now + after);
    let mut endpoint = Endpoint::new(stream, arrived, Role::Server, PATIENCE);
    endpoint.limit_messages(LONGEST_MESSAGE);
    let mut talk = Talk { endpoint, limit, signals };
    let ended = match &plan.action {
        Action::Close(frame) => talk.go_on(Traffic::None, after.or(Some(now)), Some(*frame)).await,
        Action::Echo => talk.go_on(Traffic::Echo, after, Some(BYE)).await,
        Action::Flood => talk.go_on(Traffic::Flood, after, Some(BYE)).await,
        Action::Slow => talk.go_on(Traffic::Slow(plan.after.unwrap_or(SLOW)), None, None).await,
        // The client does not get here: it was refused.
        Action::Refuse(_) => talk.go_on(Traffic::None, Some(now), Some(BYE)).await,
        // The script begins after the wait.
        Action::Play(_) if after.is_some() => talk.go_on(Traffic::None, after, None).await,
        Action::Play(_) | Action::Silent => None,
    };
    let Talk { endpoint, signals, .. } = talk;
    if let Some(closed) = ended {
        return Story::of_endpoint(&closed, endpoint.messages_in, endpoint.messages_out).await;
    }
    let script = Script::new(endpoint.into_wire(), limit, signals);
    match &plan.action {
        Action::Play(steps) => script.play(steps).await,
        _ => script.be_silent(after).await,
    }
}

/// The messages of a connection.
#[derive(Clone, Copy, Debug)]
enum Traffic {
    None,
    Echo,
    Flood,
    /// As `Echo`, but all that the client sends is read so much later.
    Slow(Duration),
}

/// A connection that follows the protocol.
struct Talk {
    endpoint: Endpoint<TcpStream>,
    limit: Instant,
    signals: Signals,
}

impl Talk {
    /// Goes on until the connection has ended; or until `after` without a frame to close with, which returns `None`.
    async fn go_on(&mut self, traffic: Traffic, after: Option<Instant>, close: Option<CloseFrame>) -> Option<Closed> {
        let Self { endpoint, limit, signals } = self;
        let mut is_closing = false;
        loop {
            let interrupted =
                async { if is_closing { signals.dropped().await } else { signals.interrupt(after, *limit).await } };
            let interrupt = tokio::select! {
                biased;
                closed = exchange(endpoint, traffic) => return Some(closed),
                interrupt = interrupted => interrupt,
            };
            is_closing = true;
            // An error means that the client has started to close.
            let _ = match interrupt {
                Interrupt::After => endpoint.close(close?),
                Interrupt::Time => endpoint.close(TIME_IS_UP),
                Interrupt::Stop => endpoint.close(STOPPING),
                Interrupt::Drop => {
                    endpoint.give_up();
                    Ok(())
                }
            };
        }
    }
}

/// Exchanges messages until the connection has ended. Nothing is lost if this future is dropped.
async fn exchange(endpoint: &mut Endpoint<TcpStream>, traffic: Traffic) -> Closed {
    loop {
        let closed = match traffic {
            _ if !endpoint.may_send() => next(endpoint, false).await,
            Traffic::None => next(endpoint, false).await,
            Traffic::Echo => next(endpoint, true).await,
            Traffic::Flood => flood(endpoint).await,
            Traffic::Slow(delay) => answer_late(endpoint, delay).await,
        };
        if let Some(closed) = closed {
            return closed;
        }
    }
}

/// Waits for a message, and sends it back. Reads no other message before it is sent.
async fn next(endpoint: &mut Endpoint<TcpStream>, is_echo: bool) -> Option<Closed> {
    if is_echo && endpoint.unsent() > 0 && endpoint.flush().await.is_ok() {
        return None;
    }
    match endpoint.next().await {
        Ok(Event::Message(message)) if is_echo => {
            endpoint.send(message);
            None
        }
        Ok(Event::Message(_)) => None,
        Ok(Event::Closed(closed)) => Some(closed),
        // An error means that the connection has ended already, and nothing reads after that.
        Err(_) => Some(Closed { outcome: CloseOutcome::OPENING_FAILED, end: None, fault: None }),
    }
}

/// Sends a message as soon as the last one is sent.
async fn flood(endpoint: &mut Endpoint<TcpStream>) -> Option<Closed> {
    tokio::select! {
        biased;
        closed = next(endpoint, false) => return closed,
        () = ready(()) => {}
    }
    let number = endpoint.messages_out + 1;
    endpoint.send(Message::Text(format!("{number:<FLOOD$}")));
    match endpoint.flush().await {
        Ok(()) => None,
        // The client does not read any more.
        Err(_) => next(endpoint, false).await,
    }
}

/// Sends what is left, and waits for bytes. Waits again; then reads all that has arrived.
async fn answer_late(endpoint: &mut Endpoint<TcpStream>, delay: Duration) -> Option<Closed> {
    let _ = endpoint.flush().await;
    // An error is found again by reading.
    let _ = endpoint.stream().readable().await;
    sleep(delay).await;
    loop {
        tokio::select! {
            biased;
            closed = next(endpoint, true) => {
                if closed.is_some() || !endpoint.may_send() {
                    return closed;
                }
            }
            // With something left to send, more may have arrived that is not read.
            () = ready(()), if endpoint.unsent() == 0 => return None,
        }
    }
}
