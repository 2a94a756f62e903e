use super::action::{Delivery, HandshakeAction};
use super::error::HandshakeError;
use super::initiator::Initiator;
use super::outcome::{CloseOutcome, End, Received};
use crate::code::Role;
use crate::frame::{Bytes, CloseFrame, CodePolicy, InvalidCloseKind};
use crate::reason::CloseReason;

/// The closing handshake of one connection, from this endpoint's side, without I/O (RFC 6455, section 7).
///
/// Call a method for each thing that happens, and take the [`HandshakeAction`] that it returns. The handshake sends at most one
/// close frame, echoes the peer's, lets the server drop the transport first, and gives one [`CloseOutcome`] at the end.
///
/// | What happens | Method |
/// |---|---|
/// | the application wants to close | [`close`](Self::close) |
/// | the close frame of [`HandshakeAction::Send`] has been written | [`close_sent`](Self::close_sent) |
/// | a close frame has arrived, with any body | [`close_received`](Self::close_received) |
/// | any other frame has arrived | [`data_received`](Self::data_received) |
/// | the peer broke the protocol, or the connection cannot go on | [`fail`](Self::fail) |
/// | you have waited long enough | [`time_out`](Self::time_out) |
/// | the transport of an open connection has ended | [`transport_ended`](Self::transport_ended) |
/// | the connection could not be opened | [`opening_failed`](Self::opening_failed) |
/// | the TLS handshake has failed | [`tls_failed`](Self::tls_failed) |
///
/// The methods may be called in any order. What arrives from the peer too late is ignored. A call that the caller may not make
/// is a [`HandshakeError`], and changes nothing.
///
/// The value takes 304 bytes on a machine of 64 bits, and no heap.
///
/// # A server that is asked to close
///
/// ```
/// use close_codes::{CloseHandshake, CodePolicy, HandshakeAction, Initiator, Role};
///
/// let mut handshake = CloseHandshake::new(Role::Server, CodePolicy::Strict);
///
/// // A close frame arrives, and is echoed ...
/// let HandshakeAction::Send(echo) = handshake.close_received(b"\x03\xE9bye")? else { panic!() };
/// assert_eq!(echo.encode(), b"\x03\xE9bye");
/// // ... and after that the server drops the transport.
/// assert_eq!(handshake.close_sent()?, HandshakeAction::Drop);
///
/// let outcome = handshake.transport_ended()?;
/// assert_eq!((outcome.code().as_u16(), outcome.reason()), (1001, "bye"));
/// assert!(outcome.was_clean());
/// assert_eq!(outcome.initiator(), Some(Initiator::Remote));
/// # Ok::<_, close_codes::handshake::HandshakeError>(())
/// ```
///
/// # A client that closes
///
/// ```
/// use close_codes::{CloseCode, CloseFrame, CloseHandshake, CodePolicy, HandshakeAction, Role};
///
/// let mut handshake = CloseHandshake::new(Role::Client, CodePolicy::Strict);
///
/// let HandshakeAction::Send(frame) = handshake.close(CloseFrame::EMPTY)? else { panic!() };
/// assert_eq!(frame.encode(), b"");
/// assert_eq!(handshake.close_sent()?, HandshakeAction::AwaitClose);
/// // The server answers, and drops the transport.
/// assert_eq!(handshake.close_received(b"")?, HandshakeAction::AwaitEnd);
///
/// let outcome = handshake.transport_ended()?;
/// assert_eq!(outcome.code(), CloseCode::NoStatusReceived);
/// assert!(outcome.was_clean());
/// assert_eq!(outcome.to_string(), "1005 No Status Rcvd (clean, started by this endpoint)");
/// # Ok::<_, close_codes::handshake::HandshakeError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CloseHandshake {
    role: Role,
    policy: CodePolicy,
    own: OwnClose,
    received: Option<Received>,
    initiator: Option<Initiator>,
    phase: Phase,
    timed_out: bool,
    /// A frame has been sent or received.
    established: bool,
}

