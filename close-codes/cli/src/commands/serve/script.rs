//! Frames that a script sends, legal or not. The server does not answer by itself.

use close_codes::{CloseFrame, CloseHandshake, CloseOutcome, CodePolicy, ReceivedClose, Role};
use tokio::net::TcpStream;
use tokio::sync::Semaphore;
use tokio::time::{Instant, timeout};

use super::plan::PATIENCE;
use super::signals::{Interrupt, Signals};
use super::story::Story;
use super::{client, notation};
use crate::cases::Step;
use crate::net;
use crate::net::frame::{CLOSE, Frame, PING, PONG, Unreadable};
use crate::net::wire::{End, Incoming, Wire};

/// The most bytes of pongs that wait to be sent.
const MOST_UNSENT: usize = 4 << 10;

/// A connection whose part of the server is a script.
pub(super) struct Script {
    wire: Wire<TcpStream>,
    limit: Instant,
    signals: Signals,
    record: Record,
}

/// The events of a script.
struct Record {
    handshake: CloseHandshake,
    /// The frames that were sent.
    frames: Vec<Frame>,
    /// All that was sent, in short.
    sent: Vec<String>,
    /// The number of messages and pings that came.
    messages: u64,
    /// The number of frames that were too long, and so discarded.
    long: u64,
    /// The client's close frames and the end of TCP, in short.
    came: Vec<String>,
    /// The body of the client's first close frame.
    body: Option<Vec<u8>>,
    has_ended: bool,
}

/// The most bytes of a payload that are kept. A correct client does not need more to see what is wrong.
const MOST_KEPT: usize = 1 << 10;

/// The number of connections that may send long frames at once. Each needs memory for its frame, so the others wait.
static LONG: Semaphore = Semaphore::const_new(8);

/// The payload of a frame that is not long, in bytes.
const NOT_LONG: usize = 8 << 10;

/// The most of the client's close frames that are recorded.
const MOST_CLOSES: usize = 3;

impl Script {
    pub(super) const fn new(wire: Wire<TcpStream>, limit: Instant, signals: Signals) -> Self {
        let record = Record {
            handshake: CloseHandshake::new(Role::Server, CodePolicy::Strict),
            frames: Vec::new(),
            sent: Vec::new(),
            messages: 0,
            long: 0,
            came: Vec::new(),
            body: None,
            has_ended: false,
        };
        Self { wire, limit, signals, record }
    }

    /// Sends what the steps say, and waits for the client's close frame. Then ends TCP.
    pub(super) async fn play(self, steps: &[Step]) -> Story {
        let Self { mut wire, limit, mut signals, mut record } = self;
        let played = async {
            let place = if steps.iter().any(is_long) { LONG.acquire().await.ok() } else { None };
            for step in steps {
                if !record.step(&mut wire, step).await {
                    break;
                }
            }
            drop(place);
            if !record.has_ended {
                record.finish(&mut wire).await;
            }
        };
        let interrupt = tokio::select! {
            () = played => None,
            interrupt = signals.interrupt(None, limit) => Some(interrupt),
        };
        record.into_story(interrupt).await
    }

    /// Reads, and answers pings, but not a close frame. Ends TCP at `after`, or at the limit.
    pub(super) async fn be_silent(self, after: Option<Instant>) -> Story {
        let Self { mut wire, limit, mut signals, mut record } = self;
        let silence = async {
            while !record.has_ended {
                if let Some(ping) = record.read(&mut wire).await {
                    if wire.unsent() < MOST_UNSENT {
                        wire.push(&Frame::new(PONG, ping, Role::Server).encode());
                    }
                }
            }
        };
        let interrupt = tokio::select! {
            () = silence => None,
            interrupt = signals.interrupt(after, limit) => Some(interrupt),
        };
        if interrupt == Some(Interrupt::After) {
            record.sent.push(notation::FIN.to_owned());
            if let Ok(end) = timeout(PATIENCE, wire.finish_and_drain()).await {
                record.end(&end);
            }
            return record.into_story(None).await;
        }
        record.into_story(interrupt).await
    }
}

impl Record {
    /// Does a step. Returns `false` if no other step can follow.
    async fn step(&mut self, wire: &mut Wire<TcpStream>, step: &Step) -> bool {
        let frame = match step {
            Step::Echo {} => Some(Frame::new(CLOSE, self.body.clone().unwrap_or_default(), Role::Server)),
            step => Frame::of(step, Role::Server),
        };
        if let Some(frame) = frame {
            let sent = timeout(PATIENCE, wire.send(&frame)).await;
            if matches!(sent, Ok(Ok(()))) {
                self.send(frame);
                return true;
            }
            self.sent.push(format!("not all of {}", notation::frame(&frame)));
            // A client that does not read for so long does not end TCP either. An error means that it has ended TCP.
            self.has_ended = sent.is_err();
            return false;
        }
        match step {
            Step::End {} => {
                self.sent.push(notation::FIN.to_owned());
                wire.finish().await.is_ok()
            }
            Step::Reset {} => {
                self.sent.push(notation::RST.to_owned());
                net::reset_on_drop(wire.stream());
                self.has_ended = true;
                false
            }
            Step::AwaitClose {} => {
                let _ = timeout(PATIENCE, self.wait_for_close(wire)).await;
                !self.has_ended
            }
            _ => true,
        }
    }

