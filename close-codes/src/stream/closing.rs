use alloc::sync::Arc;
use alloc::task::Wake;
use core::fmt;
use core::task::{Context, Waker};

use super::closed::End;
use super::message::SocketFailure;
use crate::code::Role;
use crate::event::CloseEvent;
use crate::frame::{CloseFrame, CodePolicy};
use crate::handshake::{CloseHandshake, HandshakeAction};
use crate::reason::CloseReason;

/// How the connection closes, as far as it is not the library's matter.
pub(super) struct Closing {
    pub(super) handshake: CloseHandshake,
    progress: Progress,
    /// Who reads, and waits for the sink meanwhile.
    pub(super) reader: Option<Waker>,
    /// Who writes, and waits for the sink.
    pub(super) writer: Option<Waker>,
    pub(super) end: Arc<End>,
}

/// How far this endpoint's close frame is on its way, once the handshake has [one to send](CloseHandshake::to_send).
#[derive(Clone, Copy)]
enum Progress {
    /// It goes into the sink.
    ToStart,
    /// The sink, or the library, has it.
    ToFlush,
    /// It is written, or given up.
    Settled,
}

/// A sink wakes but one task, and both who reads and who writes may wait for it.
struct Both(Waker, Waker);

impl Wake for Both {
    fn wake(self: Arc<Self>) {
        self.0.wake_by_ref();
        self.1.wake_by_ref();
    }
}

/// Wakes the task of this context, and the other one that waits.
pub(super) fn waker_of_both(cx: &Context<'_>, other: &Waker) -> Waker {
    if other.will_wake(cx.waker()) {
        return cx.waker().clone();
    }
    Arc::new(Both(cx.waker().clone(), other.clone())).into()
}

impl Closing {
    pub(super) fn new(role: Role) -> Self {
        let handshake = CloseHandshake::new(role, CodePolicy::Strict);
        Self { handshake, progress: Progress::ToStart, reader: None, writer: None, end: End::new() }
    }

    /// The caller has waited long enough.
    pub(super) fn time_out(&mut self) {
        // An error says that the connection has ended before.
        let _ = self.handshake.time_out();
        self.end();
    }

    /// This endpoint wants to close. Does nothing if it is closing already.
    pub(super) fn start(&mut self, frame: CloseFrame) {
        let _ = self.handshake.close(frame);
    }

    /// A close frame of the application is in the sink. Which one matters to nobody here: the event shows the peer's.
    pub(super) fn started(&mut self) {
        let _ = self.handshake.close(CloseFrame::EMPTY);
        self.in_sink();
    }

    /// The close frame that is still to go into the sink.
    pub(super) const fn to_start(&self) -> Option<CloseFrame> {
        match self.progress {
            Progress::ToStart => self.handshake.to_send(),
            Progress::ToFlush | Progress::Settled => None,
        }
    }

    /// Whether the sink is still to be flushed for this endpoint's close frame.
    pub(super) const fn is_to_flush(&self) -> bool {
        matches!(self.progress, Progress::ToFlush) && self.handshake.to_send().is_some()
    }

    /// The sink, or the library, has this endpoint's close frame.
    pub(super) const fn in_sink(&mut self) {
        if let Progress::ToStart = self.progress {
            self.progress = Progress::ToFlush;
        }
    }

    /// This endpoint's close frame is written. If the peer's was before, it is for a server to drop the transport.
    pub(super) fn flushed(&mut self) {
        self.settle();
        if let Ok(HandshakeAction::Drop) = self.handshake.close_sent() {
            self.end();
        }
    }

    /// There is no more to be done for this endpoint's close frame.
    pub(super) fn settle(&mut self) {
        self.progress = Progress::Settled;
        for waiting in [self.reader.take(), self.writer.take()].into_iter().flatten() {
            waiting.wake();
        }
    }

    /// The peer's close frame has arrived.
    pub(super) fn received(&mut self, body: &[u8], library_answers: bool) {
        if let Ok(HandshakeAction::Drop) = self.handshake.close_received(body) {
            self.end();
        }
        if library_answers {
            self.in_sink();
        }
    }

    pub(super) fn failed(&mut self, failure: SocketFailure, error: &impl fmt::Display) {
        let (code, library_tells) = match failure {
            SocketFailure::Transport => return,
            SocketFailure::Protocol(code) => (code, false),
            SocketFailure::Told(code) => (code, true),
        };
        let reason = CloseReason::truncating_fmt(format_args!("{error}"));
        let Ok(frame) = CloseFrame::new(code, &reason) else { return };
        if let (Ok(HandshakeAction::Send(_)), true) = (self.handshake.fail(frame), library_tells) {
            self.in_sink();
        }
    }

    /// The connection has ended. Only the first time this is called there is an event.
    pub(super) fn end(&mut self) {
        if let Ok(outcome) = self.handshake.transport_ended() {
            self.end.close(CloseEvent::from(outcome));
        }
    }
}

impl Drop for Closing {
    fn drop(&mut self) {
        self.end();
    }
}