/// The one close frame of this endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum OwnClose {
    None,
    /// Given to the caller, who has not yet said that it is written.
    Sending(CloseFrame),
    Sent(CloseFrame),
}

/// The state of the connection, apart from the close frames.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Open,
    /// Nothing more that the peer sends is looked at (RFC 6455, section 7.1.7).
    Failed,
    Ended,
}

impl CloseHandshake {
    /// Makes the handshake of a connection that is open, or about to be. The policy says which codes the peer's close frame
    /// may hold.
    #[inline]
    #[must_use]
    pub const fn new(role: Role, policy: CodePolicy) -> Self {
        Self {
            role,
            policy,
            own: OwnClose::None,
            received: None,
            initiator: None,
            phase: Phase::Open,
            timed_out: false,
            established: false,
        }
    }

    /// The application wants to close: _Start the WebSocket Closing Handshake_ (RFC 6455, section 7.1.2).
    ///
    /// A connection that is still being opened cannot send a close frame: give it up, and call
    /// [`opening_failed`](Self::opening_failed).
    ///
    /// # Errors
    ///
    /// [`AlreadyClosing`](HandshakeError::AlreadyClosing) if a close frame has been asked for already (by an earlier call, as
    /// the echo, or because the connection failed), or if the handshake timed out.
    /// [`AlreadyEnded`](HandshakeError::AlreadyEnded) after the end.
    #[inline]
    pub fn close(&mut self, frame: CloseFrame) -> Result<HandshakeAction, HandshakeError> {
        self.not_ended()?;
        if !self.may_send_data() {
            return Err(HandshakeError::AlreadyClosing);
        }
        self.start(Initiator::Local);
        Ok(self.send(frame))
    }

    /// The close frame of [`HandshakeAction::Send`] has been written to the transport.
    ///
    /// # Errors
    ///
    /// [`NothingToSend`](HandshakeError::NothingToSend) if no close frame was to be written.
    /// [`AlreadyEnded`](HandshakeError::AlreadyEnded) after the end.
    #[inline]
    pub fn close_sent(&mut self) -> Result<HandshakeAction, HandshakeError> {
        self.not_ended()?;
        let frame = self.to_send().ok_or(HandshakeError::NothingToSend)?;
        self.own = OwnClose::Sent(frame);
        self.established = true;
        Ok(self.next())
    }

    /// A close frame has arrived; `body` is its payload, unmasked.
    ///
    /// The first one is [echoed](crate::ReceivedClose::echo), unless a close frame has been sent already. If it breaks the
    /// protocol ([`CloseFrame::parse`]), the connection fails with 1002 or 1007. Later ones are ignored.
    ///
    /// # Errors
    ///
    /// [`AlreadyEnded`](HandshakeError::AlreadyEnded) after the end.
    #[inline]
    pub fn close_received(&mut self, body: &[u8]) -> Result<HandshakeAction, HandshakeError> {
        self.not_ended()?;
        self.established = true;
        if self.has_received() || !self.is_open() {
            return Ok(self.next());
        }
        self.start(Initiator::Remote);
        let parsed = CloseFrame::parse(body, self.policy);
        self.received = Some(Received { body: Bytes::cut([], body), fault: parsed.err().map(InvalidCloseKind::from) });
        Ok(match parsed {
            Ok(close) => self.send(close.echo()),
            Err(error) => self.break_off(reply_to(error.kind())),
        })
    }

    /// A frame other than a close frame has arrived: data, a ping or a pong.
    ///
    /// # Errors
    ///
    /// [`AlreadyEnded`](HandshakeError::AlreadyEnded) after the end.
    #[inline]
    pub const fn data_received(&mut self) -> Result<Delivery, HandshakeError> {
        if self.is_ended() {
            return Err(HandshakeError::AlreadyEnded);
        }
        self.established = true;
        Ok(match (&self.received, &self.own) {
            (None, OwnClose::None) if self.is_open() => Delivery::Deliver,
            (None, OwnClose::Sending(_) | OwnClose::Sent(_)) if self.is_open() => Delivery::Optional,
            _ => Delivery::Discard,
        })
    }

