//! The record of one connection.

pub(super) mod form;

use std::time::Duration;

use close_codes::{CloseFrame, Role};

use self::form::{Fault, faults};
use crate::net::frame::{CLOSE, Frame, Unreadable};
use crate::net::wire::End;

/// The most bytes of a payload that are kept.
const KEPT_BYTES: usize = 1 << 10;

/// The most frames that are kept: before the peer's first close frame, and again after it. A frame with something new is always
/// kept.
const KEPT_FRAMES: usize = 100;

/// The frames of one connection, and its end. All times count from the end of the opening handshake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Transcript {
    /// The role of our endpoint. The endpoint under test has the other one.
    pub(crate) role: Role,
    /// The time that the peer gets for each step.
    pub(crate) patience: Duration,
    /// The frames that our endpoint sent.
    pub(crate) sent: Vec<Sent>,
    /// The frames that the peer sent; not more than a certain number.
    pub(crate) received: Vec<Received>,
    /// The number of frames that the peer sent and that are not kept.
    pub(crate) unkept: u64,
    /// The traits of all frames of the peer.
    traits: Vec<Trait>,
    /// The peer's first frame that cannot be read.
    pub(crate) unreadable: Option<Unreadable>,
    /// The reason why our endpoint did not send the rest of its script.
    pub(crate) stopped: Option<Stopped>,
    /// The end of our endpoint's sending side.
    pub(crate) own_end: Option<(OwnEnd, Duration)>,
    /// The end of the peer's sending side; `None` if TCP was still open when the patience was over.
    pub(crate) peer_end: Option<(End, Duration)>,
    /// The time at which our endpoint stopped to read.
    pub(crate) over: Duration,
}

/// A frame that our endpoint sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sent {
    /// The time at which our endpoint began to write the frame.
    pub(crate) begun: Duration,
    /// The time at which the frame was written.
    pub(crate) at: Duration,
    /// The frame with the first bytes of its payload.
    pub(crate) frame: Frame,
    /// The number of bytes of the whole payload.
    pub(crate) len: usize,
}

/// A frame that the peer sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Received {
    pub(crate) at: Duration,
    /// The frame with the first bytes of its payload.
    pub(crate) frame: Frame,
    /// The number of bytes of the whole payload.
    pub(crate) len: usize,
}

/// Something that a frame has. The judge looks for all of them, so the first frame with each is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Trait {
    /// The opcode of a frame before the first close frame, or of the close frame itself.
    Before(u8),
    /// The opcode of a frame after the first close frame.
    After(u8),
    Fault(Fault),
}

/// The reason why a script was not sent to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stopped {
    /// The script waited for a close frame, and the patience was over.
    NoClose,
    /// The script waited for a close frame, and the peer ended TCP.
    Ended,
    /// A frame could not be written.
    NotWritten,
}

/// The way in which our endpoint ended its sending side of TCP.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OwnEnd {
    /// FIN.
    Finished,
    /// RST.
    Reset,
}

impl Transcript {
    /// Begins the record of a connection.
    pub(super) const fn new(role: Role, patience: Duration) -> Self {
        Self {
            role,
            patience,
            sent: Vec::new(),
            received: Vec::new(),
            unkept: 0,
            traits: Vec::new(),
            unreadable: None,
            stopped: None,
            own_end: None,
            peer_end: None,
            over: Duration::ZERO,
        }
    }

    /// Adds a frame of our endpoint, with the times of the beginning and the end of its writing.
    pub(super) fn send(&mut self, begun: Duration, at: Duration, mut frame: Frame) {
        let len = shorten(&mut frame);
        self.sent.push(Sent { begun, at, frame, len });
    }

    /// Adds a frame of the peer, or counts it if enough frames are kept and nothing of it is new.
    pub(super) fn receive(&mut self, at: Duration, mut frame: Frame) {
        let kept = self.received.len() - self.first_close().unwrap_or(0);
        let has_new = self.has_new_trait(&frame);
        if kept >= KEPT_FRAMES && !has_new {
            self.unkept += 1;
            return;
        }
        let len = shorten(&mut frame);
        self.received.push(Received { at, frame, len });
    }

    /// Returns `true` if no frame before had all that this frame has, and remembers it.
    fn has_new_trait(&mut self, frame: &Frame) -> bool {
        let opcode = if self.close().is_some() { Trait::After } else { Trait::Before };
        let faults = faults(frame, frame.payload.len(), self.tested()).map(Trait::Fault);
        let before = self.traits.len();
        for one in faults.chain([opcode(frame.opcode)]) {
            if !self.traits.contains(&one) {
                self.traits.push(one);
            }
        }
        self.traits.len() > before
    }

    /// Returns the role of the endpoint under test.
    pub(crate) fn tested(&self) -> Role {
        if self.role == Role::Server { Role::Client } else { Role::Server }
    }

    /// Returns `true` if our endpoint resets TCP.
    pub(crate) const fn has_reset(&self) -> bool {
        matches!(self.own_end, Some((OwnEnd::Reset, _)))
    }

    /// Returns the first close frame of the peer.
    pub(crate) fn close(&self) -> Option<&Received> {
        self.first_close().and_then(|index| self.received.get(index))
    }

    /// Returns the frames of the peer after its first close frame.
    pub(crate) fn after_close(&self) -> &[Received] {
        self.first_close().and_then(|index| self.received.get(index + 1..)).unwrap_or_default()
    }

    fn first_close(&self) -> Option<usize> {
        self.received.iter().position(|received| received.frame.opcode == CLOSE)
    }

    /// Returns our endpoint's first close frame that the peer can read as a close frame. Its body may be illegal.
    pub(crate) fn sent_close(&self) -> Option<&Sent> {
        let is_readable = |Sent { frame, len, .. }: &&Sent| {
            let is_whole = frame.fin && *len <= CloseFrame::MAX_LEN;
            frame.opcode == CLOSE && is_whole && frame.reserved == 0 && frame.is_masked_by(self.role)
        };
        self.sent.iter().find(is_readable)
    }

    /// Returns the time of our endpoint's last action.
    pub(crate) fn last_action(&self) -> Duration {
        let sent = self.sent.last().map(|sent| sent.at);
        sent.max(self.own_end.map(|(_, at)| at)).unwrap_or_default()
    }
}

/// Keeps only the first bytes of the payload. Returns the length of the whole payload.
fn shorten(frame: &mut Frame) -> usize {
    let len = frame.payload.len();
    frame.payload.truncate(KEPT_BYTES);
    frame.payload.shrink_to_fit();
    len
}
