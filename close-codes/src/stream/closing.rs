use alloc::sync::Arc;
use alloc::task::Wake;
use core::fmt;
use core::task::{Context, Waker};

use super::closed::End;
use super::message::SocketFailure;
use crate::code::Role;
use crate::event::CloseEvent;
use crate::frame::{CloseBody, CloseFrame, Profile};
use crate::handshake::{CloseHandshake, HandshakeAction};
use crate::reason::CloseReason;

/// How the connection closes, as far as it is not the library's matter.
pub(super) struct Closing {
    role: Role,
    pub(super) handshake: CloseHandshake,
    pub(super) own: Own,
    /// Whether the peer's close frame has arrived.
    pub(super) has_received: bool,
    /// Who reads, and waits for the sink meanwhile.
    pub(super) reader: Option<Waker>,
    /// Who writes, and waits for the sink.
    pub(super) writer: Option<Waker>,
    pub(super) end: Arc<End>,
}

/// What is still to be done for this endpoint's close frame.
pub(super) enum Own {
    Nothing,
    /// It goes into the sink.
    Start(CloseBody),
    /// The sink, or the library, has it.
    Flush,
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
        let handshake = CloseHandshake::new(role, Profile::Strict);
        Self { role, handshake, own: Own::Nothing, has_received: false, reader: None, writer: None, end: End::new() }
    }

    pub(super) const fn set_profile(&mut self, profile: Profile) {
        self.handshake = CloseHandshake::new(self.role, profile);
    }

    /// The caller has waited long enough.
    pub(super) fn time_out(&mut self) {
        // An error says that the connection has ended before.
        let _ = self.handshake.time_out();
        self.end();
    }

    /// This endpoint wants to close. Does nothing if it is closing already.
    pub(super) fn start(&mut self, body: CloseBody) {
        let body = CloseBody::forwarding(body.code(), body.reason());
        if let Ok(HandshakeAction::Send(body)) = self.handshake.close(body) {
            self.own = Own::Start(body);
        }
    }

    /// A close frame of the application is in the sink. Which one matters to nobody here: the event shows the peer's.
    pub(super) fn started(&mut self) {
        let is_first = self.handshake.close(CloseBody::EMPTY).is_ok();
        if is_first || matches!(self.own, Own::Start(_)) {
            self.own = Own::Flush;
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
        self.own = Own::Nothing;
        for waiting in [self.reader.take(), self.writer.take()].into_iter().flatten() {
            waiting.wake();
        }
    }

    /// The peer's close frame has arrived.
    pub(super) fn received(&mut self, body: &[u8], library_answers: bool) {
        self.has_received = true;
        match self.handshake.close_received(body) {
            Ok(HandshakeAction::Send(answer)) => self.own = Own::Start(answer),
            Ok(HandshakeAction::Drop) => self.end(),
            _ => {}
        }
        if library_answers && matches!(self.own, Own::Start(_)) {
            self.own = Own::Flush;
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
        if let Ok(HandshakeAction::Send(body)) = self.handshake.fail(frame) {
            self.own = if library_tells { Own::Flush } else { Own::Start(body) };
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