    /// The connection cannot go on: _Fail the WebSocket Connection_ (RFC 6455, section 7.1.7). The frame tells the peer why:
    /// 1002 for an error in the protocol, 1007 for text that is not UTF-8, 1009 for a message that is too big, 1011 for an
    /// error of this endpoint.
    ///
    /// The frame is sent if no close frame has been sent yet. Discard what arrives from now on, a close frame too. A second
    /// call does nothing, and neither does a call after the peer's close frame arrived.
    ///
    /// # Errors
    ///
    /// [`AlreadyEnded`](HandshakeError::AlreadyEnded) after the end.
    #[inline]
    pub fn fail(&mut self, frame: CloseFrame) -> Result<HandshakeAction, HandshakeError> {
        self.not_ended()?;
        if self.has_received() || !self.is_open() {
            return Ok(self.next());
        }
        self.start(Initiator::Local);
        Ok(self.break_off(frame))
    }

    /// The caller has waited long enough, and drops the transport.
    ///
    /// If both close frames went through before, the connection still closes cleanly (RFC 6455, section 7.1.4).
    ///
    /// # Errors
    ///
    /// [`AlreadyEnded`](HandshakeError::AlreadyEnded) after the end.
    #[inline]
    pub fn time_out(&mut self) -> Result<HandshakeAction, HandshakeError> {
        self.not_ended()?;
        self.start(Initiator::Local);
        self.timed_out = true;
        Ok(self.next())
    }

    /// The transport of an open connection has ended: the peer dropped it, this endpoint did, or it broke. _The WebSocket
    /// Connection is Closed_ (RFC 6455, section 7.1.4).
    ///
    /// # Errors
    ///
    /// [`AlreadyEnded`](HandshakeError::AlreadyEnded) if the outcome has been given already.
    #[inline]
    pub const fn transport_ended(&mut self) -> Result<CloseOutcome, HandshakeError> {
        self.end(End::Transport)
    }

    /// The connection could not be opened: nobody listened, the server's answer was wrong, or the application gave up while
    /// the connection was being opened. The outcome's code is 1006, and it has [failed](CloseOutcome::failed) (RFC 6455,
    /// section 4.1; WHATWG WebSockets, sections 3.1 and 4).
    ///
    /// Without a handshake, take [`CloseOutcome::OPENING_FAILED`].
    ///
    /// # Errors
    ///
    /// [`AlreadyEstablished`](HandshakeError::AlreadyEstablished) if a frame has been received or sent, because the connection
    /// was open then: call [`transport_ended`](Self::transport_ended).
    /// [`AlreadyEnded`](HandshakeError::AlreadyEnded) if the outcome has been given already.
    #[inline]
    pub const fn opening_failed(&mut self) -> Result<CloseOutcome, HandshakeError> {
        self.end(End::OpeningFailed)
    }

    /// The TLS handshake has failed, for example because the server's certificate is not trusted. The outcome's code is 1015
    /// (RFC 6455, section 7.4.1).
    ///
    /// Without a handshake, take [`CloseOutcome::TLS_FAILED`].
    ///
    /// # Errors
    ///
    /// As [`opening_failed`](Self::opening_failed).
    #[inline]
    pub const fn tls_failed(&mut self) -> Result<CloseOutcome, HandshakeError> {
        self.end(End::TlsFailed)
    }

    /// Returns `true` if a new message may be started: no close frame has been asked for, and the connection has neither
    /// failed nor timed out nor ended (RFC 6455, section 5.5.1).
    #[inline]
    #[must_use]
    pub const fn may_send_data(&self) -> bool {
        matches!(self.own, OwnClose::None) && self.is_open()
    }

    /// Returns `true` if the outcome has been given: the transport has ended, or the connection was never opened.
    #[inline]
    #[must_use]
    pub const fn is_ended(&self) -> bool {
        matches!(self.phase, Phase::Ended)
    }

