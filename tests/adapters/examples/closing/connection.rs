//! A WebSocket over TCP. tungstenite does the opening handshake and the frames; this crate does the closing handshake.

use std::hash::{BuildHasher, RandomState};
use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::{Duration, Instant};

use close_codes::handshake::{Delivery, HandshakeError};
use close_codes::{CloseCode, CloseFrame, CloseHandshake, CloseOutcome, CodePolicy, HandshakeAction, Role};
use tungstenite::Error;
use tungstenite::protocol::frame::coding::{Control, Data, OpCode};
use tungstenite::protocol::frame::{Frame, FrameHeader, FrameSocket};

/// The time that the peer gets for each step.
const PATIENCE: Duration = Duration::from_secs(5);
const LONGEST_MESSAGE: usize = 16 << 20;

const PROTOCOL_ERROR: CloseFrame = CloseFrame::from_static(CloseCode::ProtocolError, "");
const NOT_UTF8: CloseFrame = CloseFrame::from_static(CloseCode::InvalidFramePayloadData, "");
const TOO_BIG: CloseFrame = CloseFrame::from_static(CloseCode::MessageTooBig, "");

pub(crate) struct Connection {
    frames: FrameSocket<Transport>,
    role: Role,
    handshake: CloseHandshake,
    /// The message whose fragments are arriving.
    partial: Option<Message>,
}

/// TCP with time limits: the deadline for reading, and `PATIENCE` for writing.
struct Transport {
    stream: TcpStream,
    deadline: Option<Instant>,
}

impl Transport {
    fn new(stream: TcpStream) -> io::Result<Self> {
        stream.set_write_timeout(Some(PATIENCE))?;
        Ok(Self { stream, deadline: Some(Instant::now() + PATIENCE) })
    }
}

impl Read for Transport {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()));
        if left.is_some_and(|left| left.is_zero()) {
            return Err(io::ErrorKind::TimedOut.into());
        }
        self.stream.set_read_timeout(left)?;
        self.stream.read(buffer)
    }
}

impl Write for Transport {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        self.stream.write(buffer)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stream.flush()
    }
}

pub(crate) struct Message {
    pub(crate) kind: Data,
    pub(crate) payload: Vec<u8>,
}

/// The result of reading.
#[allow(clippy::large_enum_variant, reason = "a connection ends only once")]
pub(crate) enum Incoming {
    Message(Message),
    Closed(CloseOutcome),
}

/// The next step after a frame was read.
enum Step {
    Nothing,
    Deliver(Message),
    Pong(Vec<u8>),
    Act(HandshakeAction),
}

impl Connection {
    /// Accepts a connection as the server.
    pub(crate) fn accept(stream: TcpStream) -> io::Result<Self> {
        let socket =
            tungstenite::accept(Transport::new(stream)?).map_err(|error| io::Error::other(error.to_string()))?;
        Ok(Self::new(socket.into_inner(), Role::Server))
    }

    /// Opens a connection as the client. The server must not send before the client does.
    pub(crate) fn open(stream: TcpStream) -> io::Result<Self> {
        let address = format!("ws://{}/", stream.peer_addr()?);
        let (socket, _) = tungstenite::client(address, Transport::new(stream)?)
            .map_err(|error| io::Error::other(error.to_string()))?;
        Ok(Self::new(socket.into_inner(), Role::Client))
    }

    fn new(mut transport: Transport, role: Role) -> Self {
        transport.deadline = None;
        let handshake = CloseHandshake::new(role, CodePolicy::Strict);
        Self { frames: FrameSocket::new(transport), role, handshake, partial: None }
    }

    /// Sends a message, unless the connection is closing. If sending fails, [`read`](Self::read) returns the end.
    pub(crate) fn send(&mut self, message: Message) {
        if self.handshake.may_send_data() {
            let _ = self.write(OpCode::Data(message.kind), message.payload);
        }
    }

    /// Starts to close. [`read`](Self::read) does the rest.
    pub(crate) fn close(&mut self, frame: CloseFrame) -> Result<(), HandshakeError> {
        let action = self.handshake.close(frame)?;
        self.perform(action).map(drop)
    }

    /// Waits for a message, or for the end.
    pub(crate) fn read(&mut self) -> Result<Incoming, HandshakeError> {
        loop {
            let step = match self.frames.read(Some(LONGEST_MESSAGE)) {
                Ok(Some(frame)) => self.examine(frame)?,
                Err(Error::Protocol(_)) => Step::Act(self.handshake.fail(PROTOCOL_ERROR)?),
                Err(Error::Capacity(_)) => Step::Act(self.handshake.fail(TOO_BIG)?),
                Err(Error::Io(error)) if error.kind() == io::ErrorKind::Interrupted => Step::Nothing,
                Err(Error::Io(error)) if is_timeout(&error) => {
                    let _ = self.handshake.time_out()?; // The peer took too long: drop the transport at once.
                    self.hang_up();
                    return self.handshake.transport_ended().map(Incoming::Closed);
                }
                Ok(None) | Err(_) => return self.handshake.transport_ended().map(Incoming::Closed),
            };
            match step {
                Step::Nothing => {}
                Step::Deliver(message) => return Ok(Incoming::Message(message)),
                Step::Pong(payload) => {
                    let _ = self.write(OpCode::Control(Control::Pong), payload);
                }
                Step::Act(action) => {
                    if let Some(outcome) = self.perform(action)? {
                        return Ok(Incoming::Closed(outcome));
                    }
                }
            }
        }
    }

