use close_codes::CloseCode;

/// A way in which the peer breaks the protocol, apart from its close frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// A server masks, or a client does not (RFC 6455, section 5.1).
    Masking,
    /// A reserved bit is set without an extension (section 5.2).
    Reserved,
    /// A length has more bits than it needs (section 5.2).
    Length,
    /// The opcode is not defined (section 5.2).
    Opcode(u8),
    /// A control frame is fragmented (section 5.5).
    Fragmented,
    /// A control frame has more than 125 bytes (section 5.5).
    Long,
    /// A continuation frame does not have a message to continue (section 5.4).
    Continuation,
    /// A message begins before the fragments of the last one are complete (section 5.4).
    Interleaved,
    /// A text message is not UTF-8 (section 8.1).
    NotUtf8,
    /// A message is longer than this program allows (section 7.4.1).
    TooBig,
}

impl Fault {
    /// Returns the code with which an endpoint fails the connection.
    pub(crate) const fn code(self) -> CloseCode {
        match self {
            Self::TooBig => CloseCode::MessageTooBig,
            Self::NotUtf8 => CloseCode::InvalidFramePayloadData,
            _ => CloseCode::ProtocolError,
        }
    }

    /// Returns a word for programs.
    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::Masking => "masking",
            Self::Reserved => "reserved",
            Self::Length => "length",
            Self::Opcode(_) => "opcode",
            Self::Fragmented => "fragmented",
            Self::Long => "long",
            Self::Continuation => "continuation",
            Self::Interleaved => "interleaved",
            Self::NotUtf8 => "not_utf8",
            Self::TooBig => "too_big",
        }
    }
}
