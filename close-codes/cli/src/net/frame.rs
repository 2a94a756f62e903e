//! Frames, legal or not (RFC 6455, section 5.2). tungstenite reads and writes their headers.

use std::fmt::Write;
use std::io::Cursor;

use close_codes::Role;
use tungstenite::protocol::frame::FrameHeader;
use tungstenite::protocol::frame::coding::OpCode;

use crate::cases::{Masking, Step};

pub(crate) const CONTINUATION: u8 = 0x0;
pub(crate) const TEXT: u8 = 0x1;
pub(crate) const BINARY: u8 = 0x2;
pub(crate) const CLOSE: u8 = 0x8;
pub(crate) const PING: u8 = 0x9;
pub(crate) const PONG: u8 = 0xA;

/// The most bytes of a header: two, a length of 64 bits, and a masking key.
const LONGEST_HEADER: usize = 14;

/// Returns the name of an opcode; `None` if it is not defined.
pub(crate) const fn opcode_name(opcode: u8) -> Option<&'static str> {
    Some(match opcode {
        CONTINUATION => "continuation",
        TEXT => "text",
        BINARY => "binary",
        CLOSE => "close",
        PING => "ping",
        PONG => "pong",
        _ => return None,
    })
}

/// Returns two hexadecimal digits for each byte.
pub(crate) fn hex(bytes: impl IntoIterator<Item = u8>) -> String {
    bytes.into_iter().fold(String::new(), |mut digits, byte| {
        // Writing to a string does not fail.
        let _ = write!(digits, "{byte:02X}");
        digits
    })
}

/// A frame, as it is on the wire. The payload is without its mask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Frame {
    /// The bit FIN: `false` if another fragment follows.
    pub(crate) fin: bool,
    /// The bits RSV1 (4), RSV2 (2) and RSV3 (1).
    pub(crate) reserved: u8,
    /// The opcode, 0 to 15.
    pub(crate) opcode: u8,
    pub(crate) masked: bool,
    pub(crate) payload: Vec<u8>,
    /// `true` for a length with more bits than it needs. Such frames are sent with a length of 16 bits.
    pub(crate) long: bool,
}

/// A frame that cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unreadable {
    /// The opcode is not defined (RFC 6455, section 5.2).
    Opcode(u8),
    /// The payload has more bytes than this program reads.
    TooLong(u64),
}

impl Frame {
    /// Makes a frame as this endpoint sends it: a client masks, a server does not (RFC 6455, section 5.1).
    pub(crate) fn new(opcode: u8, payload: impl Into<Vec<u8>>, role: Role) -> Self {
        let masked = role == Role::Client;
        Self { fin: true, reserved: 0, opcode, masked, payload: payload.into(), long: false }
    }

    /// Makes the frame of a step that sends one.
    pub(crate) fn of(step: &Step, role: Role) -> Option<Self> {
        let (opcode, shape) = step.frame()?;
        let right = Self::new(opcode, shape.payload(), role);
        let masked = right.masked == (shape.masking == Masking::Right);
        Some(Self { fin: !shape.more, reserved: shape.reserved, masked, long: shape.long, ..right })
    }

    /// Returns `true` if the frame is masked as a sender with this role has to (RFC 6455, section 5.1: a client masks, a server
    /// does not).
    pub(crate) fn is_masked_by(&self, sender: Role) -> bool {
        self.masked == (sender == Role::Client)
    }

    pub(crate) const fn is_control(&self) -> bool {
        self.opcode & 0x8 != 0
    }