    /// Does what the handshake asks for. Returns the outcome if the transport has ended.
    fn perform(&mut self, mut action: HandshakeAction) -> Result<Option<CloseOutcome>, HandshakeError> {
        if let HandshakeAction::Send(frame) = action {
            if self.write(OpCode::Control(Control::Close), frame.encode().to_vec()).is_err() {
                return Ok(None); // Reading will return the end.
            }
            action = self.handshake.close_sent()?;
        }
        match action {
            HandshakeAction::Continue | HandshakeAction::Send(_) => return Ok(None),
            HandshakeAction::AwaitClose => {
                self.frames.get_mut().deadline = Some(Instant::now() + PATIENCE);
                return Ok(None);
            }
            HandshakeAction::AwaitEnd => self.drain(),
            HandshakeAction::Drop => {
                let _ = self.frames.get_ref().stream.shutdown(Shutdown::Write);
                self.drain();
            }
        }
        self.hang_up();
        self.handshake.transport_ended().map(Some)
    }

    /// Reads until the peer has dropped the transport too (RFC 6455, section 7.1.1). Without this, TCP would reset a connection with
    /// unread data, and the last bytes that were sent might not arrive.
    fn drain(&mut self) {
        let transport = self.frames.get_mut();
        transport.deadline = Some(Instant::now() + PATIENCE);
        let mut buffer = [0; 4096];
        while let Ok(1..) = transport.read(&mut buffer) {}
    }

    fn hang_up(&self) {
        let _ = self.frames.get_ref().stream.shutdown(Shutdown::Both);
    }

    /// Tells the handshake about a received frame, and joins fragments to messages.
    fn examine(&mut self, frame: Frame) -> Result<Step, HandshakeError> {
        let header = frame.header().clone();
        let is_control = matches!(header.opcode, OpCode::Control(_));
        let is_well_formed = !(header.rsv1 || header.rsv2 || header.rsv3)
            && header.mask.is_some() == matches!(self.role, Role::Server)
            && (!is_control || header.is_final);
        if !is_well_formed {
            return self.handshake.fail(PROTOCOL_ERROR).map(Step::Act);
        }
        let mut payload = Vec::from(frame.into_payload());
        if let Some(key) = header.mask {
            payload.iter_mut().zip(key.iter().cycle()).for_each(|(byte, key)| *byte ^= key);
        }
        if header.opcode == OpCode::Control(Control::Close) {
            return self.handshake.close_received(&payload).map(Step::Act);
        }
        if self.handshake.data_received()? == Delivery::Discard {
            return Ok(Step::Nothing);
        }
        let mut message = match (header.opcode, self.partial.take()) {
            (OpCode::Control(_), _) if payload.len() > CloseFrame::MAX_LEN => {
                return self.handshake.fail(PROTOCOL_ERROR).map(Step::Act);
            }
            (OpCode::Control(control), partial) => {
                self.partial = partial;
                return Ok(if control == Control::Ping { Step::Pong(payload) } else { Step::Nothing });
            }
            (OpCode::Data(Data::Continue), Some(partial)) => partial,
            (OpCode::Data(kind @ (Data::Text | Data::Binary)), None) => Message { kind, payload: Vec::new() },
            (OpCode::Data(_), _) => return self.handshake.fail(PROTOCOL_ERROR).map(Step::Act),
        };
        message.payload.append(&mut payload);
        if message.payload.len() > LONGEST_MESSAGE {
            return self.handshake.fail(TOO_BIG).map(Step::Act);
        }
        if !header.is_final {
            self.partial = Some(message);
            return Ok(Step::Nothing);
        }
        if message.kind == Data::Text && std::str::from_utf8(&message.payload).is_err() {
            return self.handshake.fail(NOT_UTF8).map(Step::Act);
        }
        Ok(Step::Deliver(message))
    }

    /// Writes a frame. After an error, nothing can be read either.
    fn write(&mut self, opcode: OpCode, payload: Vec<u8>) -> Result<(), Error> {
        // The only source of random numbers in the standard library. A server does not mask (RFC 6455, section 5.1).
        let [key @ .., _, _, _, _] = RandomState::new().hash_one(0).to_ne_bytes();
        let mask = matches!(self.role, Role::Client).then_some(key);
        let frame = Frame::from_payload(FrameHeader { opcode, mask, ..FrameHeader::default() }, payload.into());
        self.frames.send(frame).inspect_err(|_| self.hang_up())
    }

    /// Starts to close like a broken implementation: with a body that a [`CloseFrame`] cannot have.
    pub(crate) fn close_badly(&mut self, body: &[u8]) -> Result<(), HandshakeError> {
        let _ = self.handshake.close(CloseFrame::EMPTY)?;
        let _ = self.write(OpCode::Control(Control::Close), body.to_vec());
        let action = self.handshake.close_sent()?;
        self.perform(action).map(drop)
    }

    /// Drops the transport without a close frame.
    pub(crate) fn vanish(&mut self) -> Result<CloseOutcome, HandshakeError> {
        self.hang_up();
        self.handshake.transport_ended()
    }
}

fn is_timeout(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock)
}
