use super::action::{Delivery, HandshakeAction};
use super::error::HandshakeError;
use super::initiator::Initiator;
use super::outcome::{CloseOutcome, End, Received};
use crate::code::Role;
use crate::frame::{Bytes, CloseFrame, CodePolicy, InvalidCloseKind};

/// The closing handshake of one connection, as one endpoint sees it, without I/O (RFC 6455, section 7).
///
/// Call a method for each event, and do the [`HandshakeAction`] that it returns. The handshake sends at most one close frame,
/// echoes the peer's close frame, lets the server drop the transport first, and returns one [`CloseOutcome`] at the end.
///
/// | Event | Method |
/// |---|---|
/// | the application wants to close | [`close`](Self::close) |
/// | the close frame of [`HandshakeAction::Send`] has been written | [`close_sent`](Self::close_sent) |
/// | a close frame has arrived, with any body | [`close_received`](Self::close_received) |
/// | any other frame has arrived | [`data_received`](Self::data_received) |
/// | the peer broke the protocol, or the connection cannot continue | [`fail`](Self::fail) |
/// | your timer has ended | [`time_out`](Self::time_out) |
/// | the transport of an open connection has ended | [`transport_ended`](Self::transport_ended) |
/// | the connection could not be opened | [`opening_failed`](Self::opening_failed) |
/// | the TLS handshake has failed | [`tls_failed`](Self::tls_failed) |
///
/// The methods may be called in any order. Frames that arrive too late are ignored. A call in the wrong state returns a
/// [`HandshakeError`] and does not change the handshake.
///
/// The value takes 304 bytes on a 64-bit machine and does not use the heap.
///
/// # A server receives a close frame
///
/// ```
/// use close_codes::{CloseHandshake, CodePolicy, HandshakeAction, Initiator, Role};
///
/// let mut handshake = CloseHandshake::new(Role::Server, CodePolicy::Strict);
///
/// // A close frame arrives and is echoed.
/// let HandshakeAction::Send(echo) = handshake.close_received(b"\x03\xE9bye")? else { panic!() };
/// assert_eq!(echo.encode(), b"\x03\xE9bye");
/// // After that, the server drops the transport.
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
/// // The server answers and drops the transport.
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
    /// `true` after a frame has been sent or received.
    established: bool,
}

/// The one close frame of this endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum OwnClose {
    None,
    /// Returned to the caller, who has not called `close_sent` yet.
    Sending(CloseFrame),
    Sent(CloseFrame),
}

/// The state of the connection, apart from the close frames.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Open,
    /// Frames from the peer are ignored (RFC 6455, section 7.1.7).
    Failed,
    Ended,
}

impl CloseHandshake {
    /// Makes the handshake of a connection that is open or about to be opened.
    ///
    /// The role is that of this endpoint. The policy chooses the codes that the peer's close frame may hold.
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

    /// Starts to close, because the application wants to: _Start the WebSocket Closing Handshake_ (RFC 6455, section 7.1.2).
    ///
    /// While the connection is still being opened, no close frame can be sent: abort the opening instead, and call
    /// [`opening_failed`](Self::opening_failed).
    ///
    /// # Errors
    ///
    /// - [`AlreadyClosing`](HandshakeError::AlreadyClosing) if [`HandshakeAction::Send`] has already been returned (by an
    ///   earlier call, as the echo, or because the connection failed), or if the handshake timed out.
    /// - [`AlreadyEnded`](HandshakeError::AlreadyEnded) after the end.
    #[inline]
    pub fn close(&mut self, frame: CloseFrame) -> Result<HandshakeAction, HandshakeError> {
        self.not_ended()?;
        if !self.may_send_data() {
            return Err(HandshakeError::AlreadyClosing);
        }
        self.start(Initiator::Local);
        Ok(self.send(frame))
    }

    /// Records that the close frame of [`HandshakeAction::Send`] has been written to the transport.
    ///
    /// # Errors
    ///
    /// - [`NothingToSend`](HandshakeError::NothingToSend) if no close frame was waiting to be sent.
    /// - [`AlreadyEnded`](HandshakeError::AlreadyEnded) after the end.
    #[inline]
    pub fn close_sent(&mut self) -> Result<HandshakeAction, HandshakeError> {
        self.not_ended()?;
        let frame = self.to_send().ok_or(HandshakeError::NothingToSend)?;
        self.own = OwnClose::Sent(frame);
        self.established = true;
        Ok(self.next())
    }

