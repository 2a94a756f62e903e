//! Plays the script of a case, as a client or as a server, and records what the peer does.

#[cfg(test)]
mod tests;

use std::future::poll_fn;
use std::io;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use close_codes::Role;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::time::{Instant, timeout, timeout_at};

use super::transcript::{OwnEnd, Stopped, Transcript};
use crate::cases::{Case, Expect, Step};
use crate::net::frame::{CLOSE, Frame, TEXT};
use crate::net::wire::{Incoming, Wire};

/// The longest payload that is read, in bytes.
pub(crate) const LONGEST_PAYLOAD: u64 = 16 << 20;

/// The time in which a client may end TCP before our endpoint does, after the close frames.
const CLIENT_FIRST: Duration = Duration::from_millis(100);

/// The time in which a server may end TCP after its close frame, before our endpoint answers it.
const SERVER_ALONE: Duration = Duration::from_millis(50);

/// The most frames that are read before our endpoint sends a frame.
const MOST_BEFORE: usize = 1000;

/// The settings of our endpoint.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Settings<'a> {
    /// The role of our endpoint. The endpoint under test has the other one.
    pub(crate) role: Role,
    /// The longest time for each wait.
    pub(crate) patience: Duration,
    /// The text after which the server under test closes.
    pub(crate) trigger: Option<&'a str>,
}

/// Plays the script, and reads until the peer ends TCP or the patience is over.
///
/// If the transcript [has a reset](Transcript::has_reset), the caller has to do it: [`crate::net::reset_on_drop`].
pub(crate) async fn play<S: AsyncRead + AsyncWrite + Unpin>(
    case: &Case,
    wire: &mut Wire<S>,
    settings: Settings<'_>,
) -> Transcript {
    let mut player =
        Player { wire, settings, start: Instant::now(), transcript: Transcript::new(settings.role, settings.patience) };
    for step in &case.send {
        if let Err(stopped) = player.step(step, case.expect).await {
            player.transcript.stopped = Some(stopped);
            break;
        }
    }
    if !player.transcript.has_reset() {
        player.read_to_end(case.expect).await;
    }
    player.transcript.over = player.start.elapsed();
    player.transcript
}

