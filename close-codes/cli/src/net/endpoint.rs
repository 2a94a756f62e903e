//! A correct endpoint: frames, messages, and the closing handshake of `close_codes`.

use std::time::Duration;

use close_codes::handshake::{Delivery, HandshakeError};
use close_codes::{CloseFrame, CloseHandshake, CloseOutcome, CodePolicy, HandshakeAction, Role};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::time::{Instant, timeout_at};

use super::fault::Fault;
use super::frame::{BINARY, CLOSE, CONTINUATION, Frame, PING, PONG, TEXT, Unreadable};
use super::wire::{End, Incoming, Wire};

/// The longest message without another limit, in bytes. A longer one fails the connection with 1009.
pub(crate) const LONGEST_MESSAGE: usize = 16 << 20;

/// The most bytes of pongs that wait to be sent. A peer that sends more pings without reading gets no more pongs.
const MOST_UNSENT: usize = 64 << 10;

/// A complete message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Message {
    Text(String),
    Binary(Vec<u8>),
}

/// The next event of a connection.
#[derive(Debug)]
#[allow(clippy::large_enum_variant, reason = "a connection ends only once")]
pub(crate) enum Event {
    Message(Message),
    Closed(Closed),
}

/// The end of a connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Closed {
    pub(crate) outcome: CloseOutcome,
    /// The way in which the peer ended TCP; `None` if this endpoint did not wait for that.
    pub(crate) end: Option<End>,
    /// The fault for which this endpoint failed the connection; `None` for a faulty close frame, which the outcome has.
    pub(crate) fault: Option<Fault>,
}

/// One end of an open connection. A future of this type may be dropped and made again.
#[derive(Debug)]
pub(crate) struct Endpoint<S> {
    wire: Wire<S>,
    role: Role,
    handshake: CloseHandshake,
    /// The message whose fragments are arriving: its opcode and its bytes.
    partial: Option<(u8, Vec<u8>)>,
    /// The greatest length of a message, in bytes.
    most: usize,
    /// The time that the peer gets for each step of the closing handshake.
    patience: Duration,
    deadline: Option<Instant>,
    stage: Stage,
    /// `true` after this endpoint's close frame was added to what is sent.
    has_closed: bool,
    fault: Option<Fault>,
    /// The numbers of messages.
    pub(crate) messages_in: u64,
    pub(crate) messages_out: u64,
}