    /// Records that a close frame has arrived. `body` is its unmasked payload.
    ///
    /// The first close frame is [echoed](crate::ReceivedClose::echo), unless this endpoint has already sent one. If the frame
    /// breaks the protocol ([`CloseFrame::parse`]), the connection fails with 1002 or 1007. Later close frames are ignored.
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
            Err(error) => self.break_off(error.fail_frame()),
        })
    }

    /// Records that a frame other than a close frame has arrived: data, a ping or a pong.
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

    /// Fails the connection, because it cannot continue: _Fail the WebSocket Connection_ (RFC 6455, section 7.1.7).
    ///
    /// The frame tells the peer the reason: 1002 for an error in the protocol, 1007 for text that is not UTF-8, 1009 for a
    /// message that is too big, 1011 for an error of this endpoint. The frame is sent if no close frame has been sent yet.
    ///
    /// Discard all frames that arrive from now on, including a close frame. A second call does nothing. A call after the peer's
    /// close frame does nothing either.
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

    /// Ends the wait for the peer: the caller's timer has ended. The next step is [`HandshakeAction::Drop`].
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

    /// Ends the handshake, because the transport of an open connection has ended.
    ///
    /// The peer or this endpoint dropped the transport, or the transport broke: _The WebSocket Connection is Closed_ (RFC 6455,
    /// section 7.1.4).
    ///
    /// # Errors
    ///
    /// [`AlreadyEnded`](HandshakeError::AlreadyEnded) if the outcome has already been returned.
    #[inline]
    pub const fn transport_ended(&mut self) -> Result<CloseOutcome, HandshakeError> {
        self.end(End::Transport)
    }

    /// Ends the handshake, because the connection could not be opened.
    ///
    /// For example, no server listened, the server's answer was wrong, or the application aborted the opening. The code of the outcome is 1006, and the connection has [failed](CloseOutcome::failed) (RFC 6455, section 4.1; WHATWG
    /// WebSockets, sections 3.1 and 4). If you have no `CloseHandshake` yet, use [`CloseOutcome::OPENING_FAILED`].
    ///
    /// # Errors
    ///
    /// - [`AlreadyEstablished`](HandshakeError::AlreadyEstablished) if a frame has been received or sent, because then the
    ///   connection was open: call [`transport_ended`](Self::transport_ended).
    /// - [`AlreadyEnded`](HandshakeError::AlreadyEnded) if the outcome has already been returned.
    #[inline]
    pub const fn opening_failed(&mut self) -> Result<CloseOutcome, HandshakeError> {
        self.end(End::OpeningFailed)
    }

    /// Ends the handshake, because the TLS handshake has failed.
    ///
    /// For example, the server's certificate is not trusted. The code of the outcome is 1015 (RFC 6455, section 7.4.1). If you have no `CloseHandshake` yet, use
    /// [`CloseOutcome::TLS_FAILED`].
    ///
    /// # Errors
    ///
    /// The same as for [`opening_failed`](Self::opening_failed).
    #[inline]
    pub const fn tls_failed(&mut self) -> Result<CloseOutcome, HandshakeError> {
        self.end(End::TlsFailed)
    }

    /// Returns `true` if a new message may be sent (RFC 6455, section 5.5.1).
    ///
    /// [`HandshakeAction::Send`] has not been returned yet, and the connection has not failed, timed out or ended.
    #[inline]
    #[must_use]
    pub const fn may_send_data(&self) -> bool {
        matches!(self.own, OwnClose::None) && self.is_open()
    }

    /// Returns `true` after the outcome has been returned: the transport has ended, or the connection was never opened.
    #[inline]
    #[must_use]
    pub const fn is_ended(&self) -> bool {
        matches!(self.phase, Phase::Ended)
    }

    /// The endpoint that started to close; `None` if neither has. The [outcome](CloseOutcome::initiator) has the same value.
    #[inline]
    #[must_use]
    pub const fn initiator(&self) -> Option<Initiator> {
        self.initiator
    }

    /// Changes the policy. A close frame that has already been received is not checked again.
    #[inline]
    pub const fn set_policy(&mut self, policy: CodePolicy) {
        self.policy = policy;
    }

    /// The close frame of [`HandshakeAction::Send`], until it is [sent](Self::close_sent).
    #[inline]
    pub(crate) const fn to_send(&self) -> Option<CloseFrame> {
        match self.own {
            OwnClose::Sending(frame) => Some(frame),
            OwnClose::None | OwnClose::Sent(_) => None,
        }
    }

    /// Replaces the frame [to be sent](Self::to_send): another frame was sent instead.
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

    /// Returns `true` if frames from the peer still count.
    #[inline]
    const fn is_open(&self) -> bool {
        matches!(self.phase, Phase::Open) && !self.timed_out
    }

    #[inline]
    const fn not_ended(&self) -> Result<(), HandshakeError> {
        if self.is_ended() { Err(HandshakeError::AlreadyEnded) } else { Ok(()) }
    }

    /// Records the endpoint that started to close. Only the first call counts.
    #[inline]
    fn start(&mut self, initiator: Initiator) {
        self.initiator.get_or_insert(initiator);
    }

    #[inline]
    const fn break_off(&mut self, frame: CloseFrame) -> HandshakeAction {
        self.phase = Phase::Failed;
        self.send(frame)
    }

    /// Sends this close frame, unless one has been sent.
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
