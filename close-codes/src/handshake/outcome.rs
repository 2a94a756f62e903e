use core::fmt;

use super::initiator::Initiator;
use crate::code::{CloseCode, CodeOf, CodeSet};
use crate::frame::{Bytes, CloseFrame, InvalidClose, InvalidCloseKind, ReceivedClose, format_close};
use crate::util::from_fn::FromFn;

/// The end of a connection, as this endpoint saw it: code, reason, clean or not, initiator, and both close frames.
///
/// The outcomes of the two endpoints may differ (RFC 6455, section 7.1.5): if both send a close frame at the same time, each
/// gets the other's code.
///
/// The value takes 280 bytes on a 64-bit machine, is `Copy` and does not use the heap. [`Display`](fmt::Display) writes one
/// line for a log:
///
/// ```
/// use close_codes::{CloseFrame, CloseHandshake, CodePolicy, Role};
///
/// let mut handshake = CloseHandshake::new(Role::Server, CodePolicy::Strict);
/// handshake.close(CloseFrame::new(4003, "kicked")?)?;
/// handshake.close_sent()?;
/// handshake.time_out()?; // The peer did not answer.
/// let outcome = handshake.transport_ended()?;
/// assert_eq!(
///     outcome.to_string(),
///     "1006 Abnormal Closure (not clean, started by this endpoint; \
///      sent 4003 Application: \"kicked\"; timed out)",
/// );
/// # Ok::<_, Box<dyn std::error::Error>>(())
/// ```
#[must_use = "a handshake returns its outcome only once"]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CloseOutcome {
    pub(super) end: End,
    pub(super) failed: bool,
    pub(super) timed_out: bool,
    pub(super) initiator: Option<Initiator>,
    pub(super) received: Option<Received>,
    pub(super) sent: Option<CloseFrame>,
}

/// The cause of the end of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// The transport of an open connection ended.
    Transport,
    /// The connection was never opened.
    OpeningFailed,
    /// The connection was never opened, because the TLS handshake failed.
    TlsFailed,
}

/// The first close frame that was received.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Received {
    /// The whole body, or the first bytes of a body that is too long.
    pub(super) body: Bytes,
    pub(super) fault: Option<InvalidCloseKind>,
}

impl Received {
    pub(super) const fn is_valid(&self) -> bool {
        self.fault.is_none()
    }

    const fn get(&self) -> Result<ReceivedClose<'_>, InvalidClose<'_>> {
        match self.fault {
            None => Ok(ReceivedClose::of_valid(self.body.as_slice())),
            Some(kind) => Err(InvalidClose::new(kind, self.body.as_slice())),
        }
    }
}

impl CloseOutcome {
    /// The code of the first close frame that was received: _The WebSocket Connection Close Code_ (RFC 6455, section 7.1.5).
    ///
    /// Without such a code:
    ///
    /// - 1005, [`NoStatusReceived`](CloseCode::NoStatusReceived), if that frame was empty
    /// - 1006, [`AbnormalClosure`](CloseCode::AbnormalClosure), if that frame broke the protocol, or no close frame was
    ///   received
    /// - 1015, [`TlsHandshake`](CloseCode::TlsHandshake), if the TLS handshake failed
    #[inline]
    #[must_use]
    pub const fn code(&self) -> CloseCode {
        match (self.received(), self.end) {
            (Some(Ok(close)), _) => close.code(),
            (_, End::TlsFailed) => CloseCode::TlsHandshake,
            (_, End::Transport | End::OpeningFailed) => CloseCode::AbnormalClosure,
        }
    }

    /// The reason of the first close frame that was received, 0 to 123 bytes: _The WebSocket Connection Close Reason_ (RFC
    /// 6455, section 7.1.6).
    #[inline]
    #[must_use]
    pub const fn reason(&self) -> &str {
        match self.received() {
            Some(Ok(close)) => close.reason(),
            _ => "",
        }
    }

    /// Returns `true` if the connection closed _cleanly_ (RFC 6455, section 7.1.4).
    ///
    /// Both close frames went through before the transport ended, and the peer's close frame followed the protocol.
    #[inline]
    #[must_use]
    pub const fn was_clean(&self) -> bool {
        matches!((&self.received, &self.sent), (Some(received), Some(_)) if received.is_valid())
    }

    /// Returns the code as a code of an application's set; `None` if it is not in the set.
    #[inline]
    #[must_use]
    pub fn code_as<S: CodeSet>(&self) -> Option<S> {
        S::from_u16(self.code().as_u16())
    }

    /// The endpoint that started to close; `None` if neither did: the transport ended first, or the connection was not opened.
    ///
    /// `None` does not tell the cause: the peer may have dropped the transport, or the network may have failed.
    #[inline]
    #[must_use]
    pub const fn initiator(&self) -> Option<Initiator> {
        self.initiator
    }

    /// The first close frame that was received; `None` without one, and an error if the frame broke the protocol.
    ///
    /// A frame that arrived after this endpoint had failed the connection does not count.
    #[inline]
    #[must_use]
    pub const fn received(&self) -> Option<Result<ReceivedClose<'_>, InvalidClose<'_>>> {
        match &self.received {
            Some(received) => Some(received.get()),
            None => None,
        }
    }

    /// The close frame that was sent; `None` without one.
    #[inline]
    #[must_use]
    pub const fn sent(&self) -> Option<&CloseFrame> {
        self.sent.as_ref()
    }

