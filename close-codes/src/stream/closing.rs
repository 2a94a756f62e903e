use alloc::sync::Arc;

use super::closed::End;
use super::message::{SocketFailure, SocketMessage};
use super::waiting::Waiting;
use crate::code::Role;
use crate::event::CloseEvent;
use crate::frame::{CloseFrame, CodePolicy};
use crate::handshake::{CloseHandshake, Delivery, HandshakeAction};

/// The closing of a connection, as far as the library leaves it to this crate.
pub(super) struct Closing {
    pub(super) handshake: CloseHandshake,
    progress: Progress,
    /// The application has been told that there is room in the sink, and has not used it yet.
    has_room: bool,
    /// Those who wait for the stream.
    pub(super) stream: Waiting,
    /// Those who wait for the sink.
    pub(super) sink: Waiting,
    pub(super) end: Arc<End>,
}

/// The way of this endpoint's close frame, once the handshake has [one to send](CloseHandshake::to_send).
#[derive(Clone, Copy)]
enum Progress {
    /// It is to go into the sink.
    ToStart,
    /// The sink, or the library, has it.
    ToFlush,
    /// It is written, or given up.
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

    /// The caller has waited long enough.
    pub(super) fn time_out(&mut self) {
        // An error says that the connection has ended before.
        let _ = self.handshake.time_out();
        self.end();
    }

    /// This endpoint wants to close. Does nothing if it is closing already.
    pub(super) fn start(&mut self, frame: CloseFrame) {
        if self.handshake.close(frame).is_ok() {
            // The frame reaches the peer even if the caller gives up now.
            self.stream.wake();
        }
    }

    /// The close frame that is still to go into the sink.
    pub(super) const fn to_start(&self) -> Option<CloseFrame> {
        match self.progress {
            Progress::ToStart => self.handshake.to_send(),
            Progress::ToFlush | Progress::Settled => None,
        }
    }

    /// Returns `true` if the sink is still to be flushed for this endpoint's close frame.
    pub(super) const fn is_to_flush(&self) -> bool {
        matches!(self.progress, Progress::ToFlush) && self.handshake.to_send().is_some()
    }

    /// The sink has room for a message of the application.
    pub(super) const fn room(&mut self) {
        self.has_room = true;
    }

    /// The application uses the room that it was told of. Returns `false` if this endpoint's close frame has taken it.
    pub(super) fn takes_room(&mut self) -> bool {
        core::mem::take(&mut self.has_room) || matches!(self.progress, Progress::ToStart)
    }

    /// A close frame of the application, or the one of [`to_start`](Self::to_start), is in the sink.
    pub(super) fn started(&mut self, frame: CloseFrame) {
        self.has_room = false;
        self.start(frame);
        self.in_sink(frame);
    }

    /// The sink, or the library, has this close frame, and the handshake's own does not follow.
    const fn in_sink(&mut self, frame: CloseFrame) {
        if let Progress::ToStart = self.progress {
            self.handshake.send_instead(frame);
            self.progress = Progress::ToFlush;
        }
    }

    /// This endpoint's close frame is written. If the peer's has arrived before, a server drops the transport now.
    pub(super) fn flushed(&mut self) {
        self.settle();
        if let Ok(HandshakeAction::Drop) = self.handshake.close_sent() {
            self.end();
        }
    }

    /// Nothing more is to be done for this endpoint's close frame.
    pub(super) const fn settle(&mut self) {
        self.progress = Progress::Settled;
    }

    /// A message has arrived. Returns `false` if it is to be discarded.
    pub(super) fn message<M: SocketMessage>(&mut self, message: &M) -> bool {
        if let Ok(Delivery::Discard) = self.handshake.data_received() {
            return false;
        }
        let Some(body) = message.close_body() else { return true };
        let action = self.handshake.close_received(&body);
        // The library has answered what it accepts, whatever this endpoint's policy is.
        match CloseFrame::parse(&body, CodePolicy::Browser) {
            Ok(close) if M::ANSWERS_CLOSE => self.in_sink(M::answer(&close)),
            _ => {}
        }
        if let Ok(HandshakeAction::Drop) = action {
            self.end();
        }
        true
    }

    pub(super) fn failed(&mut self, failure: SocketFailure) {
        let (SocketFailure::Protocol(frame) | SocketFailure::Reported(frame)) = failure else { return };
        let _ = self.handshake.fail(frame);
        if let Progress::ToStart = self.progress {
            // Also if another frame was waiting for room: the peer is to know what it did.
            self.handshake.send_instead(frame);
        }
        if let SocketFailure::Reported(_) = failure {
            self.in_sink(frame);
        }
    }

    /// The connection has ended. There is an event only the first time.
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
