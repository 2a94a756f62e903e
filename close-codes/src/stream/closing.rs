use alloc::sync::Arc;

use super::closed::End;
use super::message::{SocketFailure, SocketMessage};
use super::waiting::Waiting;
use crate::code::Role;
use crate::event::CloseEvent;
use crate::frame::{CloseFrame, CodePolicy};
use crate::handshake::{CloseHandshake, Delivery, HandshakeAction};

/// The part of the closing handshake that the library leaves to this crate.
pub(super) struct Closing {
    pub(super) handshake: CloseHandshake,
    progress: Progress,
    /// `true` if the application was told that the sink has room, and has not used the room yet.
    has_room: bool,
    /// Wakers of the tasks that wait for the stream.
    pub(super) stream: Waiting,
    /// Wakers of the tasks that wait for the sink.
    pub(super) sink: Waiting,
    pub(super) end: Arc<End>,
}

/// The progress of this endpoint's close frame, after the handshake has [one to send](CloseHandshake::to_send).
#[derive(Clone, Copy)]
enum Progress {
    /// The frame has to be put into the sink.
    ToStart,
    /// The sink, or the library, has the frame, and has to be flushed.
    ToFlush,
    /// The frame is written or given up.
    Settled,
}

impl Closing {
    pub(super) fn new(role: Role) -> Self {
        Self {
            handshake: CloseHandshake::new(role, CodePolicy::Strict),
            progress: Progress::ToStart,
            has_room: false,
            stream: Waiting::default(),
            sink: Waiting::default(),
            end: End::new(),
        }
    }

    /// Ends the handshake, because the caller has waited long enough.
    pub(super) fn time_out(&mut self) {
        // An error means that the connection had ended before.
        let _ = self.handshake.time_out();
        self.end();
    }

    /// Starts to close from this endpoint. Does nothing if it is closing already.
    pub(super) fn start(&mut self, frame: CloseFrame) {
        if self.handshake.close(frame).is_ok() {
            // The reader sends the frame, even if the caller gives up now.
            self.stream.wake();
        }
    }

    /// Returns the close frame that still has to be put into the sink.
    pub(super) const fn to_start(&self) -> Option<CloseFrame> {
        match self.progress {
            Progress::ToStart => self.handshake.to_send(),
            Progress::ToFlush | Progress::Settled => None,
        }
    }

    /// Returns `true` if the sink still has to be flushed for this endpoint's close frame.
    pub(super) const fn is_to_flush(&self) -> bool {
        matches!(self.progress, Progress::ToFlush) && self.handshake.to_send().is_some()
    }

    /// Notes that the sink has room for a message of the application.
    pub(super) const fn room(&mut self) {
        self.has_room = true;
    }

    /// Uses the room that the application was told of. Returns `false` if this endpoint's close frame has taken the room.
    pub(super) fn takes_room(&mut self) -> bool {
        core::mem::take(&mut self.has_room) || matches!(self.progress, Progress::ToStart)
    }

    /// Notes that a close frame is in the sink: one of the application, or that of [`to_start`](Self::to_start).
    pub(super) fn started(&mut self, frame: CloseFrame) {
        self.has_room = false;
        self.start(frame);
        self.in_sink(frame);
    }

    /// Notes that the sink, or the library, has this close frame. It is sent instead of the handshake's own.
    const fn in_sink(&mut self, frame: CloseFrame) {
        if let Progress::ToStart = self.progress {
            self.handshake.send_instead(frame);
            self.progress = Progress::ToFlush;
        }
    }

    /// Notes that this endpoint's close frame is written. If the peer's frame has arrived, the connection of a server ends now.
    pub(super) fn flushed(&mut self) {
        self.settle();
        if let Ok(HandshakeAction::Drop) = self.handshake.close_sent() {
            self.end();
        }
    }

    /// Notes that nothing is left to do for this endpoint's close frame.
    pub(super) const fn settle(&mut self) {
        self.progress = Progress::Settled;
    }

    /// Takes a message that has arrived. Returns `false` if the caller has to discard it.
    pub(super) fn message<M: SocketMessage>(&mut self, message: &M) -> bool {
        if let Ok(Delivery::Discard) = self.handshake.data_received() {
            return false;
        }
        let Some(body) = message.close_body() else { return true };
        let action = self.handshake.close_received(&body);
        // The library has answered each frame that it accepts, whatever this endpoint's policy is.
        match CloseFrame::parse(&body, CodePolicy::Browser) {
            Ok(close) if M::ANSWERS_CLOSE => self.in_sink(M::answer(&close)),
            _ => {}
        }
        if let Ok(HandshakeAction::Drop) = action {
            self.end();
        }
        true
    }

    /// Takes an error of the library's stream.
    pub(super) fn failed(&mut self, failure: SocketFailure) {
        let (SocketFailure::Protocol(frame) | SocketFailure::Reported(frame)) = failure else { return };
        let _ = self.handshake.fail(frame);
        if let Progress::ToStart = self.progress {
            // This frame replaces one that waits for room: the peer should learn what it did wrong.
            self.handshake.send_instead(frame);
        }
        if let SocketFailure::Reported(_) = failure {
            self.in_sink(frame);
        }
    }

    /// Ends the connection. Only the first call makes an event.
    pub(super) fn end(&mut self) {
        if let Ok(outcome) = self.handshake.transport_ended() {
            self.end.close(CloseEvent::from(outcome), self.stream.take().chain(self.sink.take()));
        }
    }
}

impl Drop for Closing {
    fn drop(&mut self) {
        self.end();
    }
}