    /// Returns `true` if this endpoint had to _Fail the WebSocket Connection_ (RFC 6455, section 7.1.7).
    ///
    /// The connection could not be opened, the peer's close frame broke the protocol, or [`fail`](crate::CloseHandshake::fail)
    /// was called. WHATWG's `WebSocket` fires an `error` event before the `close` event of a failed connection.
    #[inline]
    #[must_use]
    pub const fn failed(&self) -> bool {
        self.failed
    }

    /// Returns `true` if [`time_out`](crate::CloseHandshake::time_out) was called before the end.
    #[inline]
    #[must_use]
    pub const fn timed_out(&self) -> bool {
        self.timed_out
    }

    /// Returns `true` if the connection was opened.
    #[inline]
    #[must_use]
    pub const fn opened(&self) -> bool {
        matches!(self.end, End::Transport)
    }

    /// Returns the close frame that a proxy sends to the other side: see [`CloseFrame::forwarding`].
    ///
    /// ```
    /// use close_codes::{CloseCode, CloseHandshake, CodePolicy, Role};
    ///
    /// let lost = CloseHandshake::new(Role::Client, CodePolicy::Strict).transport_ended()?;
    /// assert_eq!(lost.code(), CloseCode::AbnormalClosure);
    /// assert_eq!(lost.forwarded().code(), CloseCode::InternalError);
    /// # Ok::<_, close_codes::handshake::HandshakeError>(())
    /// ```
    #[inline]
    #[must_use]
    pub const fn forwarded(&self) -> CloseFrame {
        CloseFrame::forwarding(self.code(), self.reason())
    }

    /// A label of the initiator for metrics: `local`, `remote`, or `none` if neither endpoint started to close.
    #[inline]
    #[must_use]
    pub const fn initiator_key(&self) -> &'static str {
        match self.initiator {
            Some(initiator) => initiator.key(),
            None => "none",
        }
    }

    /// A label of the code for metrics: the key from the application's set, or [`CloseCode::key`] if the code is not in the set.
    #[inline]
    #[must_use]
    pub fn key_as<S: CodeSet>(&self) -> &'static str {
        CodeOf::<S>::from(self.code()).key()
    }

    /// Displays the outcome on one line, with the names of an application's codes. Use it for logs.
    #[inline]
    #[must_use]
    pub fn display_as<S: CodeSet>(&self) -> impl fmt::Display {
        FromFn(|f: &mut fmt::Formatter<'_>| self.format_as::<S>(self.code(), f))
    }

    /// Writes the line for a log. The code is a parameter, because WHATWG's event does not show every code.
    pub(crate) fn format_as<S: CodeSet>(&self, code: CloseCode, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        format_close::<S>(code, self.reason(), f)?;
        f.write_str(if self.was_clean() { " (clean" } else { " (not clean" })?;
        if let Some(initiator) = self.initiator {
            write!(f, ", started by {initiator}")?;
        }
        match self.received() {
            _ if !self.opened() => f.write_str("; not opened")?,
            Some(Err(error)) => write!(f, "; failed: {error}")?,
            _ if self.failed => f.write_str("; failed")?,
            _ => {}
        }
        match (self.sent(), self.received()) {
            (None, _) => {}
            (Some(sent), Some(Ok(close))) if (sent.code(), sent.reason()) == (close.code(), close.reason()) => {}
            (Some(sent), _) if sent.is_empty() => f.write_str("; sent an empty close frame")?,
            (Some(sent), _) => {
                f.write_str("; sent ")?;
                format_close::<S>(sent.code(), sent.reason(), f)?;
            }
        }
        f.write_str(if self.timed_out { "; timed out)" } else { ")" })
    }
}

// In a block of their own, because rustdoc shows a block's constants before its methods.
impl CloseOutcome {
    /// The outcome of a connection that could not be opened (RFC 6455, section 4.1).
    ///
    /// For example, no server listened, the server's answer was wrong, or the application aborted the opening. The code is 1006. The connection did not close cleanly and has [failed](Self::failed), so WHATWG's `WebSocket` fires
    /// `error` before `close`. [`CloseHandshake::opening_failed`](crate::CloseHandshake::opening_failed) returns the same
    /// outcome.
    ///
    /// ```
    /// # #[cfg(feature = "alloc")] {
    /// use close_codes::{CloseEvent, CloseOutcome, Reconnect};
    ///
    /// fn should_reconnect(event: &CloseEvent) -> bool {
    ///     event.code().reconnect() == Reconnect::Yes
    /// }
    ///
    /// // `connect` returned an error. Make the event of a connection that was never opened.
    /// assert!(should_reconnect(&CloseEvent::from(CloseOutcome::OPENING_FAILED)));
    /// # }
    /// ```
    pub const OPENING_FAILED: Self = Self::unopened(End::OpeningFailed);

    /// The outcome of a connection whose TLS handshake failed. The code is 1015 (RFC 6455, section 7.4.1).
    ///
    /// For example, the server's certificate is not trusted.
    pub const TLS_FAILED: Self = Self::unopened(End::TlsFailed);

    const fn unopened(end: End) -> Self {
        Self { end, failed: true, timed_out: false, initiator: None, received: None, sent: None }
    }
}

/// Writes one line: the code, the reason in quotes, and in parentheses clean or not, the initiator, and what went wrong. The
/// reason is escaped, so a peer cannot imitate such a line.
impl fmt::Display for CloseOutcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.format_as::<CloseCode>(self.code(), f)
    }
}