    fn send(&mut self, mut frame: Frame) {
        self.sent.push(notation::frame(&frame));
        if frame.opcode == CLOSE {
            let body = CloseFrame::parse(&frame.payload, CodePolicy::Strict);
            // The handshake takes only legal frames. Its outcome does not depend on the body of ours.
            let legal = body.map_or(CloseFrame::EMPTY, ReceivedClose::echo);
            // An error means that the client has closed first: then this is the answer.
            let _ = self.handshake.close(legal);
            let _ = self.handshake.close_sent();
        }
        shorten(&mut frame.payload);
        self.frames.push(frame);
    }

    /// Reads until the client's close frame has come, then ends TCP and reads the rest.
    async fn finish(&mut self, wire: &mut Wire<TcpStream>) {
        if timeout(PATIENCE, self.wait_for_close(wire)).await.is_err() {
            let _ = self.handshake.time_out();
            return;
        }
        if self.has_ended {
            return;
        }
        if let Ok(end) = timeout(PATIENCE, wire.finish_and_drain()).await {
            self.end(&end);
        }
    }

    async fn wait_for_close(&mut self, wire: &mut Wire<TcpStream>) {
        while self.body.is_none() && !self.has_ended {
            self.read(wire).await;
        }
    }

    /// Reads a frame or the end. Returns the payload of a ping.
    async fn read(&mut self, wire: &mut Wire<TcpStream>) -> Option<Vec<u8>> {
        match wire.read().await {
            Incoming::Frame(frame) if frame.opcode == CLOSE => {
                self.close(&frame.payload);
                None
            }
            Incoming::Frame(frame) => {
                self.messages += u64::from(frame.fin && !frame.is_control());
                (frame.opcode == PING && self.body.is_none()).then_some(frame.payload)
            }
            Incoming::Unreadable(Unreadable::TooLong(_)) => {
                self.long += 1;
                wire.skip();
                None
            }
            Incoming::Unreadable(Unreadable::Opcode(opcode)) => {
                self.came.push(format!("a frame with the undefined opcode {opcode}"));
                let end = wire.drain().await;
                self.end(&end);
                None
            }
            Incoming::End(end) => {
                self.end(&end);
                None
            }
        }
    }

    fn close(&mut self, body: &[u8]) {
        if self.came.len() < MOST_CLOSES {
            self.came.push(format!("CLOSE {}", notation::close_body(body)).trim_end().to_owned());
        }
        self.body.get_or_insert_with(|| body.to_owned());
        let _ = self.handshake.close_received(body);
    }

    fn end(&mut self, end: &End) {
        self.came.push(notation::end(end));
        self.has_ended = true;
    }

    async fn into_story(mut self, interrupt: Option<Interrupt>) -> Story {
        let outcome = self.handshake.transport_ended().unwrap_or(CloseOutcome::OPENING_FAILED);
        let mut came = self.came;
        let is_close = |frame: &Frame| frame.opcode == CLOSE;
        if let Some(first) = came.first_mut().filter(|_| self.body.is_some() && !self.frames.iter().any(is_close)) {
            first.push_str(" (not answered)");
        }
        if self.long > 0 {
            came.insert(0, notation::too_long(self.long));
        }
        if self.messages > 0 {
            came.insert(0, notation::messages(self.messages));
        }
        let client = client::outcome(&self.frames).await;
        Story { sent: self.sent, came, outcome, client, interrupt }
    }
}

/// Returns `true` if a step needs much memory.
fn is_long(step: &Step) -> bool {
    step.frame().is_some_and(|(_, shape)| {
        let repeated = shape.reason.len().max(shape.text.len()).saturating_mul(shape.times);
        repeated.max(shape.bytes.len()) > NOT_LONG
    })
}

/// Drops the end of a long payload, but does not cut a character of UTF-8.
fn shorten(payload: &mut Vec<u8>) {
    let is_inside = |at: usize| payload.get(at).is_some_and(|byte| byte & 0xC0 == 0x80);
    let at = (0..=MOST_KEPT).rev().find(|at| !is_inside(*at)).unwrap_or(MOST_KEPT);
    payload.truncate(at);
    payload.shrink_to_fit();
}
