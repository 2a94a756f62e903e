//! A WebSocket over TCP: the opening handshake and the frames are tungstenite's, the closing is this crate's.

use std::hash::{BuildHasher, RandomState};
use std::io::{self, Read};
use std::net::{Shutdown, TcpStream};
use std::time::{Duration, Instant};

use close_codes::{
    CloseBody, CloseCode, CloseFrame, CloseHandshake, CloseOutcome, Delivery, HandshakeAction, HandshakeError, Profile,
    Role,
};
use tungstenite::Error;
use tungstenite::protocol::frame::coding::{Control, Data, OpCode};
use tungstenite::protocol::frame::{Frame, FrameHeader, FrameSocket};

/// How long to wait for what the peer ought to do.
const PATIENCE: Duration = Duration::from_secs(5);
const LONGEST_MESSAGE: usize = 16 << 20;

const PROTOCOL_ERROR: CloseFrame = CloseFrame::from_static(CloseCode::ProtocolError, "");
const NOT_UTF8: CloseFrame = CloseFrame::from_static(CloseCode::InvalidFramePayloadData, "");
const TOO_BIG: CloseFrame = CloseFrame::from_static(CloseCode::MessageTooBig, "");

pub(crate) struct Connection {
    frames: FrameSocket<TcpStream>,
    role: Role,
    handshake: CloseHandshake,
    /// The message whose fragments are arriving.
    partial: Option<Message>,
    /// Until when to wait for the peer's close frame.
    deadline: Option<Instant>,
}

pub(crate) struct Message {
    pub(crate) kind: Data,
    pub(crate) payload: Vec<u8>,
}

/// What reading comes to.
#[allow(clippy::large_enum_variant, reason = "a connection comes to an end but once")]
pub(crate) enum Incoming {
    Message(Message),
    Closed(CloseOutcome),
}

/// What a frame comes to.
enum Step {
    Nothing,
    Deliver(Message),
    Pong(Vec<u8>),
    Act(HandshakeAction),
}

impl Connection {
    /// The server's end of a connection.
    pub(crate) fn accept(stream: TcpStream) -> io::Result<Self> {
        let socket = tungstenite::accept(stream).map_err(|error| io::Error::other(error.to_string()))?;
        Ok(Self::new(socket.into_inner(), Role::Server))
    }

    /// The client's end of a connection, to a server that does not speak first.
    pub(crate) fn open(stream: TcpStream) -> io::Result<Self> {
        let address = format!("ws://{}/", stream.peer_addr()?);
        let (socket, _) = tungstenite::client(address, stream).map_err(|error| io::Error::other(error.to_string()))?;
        Ok(Self::new(socket.into_inner(), Role::Client))
    }

    fn new(stream: TcpStream, role: Role) -> Self {
        let handshake = CloseHandshake::new(role, Profile::Strict);
        Self { frames: FrameSocket::new(stream), role, handshake, partial: None, deadline: None }
    }

    /// Sends a message, unless the connection is closing.
    pub(crate) fn send(&mut self, message: Message) -> io::Result<()> {
        if !self.handshake.may_send_data() {
            return Ok(());
        }
        self.write(OpCode::Data(message.kind), message.payload)
    }

    /// Begins to close; [`read`](Self::read) does the rest.
    pub(crate) fn close(&mut self, body: impl Into<CloseBody>) -> io::Result<()> {
        let action = self.handshake.close(body).map_err(io::Error::other)?;
        self.perform(action).map(drop)
    }

    /// Waits for a message, or for the end.
    pub(crate) fn read(&mut self) -> io::Result<Incoming> {
        loop {
            let step = match self.receive() {
                Ok(Some(frame)) => self.examine(frame),
                Err(Error::Protocol(_)) => self.handshake.fail(PROTOCOL_ERROR).map(Step::Act),
                Err(Error::Capacity(_)) => self.handshake.fail(TOO_BIG).map(Step::Act),
                Err(Error::Io(error)) if is_timeout(&error) => self.handshake.time_out().map(Step::Act),
                Ok(None) | Err(_) => return self.ended(),
            };
            let done = match step.map_err(io::Error::other)? {
                Step::Nothing => Ok(None),
                Step::Deliver(message) => return Ok(Incoming::Message(message)),
                Step::Pong(payload) => self.write(OpCode::Control(Control::Pong), payload).map(|()| None),
                Step::Act(action) => self.perform(action),
            };
            match done {
                Ok(None) => {}
                Ok(Some(outcome)) => return Ok(Incoming::Closed(outcome)),
                Err(_) => return self.ended(), // Nothing can be written any more.
            }
        }
    }

    /// The transport has ended without having been asked to.
    fn ended(&mut self) -> io::Result<Incoming> {
        self.handshake.transport_ended().map(Incoming::Closed).map_err(io::Error::other)
    }

