use core::fmt;

use crate::code::{CloseCode, CodeSet};
use crate::frame::{Bytes, CloseBody, InvalidClose, InvalidCloseKind};
use crate::util::escape::Printable;

/// How a connection closed, as [`CloseHandshake`](crate::CloseHandshake) saw it.
///
/// The two endpoints need not agree (RFC 6455, section 7.1.5): if each sends a close frame before the other's arrives, each
/// has the other's code.
///
/// The value takes 280 bytes on a machine of 64 bits and no heap, and can be copied. [`Display`](fmt::Display) is a line for
/// a log: `1001 Going Away: bye (clean, begun by the peer)`.
#[must_use = "it is given once"]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CloseOutcome {
    cause: Cause,
    failed: bool,
    initiator: Option<Initiator>,
    received: Option<Received>,
    sent: Option<CloseBody>,
}

/// What brought the connection to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Cause {
    TransportEnded,
    TimedOut,
    TlsFailed,
}

/// The first close frame that was received.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Received {
    Valid(CloseBody),
    /// With the whole body, or the beginning of one that is too long.
    Invalid {
        kind: InvalidCloseKind,
        start: Bytes,
    },
}

/// Which endpoint began to close a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Initiator {
    /// This one: it asked for a close frame, failed the connection or timed out before the peer's close frame arrived.
    Local,
    /// The peer: its close frame arrived before anything of the kind.
    Remote,
}

/// The peer's close frame, as it is kept in a [`CloseOutcome`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ReceivedClose<'a> {
    /// One that keeps to the protocol.
    Valid(&'a CloseBody),
    /// One that breaks it; of a body of more than 125 bytes these are the first 125.
    Invalid(InvalidClose<'a>),
}

impl CloseOutcome {
    #[inline]
    pub(super) const fn new(
        cause: Cause,
        failed: bool,
        initiator: Option<Initiator>,
        received: Option<Received>,
        sent: Option<CloseBody>,
    ) -> Self {
        Self { cause, failed, initiator, received, sent }
    }

    /// _The WebSocket Connection Close Code_ (RFC 6455, section 7.1.5): the code of the first close frame that was received;
    /// 1005, [`NoStatusReceived`](CloseCode::NoStatusReceived), if it had none; 1006,
    /// [`AbnormalClosure`](CloseCode::AbnormalClosure), if there was no close frame, or none that keeps to the protocol;
    /// 1015, [`TlsHandshake`](CloseCode::TlsHandshake), if the TLS handshake failed.
    #[inline]
    #[must_use]
    pub const fn code(&self) -> CloseCode {
        match (&self.received, self.cause) {
            (Some(Received::Valid(body)), _) => body.code(),
            (_, Cause::TlsFailed) => CloseCode::TlsHandshake,
            (_, Cause::TransportEnded | Cause::TimedOut) => CloseCode::AbnormalClosure,
        }
    }

    /// _The WebSocket Connection Close Reason_ (RFC 6455, section 7.1.6): the reason in the first close frame that was
    /// received; empty if there was none.
    #[inline]
    #[must_use]
    pub const fn reason(&self) -> &str {
        match &self.received {
            Some(Received::Valid(body)) => body.reason(),
            _ => "",
        }
    }

    /// Whether the connection closed _cleanly_ (RFC 6455, section 7.1.4): both close frames went through before the transport
    /// ended, and the peer's kept to the protocol.
    #[inline]
    #[must_use]
    pub const fn was_clean(&self) -> bool {
        matches!((&self.received, &self.sent), (Some(Received::Valid(_)), Some(_)))
    }

    /// Which endpoint began to close; `None` if the transport ended by itself, or TLS failed, before either did.
    ///
    /// The transport does not tell whether a peer dropped it or the net did.
    #[inline]
    #[must_use]
    pub const fn initiator(&self) -> Option<Initiator> {
        self.initiator
    }

    /// Whether [`time_out`](crate::CloseHandshake::time_out) was called before the transport ended.
    #[inline]
    #[must_use]
    pub const fn timed_out(&self) -> bool {
        matches!(self.cause, Cause::TimedOut)
    }

    /// Whether this endpoint had to _Fail the WebSocket Connection_ (RFC 6455, section 7.1.7): the peer's close frame broke the
    /// protocol, the caller [said so](crate::CloseHandshake::fail), or the TLS handshake failed.
    ///
    /// If so, WHATWG's `WebSocket` fires an `error` event before the `close` event.
    #[inline]
    #[must_use]
    pub const fn failed(&self) -> bool {
        self.failed
    }

    /// The code as one of an application's own, if it is one.
    #[inline]
    #[must_use]
    pub fn code_as<S: CodeSet>(&self) -> Option<S> {
        S::from_u16(self.code().as_u16())
    }

    /// The first close frame that was received, if there was one. One that came after this endpoint had failed the connection
    /// was not looked at.
    #[inline]
    #[must_use]
    pub const fn received(&self) -> Option<ReceivedClose<'_>> {
        match &self.received {
            Some(Received::Valid(body)) => Some(ReceivedClose::Valid(body)),
            Some(Received::Invalid { kind, start }) => {
                Some(ReceivedClose::Invalid(InvalidClose::new(*kind, start.as_slice())))
            }
            None => None,
        }
    }

    /// The close frame that was sent, if one was.
    #[inline]
    #[must_use]
    pub const fn sent(&self) -> Option<&CloseBody> {
        self.sent.as_ref()
    }

    /// What a proxy sends to one side after this was the end of the other: see [`CloseBody::forwarding`].
    ///
    /// ```
    /// use close_codes::{CloseCode, CloseHandshake, Profile, Role};
    ///
    /// let lost = CloseHandshake::new(Role::Client, Profile::Strict).transport_ended()?;
    /// assert_eq!(lost.code(), CloseCode::AbnormalClosure);
    /// assert_eq!(lost.forwardable().code(), CloseCode::InternalError);
    /// # Ok::<_, close_codes::HandshakeError>(())
    /// ```
    #[inline]
    #[must_use]
    pub const fn forwardable(&self) -> CloseBody {
        CloseBody::forwarding(self.code(), self.reason())
    }
}

/// Code and reason, and in brackets whether the connection closed cleanly, who began, and what went wrong. What is no printable
/// character in a reason is escaped, as a peer may have chosen it.
impl fmt::Display for CloseOutcome {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.code())?;
        if !self.reason().is_empty() {
            write!(f, ": {}", Printable(self.reason()))?;
        }
        f.write_str(if self.was_clean() { " (clean" } else { " (not clean" })?;
        f.write_str(match self.initiator {
            Some(Initiator::Local) => ", begun by this endpoint",
            Some(Initiator::Remote) => ", begun by the peer",
            None => "",
        })?;
        if let Some(ReceivedClose::Invalid(error)) = self.received() {
            write!(f, "; {error}")?;
        }
        match self.sent().map(CloseBody::frame) {
            Some(Some(frame)) if !self.was_clean() => write!(f, "; sent {frame}")?,
            Some(None) if !self.was_clean() => f.write_str("; sent a close frame without a code")?,
            _ => {}
        }
        f.write_str(if self.timed_out() { "; timed out)" } else { ")" })
    }
}
