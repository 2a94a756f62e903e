use core::fmt;

use super::initiator::Initiator;
use crate::code::{CloseCode, CodeOf, CodeSet};
use crate::frame::{Bytes, CloseFrame, InvalidClose, InvalidCloseKind, ReceivedClose, format_close};
use crate::util::from_fn::FromFn;

/// The way in which a connection closed, as this endpoint saw it: code, reason, clean or not, who started, and the close
/// frames of both sides.
///
/// The two endpoints need not agree (RFC 6455, section 7.1.5): if each sends a close frame before the other's arrives, each
/// has the other's code.
///
/// The value takes 280 bytes on a machine of 64 bits and no heap, and can be copied. [`Display`](fmt::Display) is one line
/// for a log:
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
#[must_use = "it is given once"]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CloseOutcome {
    pub(super) end: End,
    pub(super) failed: bool,
    pub(super) timed_out: bool,
    pub(super) initiator: Option<Initiator>,
    pub(super) received: Option<Received>,
    pub(super) sent: Option<CloseFrame>,
}

/// The end of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// The transport of an open connection ended.
    Transport,
    /// The connection was never opened.
    OpeningFailed,
    /// The same, because the TLS handshake failed.
    TlsFailed,
}

/// The first close frame that was received.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Received {
    /// The whole body, or the first bytes of one that is too long.
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
    /// _The WebSocket Connection Close Code_ (RFC 6455, section 7.1.5): the code of the first close frame that was received;
    /// 1005, [`NoStatusReceived`](CloseCode::NoStatusReceived), if that frame was empty; 1006,
    /// [`AbnormalClosure`](CloseCode::AbnormalClosure), if no close frame was received, or one that breaks the protocol;
    /// 1015, [`TlsHandshake`](CloseCode::TlsHandshake), if the TLS handshake failed.
    #[inline]
    #[must_use]
    pub const fn code(&self) -> CloseCode {
        match (self.received(), self.end) {
            (Some(Ok(close)), _) => close.code(),
            (_, End::TlsFailed) => CloseCode::TlsHandshake,
            (_, End::Transport | End::OpeningFailed) => CloseCode::AbnormalClosure,
        }
    }

    /// _The WebSocket Connection Close Reason_ (RFC 6455, section 7.1.6): the reason of the first close frame that was
    /// received, 0 to 123 bytes.
    #[inline]
    #[must_use]
    pub const fn reason(&self) -> &str {
        match self.received() {
            Some(Ok(close)) => close.reason(),
            _ => "",
        }
    }

    /// Returns `true` if the connection closed _cleanly_ (RFC 6455, section 7.1.4): both close frames went through before the
    /// transport ended, and the peer's kept to the protocol.
    #[inline]
    #[must_use]
    pub const fn was_clean(&self) -> bool {
        matches!((&self.received, &self.sent), (Some(received), Some(_)) if received.is_valid())
    }

    /// The code as one of an application's own, if it is one.
    #[inline]
    #[must_use]
    pub fn code_as<S: CodeSet>(&self) -> Option<S> {
        S::from_u16(self.code().as_u16())
    }

    /// The endpoint that started to close; `None` if the transport ended, or the connection could not be opened, before
    /// either endpoint started.
    ///
    /// The transport does not tell whether the peer dropped it or the network did.
    #[inline]
    #[must_use]
    pub const fn initiator(&self) -> Option<Initiator> {
        self.initiator
    }

    /// The first close frame that was received, if one was: an error if it broke the protocol. A frame that arrived after this
    /// endpoint had failed the connection was not looked at.
    #[inline]
    #[must_use]
    pub const fn received(&self) -> Option<Result<ReceivedClose<'_>, InvalidClose<'_>>> {
        match &self.received {
            Some(received) => Some(received.get()),
            None => None,
        }
    }

    /// The close frame that was sent, if one was.
    #[inline]
    #[must_use]
    pub const fn sent(&self) -> Option<&CloseFrame> {
        self.sent.as_ref()
    }

    /// Returns `true` if this endpoint had to _Fail the WebSocket Connection_ (RFC 6455, section 7.1.7): the connection could
    /// not be opened, the peer's close frame broke the protocol, or the caller [said so](crate::CloseHandshake::fail).
    ///
    /// If it did, WHATWG's `WebSocket` fires an `error` event before the `close` event.
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

    /// Returns `false` if the connection was never opened.
    #[inline]
    #[must_use]
    pub const fn opened(&self) -> bool {
        matches!(self.end, End::Transport)
    }

    /// The close frame that a proxy sends to the other side: see [`CloseFrame::forwarding`].
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

    /// A label for metrics: `local`, `remote`, or `none` if neither endpoint started to close.
    #[inline]
    #[must_use]
    pub const fn initiator_key(&self) -> &'static str {
        match self.initiator {
            Some(initiator) => initiator.key(),
            None => "none",
        }
    }

    /// A label for metrics: the key of the application's code, otherwise [`CloseCode::key`].
    #[inline]
    #[must_use]
    pub fn key_as<S: CodeSet>(&self) -> &'static str {
        CodeOf::<S>::from(self.code()).key()
    }

    /// Displays the outcome with the names of an application's codes, as one line for a log.
    #[inline]
    #[must_use]
    pub fn display_as<S: CodeSet>(&self) -> impl fmt::Display {
        FromFn(|f: &mut fmt::Formatter<'_>| self.format_as::<S>(self.code(), f))
    }

    /// Writes the line for a log. The code is a parameter, because WHATWG's event does not show each one.
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
    /// The outcome of a connection that could not be opened: nobody listened, the server's answer was wrong, or the
    /// application gave up while the connection was being opened (RFC 6455, section 4.1).
    ///
    /// Its code is 1006, it is not clean, and it has [failed](Self::failed), so that WHATWG's `WebSocket` fires `error` before
    /// `close`. With a [`CloseHandshake`](crate::CloseHandshake) the same is
    /// [`opening_failed`](crate::CloseHandshake::opening_failed).
    ///
    /// ```
    /// # #[cfg(feature = "alloc")] {
    /// use close_codes::{CloseEvent, CloseOutcome, Reconnect};
    ///
    /// fn shall_reconnect(event: &CloseEvent) -> bool {
    ///     event.code().reconnect() == Reconnect::Yes
    /// }
    ///
    /// // `connect` returned an error, so there is no connection that could give an event.
    /// assert!(shall_reconnect(&CloseEvent::from(CloseOutcome::OPENING_FAILED)));
    /// # }
    /// ```
    pub const OPENING_FAILED: Self = Self::unopened(End::OpeningFailed);

    /// The outcome of a connection whose TLS handshake failed, for example because the server's certificate is not trusted.
    /// Its code is 1015 (RFC 6455, section 7.4.1).
    pub const TLS_FAILED: Self = Self::unopened(End::TlsFailed);

    const fn unopened(end: End) -> Self {
        Self { end, failed: true, timed_out: false, initiator: None, received: None, sent: None }
    }
}

/// Code, reason in quotes, and in brackets: clean or not, who started, and what went wrong. It is one line, and a peer's text
/// cannot imitate it.
impl fmt::Display for CloseOutcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.format_as::<CloseCode>(self.code(), f)
    }
}