    /// Does what the handshake asks for; if that is the end of the transport, there is an outcome.
    fn perform(&mut self, mut action: HandshakeAction) -> io::Result<Option<CloseOutcome>> {
        if let HandshakeAction::Send(body) = action {
            self.write(OpCode::Control(Control::Close), body.encode().to_vec())?;
            action = self.handshake.close_sent().map_err(io::Error::other)?;
        }
        match action {
            HandshakeAction::Continue | HandshakeAction::Send(_) => return Ok(None),
            HandshakeAction::AwaitClose => {
                self.deadline = Some(Instant::now() + PATIENCE);
                return Ok(None);
            }
            HandshakeAction::AwaitEnd => self.drain(),
            HandshakeAction::Drop => {
                let _ = self.frames.get_ref().shutdown(Shutdown::Write);
                self.drain();
            }
        }
        self.handshake.transport_ended().map(Some).map_err(io::Error::other)
    }

    /// Reads until the peer has dropped the transport too (RFC 6455, section 7.1.1). If it were dropped with data unread, TCP
    /// would reset the connection, and what was sent last might not arrive.
    fn drain(&mut self) {
        let deadline = Instant::now() + PATIENCE;
        let stream = self.frames.get_mut();
        let mut buffer = [0; 4096];
        while let Some(left) = deadline.checked_duration_since(Instant::now()).filter(|left| !left.is_zero()) {
            let Ok(()) = stream.set_read_timeout(Some(left)) else { break };
            let Ok(1..) = stream.read(&mut buffer) else { break };
        }
        let _ = stream.shutdown(Shutdown::Both);
    }

    fn receive(&mut self) -> Result<Option<Frame>, Error> {
        if let Some(deadline) = self.deadline {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(Error::Io(io::ErrorKind::TimedOut.into()));
            }
            self.frames.get_ref().set_read_timeout(Some(left))?;
        }
        self.frames.read(Some(LONGEST_MESSAGE))
    }

    /// Tells the handshake what has arrived, and puts messages together.
    fn examine(&mut self, frame: Frame) -> Result<Step, HandshakeError> {
        let header = frame.header().clone();
        let is_control = matches!(header.opcode, OpCode::Control(_));
        let is_well_formed = !(header.rsv1 || header.rsv2 || header.rsv3)
            && header.mask.is_some() == matches!(self.role, Role::Server)
            && (!is_control || header.is_final);
        if !is_well_formed {
            return self.handshake.fail(PROTOCOL_ERROR).map(Step::Act);
        }
        let mut payload = frame.into_payload().to_vec();
        if let Some(key) = header.mask {
            payload.iter_mut().zip(key.iter().cycle()).for_each(|(byte, key)| *byte ^= key);
        }
        if header.opcode == OpCode::Control(Control::Close) {
            return self.handshake.close_received(&payload).map(Step::Act);
        }
        if self.handshake.data_received()? == Delivery::Discard {
            return Ok(Step::Nothing);
        }
        let (kind, before) = match (header.opcode, self.partial.take()) {
            (OpCode::Control(_), _) if payload.len() > CloseFrame::MAX_LEN => {
                return self.handshake.fail(PROTOCOL_ERROR).map(Step::Act);
            }
            (OpCode::Control(control), partial) => {
                self.partial = partial;
                return Ok(if control == Control::Ping { Step::Pong(payload) } else { Step::Nothing });
            }
            (OpCode::Data(Data::Continue), Some(partial)) => (partial.kind, partial.payload),
            (OpCode::Data(kind @ (Data::Text | Data::Binary)), None) => (kind, Vec::new()),
            (OpCode::Data(_), _) => return self.handshake.fail(PROTOCOL_ERROR).map(Step::Act),
        };
        let message = Message { kind, payload: [before, payload].concat() };
        if message.payload.len() > LONGEST_MESSAGE {
            return self.handshake.fail(TOO_BIG).map(Step::Act);
        }
        if !header.is_final {
            self.partial = Some(message);
            return Ok(Step::Nothing);
        }
        if kind == Data::Text && std::str::from_utf8(&message.payload).is_err() {
            return self.handshake.fail(NOT_UTF8).map(Step::Act);
        }
        Ok(Step::Deliver(message))
    }

    fn write(&mut self, opcode: OpCode, payload: Vec<u8>) -> io::Result<()> {
        // The standard library's one source of random numbers; a server need not mask (RFC 6455, section 5.1).
        let [key @ .., _, _, _, _] = RandomState::new().hash_one(0).to_ne_bytes();
        let mask = matches!(self.role, Role::Client).then_some(key);
        let frame = Frame::from_payload(FrameHeader { opcode, mask, ..FrameHeader::default() }, payload.into());
        self.frames.send(frame).map_err(io::Error::other)
    }

    /// Begins to close as a broken implementation would: with a body that no [`CloseFrame`] can have.
    pub(crate) fn close_badly(&mut self, body: &[u8]) -> io::Result<()> {
        let _ = self.handshake.close(CloseBody::EMPTY).map_err(io::Error::other)?;
        self.write(OpCode::Control(Control::Close), body.to_vec())?;
        let action = self.handshake.close_sent().map_err(io::Error::other)?;
        self.perform(action).map(drop)
    }

    /// Drops the transport without a close frame.
    pub(crate) fn vanish(&mut self) -> io::Result<CloseOutcome> {
        self.frames.get_ref().shutdown(Shutdown::Both)?;
        self.handshake.transport_ended().map_err(io::Error::other)
    }
}

fn is_timeout(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock)
}