/// Our endpoint in one connection.
struct Player<'a, S> {
    wire: &'a mut Wire<S>,
    settings: Settings<'a>,
    start: Instant,
    transcript: Transcript,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Player<'_, S> {
    async fn step(&mut self, step: &Step, expect: Expect) -> Result<(), Stopped> {
        match step {
            Step::Close(_) | Step::Text(_) | Step::Continuation(_) | Step::Ping(_) => {
                match Frame::of(step, self.settings.role) {
                    Some(frame) => self.send(frame).await,
                    None => Ok(()),
                }
            }
            Step::Trigger {} => {
                let text = self.settings.trigger.unwrap_or_default();
                self.send(Frame::new(TEXT, text, self.settings.role)).await
            }
            Step::Echo {} => {
                let body = self.transcript.close().map(|close| close.frame.payload.clone());
                self.send(Frame::new(CLOSE, body.unwrap_or_default(), self.settings.role)).await
            }
            Step::AwaitClose {} => {
                self.await_close().await?;
                if expect == Expect::End {
                    // A server that does not wait for an answer ends TCP now. An answer that is on its way would hide that.
                    let moment = Instant::now() + SERVER_ALONE;
                    while self.read(moment).await == Some(true) {}
                }
                Ok(())
            }
            Step::End {} => self.end().await,
            Step::Reset {} => {
                self.transcript.own_end = Some((OwnEnd::Reset, self.start.elapsed()));
                Ok(())
            }
        }
    }

    async fn send(&mut self, frame: Frame) -> Result<(), Stopped> {
        self.read_arrived().await;
        let begun = self.start.elapsed();
        self.wire.push(&frame.encode());
        match timeout(self.settings.patience, self.flush()).await {
            Ok(Ok(())) => {
                self.transcript.send(begun, self.start.elapsed(), frame);
                Ok(())
            }
            Ok(Err(_)) | Err(_) => Err(Stopped::NotWritten),
        }
    }

    /// Reads what has already arrived: it is not an answer to the next frame.
    async fn read_arrived(&mut self) {
        // The system may have bytes that the runtime does not know of.
        tokio::task::yield_now().await;
        for _ in 0..MOST_BEFORE {
            if self.transcript.peer_end.is_some() {
                return;
            }
            match poll_fn(|cx| Poll::Ready(pin!(self.wire.read()).poll(cx))).await {
                Poll::Ready(incoming) => drop(self.record(incoming)),
                Poll::Pending => return,
            }
        }
    }

    /// Waits until all bytes are sent, and reads meanwhile: a peer may wait until its own bytes are read.
    async fn flush(&mut self) -> io::Result<()> {
        loop {
            let can_read = self.transcript.peer_end.is_none();
            let step = poll_fn(|cx| {
                // Each future leaves nothing behind if it is dropped.
                if let Poll::Ready(flushed) = pin!(self.wire.flush()).poll(cx) {
                    return Poll::Ready(Err(flushed));
                }
                if can_read { pin!(self.wire.read()).poll(cx).map(Ok) } else { Poll::Pending }
            });
            match step.await {
                Ok(incoming) => drop(self.record(incoming)),
                Err(flushed) => return flushed,
            }
        }
    }

    /// Ends our sending side (FIN).
    async fn end(&mut self) -> Result<(), Stopped> {
        match timeout(self.settings.patience, self.wire.finish()).await {
            Ok(Ok(())) => {
                self.transcript.own_end = Some((OwnEnd::Finished, self.start.elapsed()));
                Ok(())
            }
            Ok(Err(_)) | Err(_) => Err(Stopped::NotWritten),
        }
    }

    async fn await_close(&mut self) -> Result<(), Stopped> {
        let deadline = Instant::now() + self.settings.patience;
        while self.transcript.close().is_none() {
            match self.read(deadline).await {
                Some(true) => {}
                Some(false) => return Err(Stopped::Ended),
                None => return Err(Stopped::NoClose),
            }
        }
        Ok(())
    }

    async fn read_to_end(&mut self, expect: Expect) {
        let mut deadline = Instant::now() + self.settings.patience;
        // A client waits for the server, which is our endpoint, to end TCP (RFC 6455, sections 5.5.1 and 7.1.1).
        let mut ends_first = self.settings.role == Role::Server
            && self.transcript.own_end.is_none()
            && (self.transcript.sent_close().is_some() || matches!(expect, Expect::Fail(_) | Expect::End));
        let mut waits_for_fin = ends_first && matches!(expect, Expect::Fail(_) | Expect::End);
        let mut waits_for_close = self.transcript.close().is_none();
        while self.transcript.peer_end.is_none() {
            // The end of TCP is another step than the close frame.
            if waits_for_close && self.transcript.close().is_some() {
                waits_for_close = false;
                deadline = Instant::now() + self.settings.patience;
            }
            if ends_first && self.transcript.close().is_some() {
                (ends_first, waits_for_fin) = (false, false);
                // A client MAY end TCP first (section 5.5.1). A server that ends TCP immediately would never see that.
                let moment = Instant::now() + CLIENT_FIRST;
                while self.read(moment).await == Some(true) {}
                if self.transcript.peer_end.is_none() {
                    // If this fails, reading returns the peer's end.
                    let _ = self.end().await;
                }
                deadline = Instant::now() + self.settings.patience;
            }
            if self.read(deadline).await.is_none() {
                // A client may have failed the connection without a close frame. It waits for the server to end TCP (7.1.1).
                if !waits_for_fin || self.end().await.is_err() {
                    return;
                }
                waits_for_fin = false;
                deadline = Instant::now() + self.settings.patience;
            }
        }
    }

    /// Reads a frame. Returns `Some(false)` at the end, and `None` after the deadline.
    async fn read(&mut self, deadline: Instant) -> Option<bool> {
        if self.transcript.peer_end.is_some() {
            return Some(false);
        }
        // `timeout_at` alone would not stop a peer that always has another frame.
        if Instant::now() >= deadline {
            return None;
        }
        let incoming = timeout_at(deadline, self.wire.read()).await.ok()?;
        Some(self.record(incoming))
    }

    /// Records what has come. Returns `false` at the end.
    fn record(&mut self, incoming: Incoming) -> bool {
        let at = self.start.elapsed();
        match incoming {
            Incoming::Frame(frame) => self.transcript.receive(at, frame),
            Incoming::Unreadable(unreadable) => {
                self.transcript.unreadable.get_or_insert(unreadable);
                self.wire.skip();
            }
            Incoming::End(end) => {
                self.transcript.peer_end = Some((end, at));
                return false;
            }
        }
        true
    }
}