/// The state of the connection's end.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Stage {
    /// Frames are read.
    Reading,
    /// The peer, a server, ends TCP. What arrives is discarded.
    AwaitingEnd,
    /// This endpoint ends TCP's sending side, and waits until the peer has ended its own.
    Dropping,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Endpoint<S> {
    /// Starts after the opening handshake, with the bytes that arrived together with it.
    pub(crate) const fn new(stream: S, arrived: Vec<u8>, role: Role, patience: Duration) -> Self {
        Self {
            wire: Wire::new(stream, arrived, LONGEST_MESSAGE as u64),
            role,
            handshake: CloseHandshake::new(role, CodePolicy::Strict),
            partial: None,
            most: LONGEST_MESSAGE,
            patience,
            deadline: None,
            stage: Stage::Reading,
            has_closed: false,
            fault: None,
            messages_in: 0,
            messages_out: 0,
        }
    }

    /// Allows only shorter messages, with at most this number of bytes.
    pub(crate) const fn limit_messages(&mut self, most: usize) {
        self.most = most;
        self.wire.limit_payloads(most as u64);
    }

    /// Returns the frames for a script, which goes on where this endpoint has been.
    pub(crate) fn into_wire(self) -> Wire<S> {
        self.wire
    }

    pub(crate) const fn stream(&self) -> &S {
        self.wire.stream()
    }

    /// Returns the number of bytes that are still to be sent.
    pub(crate) fn unsent(&self) -> usize {
        self.wire.unsent()
    }

    /// Returns `true` if a message may be sent.
    pub(crate) const fn may_send(&self) -> bool {
        self.handshake.may_send_data()
    }

    /// Adds a message to what [`next`](Self::next) sends, unless the connection is closing.
    pub(crate) fn send(&mut self, message: Message) {
        if self.may_send() {
            let (opcode, payload) = match message {
                Message::Text(text) => (TEXT, text.into_bytes()),
                Message::Binary(bytes) => (BINARY, bytes),
            };
            self.push(opcode, payload);
            self.messages_out += 1;
        }
    }

    /// Waits until all is sent. An error means that the peer does not read any more: [`next`](Self::next) returns the end.
    pub(crate) async fn flush(&mut self) -> std::io::Result<()> {
        self.wire.flush().await
    }

    /// Starts to close. [`next`](Self::next) does the rest.
    pub(crate) fn close(&mut self, frame: CloseFrame) -> Result<(), HandshakeError> {
        let action = self.handshake.close(frame)?;
        self.perform(action, Stage::Reading);
        Ok(())
    }

    /// Gives up: [`next`](Self::next) returns the end at once.
    pub(crate) fn give_up(&mut self) {
        self.deadline = Some(Instant::now());
    }

    /// Waits for a message, or for the end. Must not be called after the end.
    pub(crate) async fn next(&mut self) -> Result<Event, HandshakeError> {
        loop {
            if self.stage != Stage::Reading {
                return self.finish().await.map(Event::Closed);
            }
            match within(self.deadline, self.wire.read()).await {
                Some(Incoming::Frame(frame)) => {
                    if let Some(message) = self.examine(frame)? {
                        self.messages_in += 1;
                        return Ok(Event::Message(message));
                    }
                }
                Some(Incoming::Unreadable(Unreadable::TooLong(_))) => {
                    let fault = |head: Frame| self.fault_of(&head).or(head.is_control().then_some(Fault::Long));
                    let fault = self.wire.head().and_then(fault);
                    self.fail(fault.unwrap_or(Fault::TooBig))?;
                }
                Some(Incoming::Unreadable(Unreadable::Opcode(opcode))) => self.fail(Fault::Opcode(opcode))?,
                Some(Incoming::End(end)) => return self.ended(Some(end)).map(Event::Closed),
                None => {
                    let _ = self.handshake.time_out()?;
                    return self.ended(None).map(Event::Closed);
                }
            }
        }
    }

    /// Ends TCP as the closing handshake says.
    async fn finish(&mut self) -> Result<Closed, HandshakeError> {
        let is_dropping = self.stage == Stage::Dropping;
        let wire = &mut self.wire;
        let end = within(self.deadline, async {
            if is_dropping { wire.finish_and_drain().await } else { wire.drain().await }
        })
        .await;
        if end == Some(End::Finished) {
            // The peer may still read. An error means that it does not.
            let _ = within(self.deadline, wire.flush()).await;
        }
        if end.is_none() {
            let _ = self.handshake.time_out()?;
        }
        self.ended(end)
    }

    fn ended(&mut self, end: Option<End>) -> Result<Closed, HandshakeError> {
        // A frame that could not be written was not sent, and the connection is not clean without it (RFC 6455, section 7.1.4).
        if self.has_closed && self.wire.has_sent_all() {
            let _ = self.handshake.close_sent()?;
        }
        Ok(Closed { outcome: self.handshake.transport_ended()?, end, fault: self.fault })
    }

    fn fail(&mut self, fault: Fault) -> Result<(), HandshakeError> {
        self.fault = Some(fault);
        let action = self.handshake.fail(CloseFrame::forwarding(fault.code(), ""))?;
        self.perform(action, self.last_stage());
        Ok(())
    }

    /// Sends a close frame, if the closing handshake asks for it, and goes on with the stage that follows.
    fn perform(&mut self, action: HandshakeAction, stage: Stage) {
        if let HandshakeAction::Send(frame) = action {
            self.push(CLOSE, frame.encode().to_vec());
            self.has_closed = true;
        }
        self.stage = stage;
        self.deadline = Some(Instant::now() + self.patience);
    }

    /// Returns the stage after the peer's close frame, and after a failure: the server ends TCP first (RFC 6455, section 7.1.1).
    const fn last_stage(&self) -> Stage {
        match self.role {
            Role::Server => Stage::Dropping,
            Role::Client => Stage::AwaitingEnd,
        }
    }

    /// Returns the fault of a frame that its header shows.
    fn fault_of(&self, frame: &Frame) -> Option<Fault> {
        // The peer has the other role, and so the other rule (RFC 6455, section 5.1).
        let is_masked_right = frame.masked == (self.role == Role::Server);
        match () {
            () if frame.reserved != 0 => Some(Fault::Reserved),
            () if !is_masked_right => Some(Fault::Masking),
            () if frame.long => Some(Fault::Length),
            () if frame.is_control() && !frame.fin => Some(Fault::Fragmented),
            () => None,
        }
    }

    /// Tells the closing handshake about a frame.
    fn examine(&mut self, frame: Frame) -> Result<Option<Message>, HandshakeError> {
        if let Some(fault) = self.fault_of(&frame) {
            return self.fail(fault).map(|()| None);
        }
        if frame.opcode == CLOSE {
            let action = self.handshake.close_received(&frame.payload)?;
            self.perform(action, self.last_stage());
            return Ok(None);
        }
        if frame.is_control() && frame.payload.len() > CloseFrame::MAX_LEN {
            return self.fail(Fault::Long).map(|()| None);
        }
        match self.handshake.data_received()? {
            Delivery::Discard => Ok(None),
            Delivery::Deliver | Delivery::Optional => self.join(frame),
        }
    }

    /// Joins fragments to messages, and answers pings.
    fn join(&mut self, frame: Frame) -> Result<Option<Message>, HandshakeError> {
        let (opcode, mut bytes) = match (frame.opcode, self.partial.take()) {
            (PING | PONG, partial) => {
                self.partial = partial;
                if frame.opcode == PING && self.wire.unsent() < MOST_UNSENT {
                    self.push(PONG, frame.payload);
                }
                return Ok(None);
            }
            (CONTINUATION, Some(partial)) => partial,
            (opcode @ (TEXT | BINARY), None) => (opcode, Vec::new()),
            (CONTINUATION, None) => return self.fail(Fault::Continuation).map(|()| None),
            (_, Some(_)) => return self.fail(Fault::Interleaved).map(|()| None),
            (opcode, None) => return self.fail(Fault::Opcode(opcode)).map(|()| None),
        };
        bytes.extend(frame.payload);
        if bytes.len() > self.most {
            return self.fail(Fault::TooBig).map(|()| None);
        }
        if !frame.fin {
            self.partial = Some((opcode, bytes));
            return Ok(None);
        }
        if opcode == BINARY {
            return Ok(Some(Message::Binary(bytes)));
        }
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Some(Message::Text(text))),
            Err(_) => self.fail(Fault::NotUtf8).map(|()| None),
        }
    }

    fn push(&mut self, opcode: u8, payload: Vec<u8>) {
        self.wire.push(&Frame::new(opcode, payload, self.role).encode());
    }
}

/// Waits for a future, but not after the deadline.
async fn within<T>(deadline: Option<Instant>, future: impl Future<Output = T>) -> Option<T> {
    match deadline {
        // A future that is always ready would win every time: a peer that sends without a pause.
        Some(deadline) if deadline <= Instant::now() => None,
        Some(deadline) => timeout_at(deadline, future).await.ok(),
        None => Some(future.await),
    }
}