    /// Returns the bytes on the wire.
    pub(crate) fn encode(&self) -> Vec<u8> {
        let bit = |bit: u8| self.reserved & bit != 0;
        let mask = self.masked.then(masking_key);
        let header = FrameHeader {
            is_final: self.fin,
            rsv1: bit(4),
            rsv2: bit(2),
            rsv3: bit(1),
            opcode: OpCode::from(self.opcode & 0xF),
            mask,
        };
        let len = u64::try_from(self.payload.len()).unwrap_or(u64::MAX);
        let mut bytes = Vec::new();
        // Writing to a vector does not fail.
        let _ = header.format(if self.long { len.max(126) } else { len }, &mut bytes);
        if let (true, Ok(short @ ..=125), Some(field)) = (self.long, u16::try_from(len), bytes.get_mut(2..4)) {
            field.copy_from_slice(&short.to_be_bytes());
        }
        let start = bytes.len();
        bytes.extend_from_slice(&self.payload);
        if let (Some(key), Some(payload)) = (mask, bytes.get_mut(start..)) {
            apply(key, payload);
        }
        bytes
    }

    /// Returns the length of the first frame of some bytes, whatever its opcode is; `None` if its header is not complete.
    pub(crate) fn length(bytes: &[u8]) -> Option<u64> {
        let [first, rest @ ..] = bytes else { return None };
        // The parser refuses opcodes that are not defined.
        let rest = rest.get(..LONGEST_HEADER - 1).unwrap_or(rest);
        let header = [&[*first & 0xF0 | BINARY], rest].concat();
        let mut cursor = Cursor::new(&*header);
        let (_, len) = FrameHeader::parse(&mut cursor).ok()??;
        Some(cursor.position().saturating_add(len))
    }

    /// Reads the header of the first frame of some bytes. Returns the frame without its payload.
    pub(crate) fn head(bytes: &[u8]) -> Option<Self> {
        let mut cursor = Cursor::new(bytes);
        let (header, len) = FrameHeader::parse(&mut cursor).ok()??;
        Some(Self::with_header(&header, len, &cursor))
    }

    /// Reads the first frame of some bytes, and its length in bytes; `None` if it is not complete. A payload has at most
    /// `most` bytes.
    pub(crate) fn decode(bytes: &[u8], most: u64) -> Result<Option<(Self, usize)>, Unreadable> {
        let mut cursor = Cursor::new(bytes);
        let Ok(read) = FrameHeader::parse(&mut cursor) else {
            if bytes.len() < LONGEST_HEADER && Self::length(bytes).is_none() {
                return Ok(None);
            }
            return Err(Unreadable::Opcode(bytes.first().map_or(0, |first| first & 0xF)));
        };
        let Some((header, len)) = read else { return Ok(None) };
        if len > most {
            return Err(Unreadable::TooLong(len));
        }
        let start = usize::try_from(cursor.position()).ok();
        let range = start.zip(usize::try_from(len).ok()).map(|(start, len)| start..start.saturating_add(len));
        let Some(range) = range else { return Ok(None) };
        let Some(payload) = bytes.get(range.clone()) else { return Ok(None) };
        let mut payload = payload.to_vec();
        if let Some(key) = header.mask {
            apply(key, &mut payload);
        }
        Ok(Some((Self { payload, ..Self::with_header(&header, len, &cursor) }, range.end)))
    }

    /// Makes a frame without a payload. The cursor is after the header.
    fn with_header(header: &FrameHeader, len: u64, cursor: &Cursor<&[u8]>) -> Self {
        let long = usize::try_from(cursor.position()).ok() != Some(header.len(len));
        let reserved = u8::from(header.rsv1) << 2 | u8::from(header.rsv2) << 1 | u8::from(header.rsv3);
        let (fin, opcode, masked) = (header.is_final, u8::from(header.opcode), header.mask.is_some());
        Self { fin, reserved, opcode, masked, payload: Vec::new(), long }
    }
}

/// Applies a mask, or removes it (RFC 6455, section 5.3).
fn apply(key: [u8; 4], payload: &mut [u8]) {
    payload.iter_mut().zip(key.iter().cycle()).for_each(|(byte, key)| *byte ^= key);
}

/// Returns a key that a peer cannot predict (RFC 6455, section 5.3).
fn masking_key() -> [u8; 4] {
    let mut key = [0; 4];
    // A system without random bytes gets a mask of zeros, which is legal.
    let _ = getrandom::fill(&mut key);
    key
}
