use core::fmt;

use serde_core::de::{Deserialize, Deserializer, Error, SeqAccess, Visitor};
use serde_core::ser::{Serialize, Serializer};

use super::initiator::Initiator;
use super::outcome::{CloseOutcome, End, Received};
use crate::code::CloseCode;
use crate::frame::{Bytes, CloseFrame, CodePolicy, InvalidClose, InvalidCloseKind, ReceivedClose};
use crate::reason::CloseReason;
use crate::util::serde::{serde_by_way_of, serde_struct, word};

serde_struct!("CloseOutcome", Fields {
    code: CloseCode,
    reason: CloseReason,
    was_clean: bool,
    initiator: Option<Initiator> = None,
    opened: bool,
    failed: bool,
    timed_out: bool,
    sent: Option<CloseFrame> = None,
    received: Option<Valid> = None,
    invalid: Option<Invalid> = None,
});

serde_by_way_of! {
    /// A struct with all parts of the outcome. `code`, `reason` and `was_clean` are there for people: they follow from the other
    /// fields. Reading a struct in which they do not is an error.
    CloseOutcome: Fields
}

// A received close frame that follows the protocol.
serde_struct!("ReceivedClose", Valid { code: CloseCode, reason: CloseReason });

// A received close frame that breaks the protocol: the whole body, or the first 125 of `len` bytes.
serde_struct!("InvalidClose", Invalid { kind: Kind, len: usize, body: Body });

impl From<&CloseOutcome> for Fields {
    fn from(outcome: &CloseOutcome) -> Self {
        let (received, invalid) = match outcome.received() {
            None => (None, None),
            Some(Ok(close)) => (Some(close.into()), None),
            Some(Err(close)) => (None, Some(close.into())),
        };
        Self {
            code: outcome.code(),
            reason: CloseReason::truncating(outcome.reason()),
            was_clean: outcome.was_clean(),
            initiator: outcome.initiator(),
            opened: outcome.opened(),
            failed: outcome.failed(),
            timed_out: outcome.timed_out(),
            sent: outcome.sent().copied(),
            received,
            invalid,
        }
    }
}

impl TryFrom<Fields> for CloseOutcome {
    type Error = &'static str;

    fn try_from(fields: Fields) -> Result<Self, Self::Error> {
        let Fields { code, reason, was_clean, initiator, opened, failed, timed_out, sent, received, invalid } = fields;
        let received = match (received, invalid) {
            (None, None) => None,
            (Some(valid), None) => Some(valid.try_into()?),
            (None, Some(invalid)) => Some(invalid.try_into()?),
            (Some(_), Some(_)) => return Err("`received` and `invalid` cannot both be set: leave one out"),
        };
        let end = match code {
            _ if opened => End::Transport,
            CloseCode::TlsHandshake => End::TlsFailed,
            _ => End::OpeningFailed,
        };
        let outcome = Self { end, failed, timed_out, initiator, received, sent };
        if !failed && (!opened || matches!(outcome.received(), Some(Err(_)))) {
            return Err("the connection failed: `failed` must be true");
        }
        if !opened && (sent.is_some() || received.is_some()) {
            return Err("a connection that was not opened cannot have close frames");
        }
        if (outcome.code(), outcome.reason(), outcome.was_clean()) != (code, &*reason, was_clean) {
            return Err("`code`, `reason` and `was_clean` do not match the other fields");
        }
        Ok(outcome)
    }
}

impl From<ReceivedClose<'_>> for Valid {
    fn from(close: ReceivedClose<'_>) -> Self {
        Self { code: close.code(), reason: CloseReason::truncating(close.reason()) }
    }
}

impl TryFrom<Valid> for Received {
    type Error = &'static str;

    fn try_from(Valid { code, reason }: Valid) -> Result<Self, Self::Error> {
        let body = match code {
            CloseCode::NoStatusReceived if reason.is_empty() => Bytes::EMPTY,
            code if CodePolicy::Browser.allows(code) => Bytes::cut(code.as_u16().to_be_bytes(), reason.as_bytes()),
            _ => return Err("a received close frame cannot hold this code"),
        };
        Ok(Self { body, fault: None })
    }
}

impl From<InvalidClose<'_>> for Invalid {
    fn from(close: InvalidClose<'_>) -> Self {
        let body = close.body();
        let (kind, len) = match close.kind() {
            InvalidCloseKind::OneByte => (Kind::ONE_BYTE, body.len()),
            InvalidCloseKind::TooLong { len } => (Kind::TOO_LONG, len),
            InvalidCloseKind::CodeNotAllowed(_) => (Kind::CODE_NOT_ALLOWED, body.len()),
            InvalidCloseKind::NotUtf8(_) => (Kind::NOT_UTF8, body.len()),
        };
        Self { kind: Kind(kind), len, body: Body(Bytes::cut([], body)) }
    }
}

impl TryFrom<Invalid> for Received {
    type Error = &'static str;

    fn try_from(Invalid { kind: Kind(kind), len, body: Body(body) }: Invalid) -> Result<Self, Self::Error> {
        let fault = match (kind, body.as_slice()) {
            _ if body.len() != len.min(CloseFrame::MAX_LEN) => None,
            (Kind::ONE_BYTE, [_]) => Some(InvalidCloseKind::OneByte),
            (Kind::TOO_LONG, _) if len > CloseFrame::MAX_LEN => Some(InvalidCloseKind::TooLong { len }),
            (_, _) if len > CloseFrame::MAX_LEN => None,
            (Kind::CODE_NOT_ALLOWED, [high, low, ..]) => {
                Some(InvalidCloseKind::CodeNotAllowed(CloseCode::from_u16(u16::from_be_bytes([*high, *low]))))
            }
            (Kind::NOT_UTF8, [_, _, reason @ ..]) => core::str::from_utf8(reason).err().map(InvalidCloseKind::NotUtf8),
            _ => None,
        };
        match fault {
            Some(_) => Ok(Self { body, fault }),
            None => Err("the `kind` of the invalid close frame does not match its body"),
        }
    }
}

/// Writes `local` or `remote`.
impl Serialize for Initiator {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.key())
    }
}

/// Reads `local` or `remote`.
impl<'de> Deserialize<'de> for Initiator {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(if word(&["local", "remote"], deserializer)? == "local" { Self::Local } else { Self::Remote })
    }
}

/// The fault of a close frame, as a word.
struct Kind(&'static str);

impl Kind {
    const ONE_BYTE: &str = "one_byte";
    const TOO_LONG: &str = "too_long";
    const CODE_NOT_ALLOWED: &str = "code_not_allowed";
    const NOT_UTF8: &str = "not_utf8";
}

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0)
    }
}

impl<'de> Deserialize<'de> for Kind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const KINDS: &[&str] = &[Kind::ONE_BYTE, Kind::TOO_LONG, Kind::CODE_NOT_ALLOWED, Kind::NOT_UTF8];
        word(KINDS, deserializer).map(Self)
    }
}

/// The bytes of a body, at most 125.
struct Body(Bytes);

impl Serialize for Body {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.as_slice().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Body {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(BodyVisitor)
    }
}

struct BodyVisitor;

impl<'de> Visitor<'de> for BodyVisitor {
    type Value = Body;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "at most {} bytes", CloseFrame::MAX_LEN)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Body, A::Error> {
        let mut bytes = Bytes::EMPTY;
        while let Some(byte) = seq.next_element::<u8>()? {
            if bytes.len() == CloseFrame::MAX_LEN {
                return Err(A::Error::invalid_length(bytes.len() + 1, &self));
            }
            bytes.push(&[byte]);
        }
        Ok(Body(bytes))
    }
}