    /// The endpoint that has started to close, if one has. The [outcome](CloseOutcome::initiator) says the same.
    #[inline]
    #[must_use]
    pub const fn initiator(&self) -> Option<Initiator> {
        self.initiator
    }

    /// Changes the policy. A close frame that has been received is not looked at again.
    #[inline]
    pub const fn set_policy(&mut self, policy: CodePolicy) {
        self.policy = policy;
    }

    /// The close frame that the caller has been told to send, until it is [sent](Self::close_sent).
    #[inline]
    pub(crate) const fn to_send(&self) -> Option<CloseFrame> {
        match self.own {
            OwnClose::Sending(frame) => Some(frame),
            OwnClose::None | OwnClose::Sent(_) => None,
        }
    }

    /// Another frame is on its way instead of the one [to be sent](Self::to_send).
    #[cfg(feature = "stream")]
    pub(crate) const fn send_instead(&mut self, frame: CloseFrame) {
        if let OwnClose::Sending(own) = &mut self.own {
            *own = frame;
        }
    }

    /// Returns `true` if the peer's close frame has arrived.
    #[inline]
    pub(crate) const fn has_received(&self) -> bool {
        self.received.is_some()
    }

    /// Returns `true` if what the peer sends is looked at.
    #[inline]
    const fn is_open(&self) -> bool {
        matches!(self.phase, Phase::Open) && !self.timed_out
    }

    #[inline]
    const fn not_ended(&self) -> Result<(), HandshakeError> {
        if self.is_ended() { Err(HandshakeError::AlreadyEnded) } else { Ok(()) }
    }

    /// Notes who started to close; only the first one did.
    #[inline]
    fn start(&mut self, initiator: Initiator) {
        self.initiator.get_or_insert(initiator);
    }

    #[inline]
    const fn break_off(&mut self, frame: CloseFrame) -> HandshakeAction {
        self.phase = Phase::Failed;
        self.send(frame)
    }

    /// Sends this close frame if none has been sent.
    #[inline]
    const fn send(&mut self, frame: CloseFrame) -> HandshakeAction {
        if let OwnClose::None = self.own {
            self.own = OwnClose::Sending(frame);
            return HandshakeAction::Send(frame);
        }
        self.next()
    }

    /// The next step, apart from sending.
    #[inline]
    const fn next(&self) -> HandshakeAction {
        match (self.phase, &self.own, &self.received) {
            _ if self.timed_out => HandshakeAction::Drop,
            (_, OwnClose::None | OwnClose::Sending(_), _) => HandshakeAction::Continue,
            (Phase::Open, OwnClose::Sent(_), None) => HandshakeAction::AwaitClose,
            (Phase::Failed | Phase::Ended, ..) | (_, _, Some(_)) => match self.role {
                Role::Server => HandshakeAction::Drop,
                Role::Client => HandshakeAction::AwaitEnd,
            },
        }
    }

    #[inline]
    const fn end(&mut self, end: End) -> Result<CloseOutcome, HandshakeError> {
        if self.is_ended() {
            return Err(HandshakeError::AlreadyEnded);
        }
        let opened = matches!(end, End::Transport);
        if self.established && !opened {
            return Err(HandshakeError::AlreadyEstablished);
        }
        let failed = matches!(self.phase, Phase::Failed) || !opened;
        self.phase = Phase::Ended;
        let sent = match self.own {
            OwnClose::Sent(frame) => Some(frame),
            OwnClose::None | OwnClose::Sending(_) => None,
        };
        let Self { timed_out, initiator, received, .. } = *self;
        Ok(CloseOutcome { end, failed, timed_out, initiator, received, sent })
    }
}

/// The answer to a close frame that breaks the protocol.
fn reply_to(kind: InvalidCloseKind) -> CloseFrame {
    CloseFrame::forwarding(kind.fail_code(), &CloseReason::truncating_fmt(format_args!("{kind}")))
}
