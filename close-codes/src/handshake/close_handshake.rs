use super::action::{Delivery, HandshakeAction};
use super::error::HandshakeError;
use super::outcome::{Cause, CloseOutcome, Initiator, Received};
use crate::code::{CodeNotAllowed, Role};
use crate::frame::{Bytes, CloseBody, CloseFrame, InvalidCloseKind, Profile};
use crate::reason::CloseReason;

/// The closing handshake of one connection, from this endpoint's side, without I/O (RFC 6455, section 7).
///
/// Tell it what happens, and it tells what to do: each method takes one event and gives the [`HandshakeAction`] to be taken.
/// It sends one close frame at most, echoes the peer's with code and reason, leaves it to the server to drop the transport
/// first, and at the end knows how the connection closed: [`transport_ended`](Self::transport_ended) or
/// [`tls_failed`](Self::tls_failed) gives the [`CloseOutcome`], once.
///
/// | What happens | Tell it by |
/// |---|---|
/// | the application wants to close | [`close`](Self::close) |
/// | the close frame it asked for has been written | [`close_sent`](Self::close_sent) |
/// | a close frame has arrived, whatever its body | [`close_received`](Self::close_received) |
/// | any other frame has arrived | [`data_received`](Self::data_received) |
/// | the peer broke the protocol, or the connection cannot go on | [`fail`](Self::fail) |
/// | you have waited long enough | [`time_out`](Self::time_out) |
/// | the transport has ended, whoever dropped it | [`transport_ended`](Self::transport_ended) |
/// | the TLS handshake has failed | [`tls_failed`](Self::tls_failed) |
///
/// No order of events can break it. What arrives too late by the peer's doing is passed over; what the caller may not do is
/// a [`HandshakeError`], and changes nothing.
///
/// The value takes 280 bytes on a machine of 64 bits, and no heap.
///
/// # A server that is asked to close
///
/// ```
/// use close_codes::{CloseHandshake, HandshakeAction, Initiator, Profile, Role};
///
/// let mut handshake = CloseHandshake::new(Role::Server, Profile::Strict);
///
/// // A close frame arrives, and is echoed ...
/// let HandshakeAction::Send(echo) = handshake.close_received(b"\x03\xE9bye")? else { panic!() };
/// assert_eq!(echo.encode(), b"\x03\xE9bye");
/// // ... and after that it is for the server to drop the transport.
/// assert_eq!(handshake.close_sent()?, HandshakeAction::Drop);
///
/// let outcome = handshake.transport_ended()?;
/// assert_eq!((outcome.code().as_u16(), outcome.reason()), (1001, "bye"));
/// assert!(outcome.was_clean());
/// assert_eq!(outcome.initiator(), Some(Initiator::Remote));
/// # Ok::<_, close_codes::HandshakeError>(())
/// ```
///
/// # A client that closes
///
/// ```
/// use close_codes::{CloseBody, CloseCode, CloseHandshake, HandshakeAction, Profile, Role};
///
/// let mut handshake = CloseHandshake::new(Role::Client, Profile::Strict);
///
/// let HandshakeAction::Send(body) = handshake.close(CloseBody::EMPTY)? else { panic!() };
/// assert_eq!(body.encode(), b"");
/// assert_eq!(handshake.close_sent()?, HandshakeAction::AwaitClose);
/// // The server answers, and drops the transport.
/// assert_eq!(handshake.close_received(b"")?, HandshakeAction::AwaitEnd);
///
/// let outcome = handshake.transport_ended()?;
/// assert_eq!(outcome.code(), CloseCode::NoStatusReceived);
/// assert!(outcome.was_clean());
/// assert_eq!(outcome.to_string(), "1005 No Status Rcvd (clean, begun by this endpoint)");
/// # Ok::<_, close_codes::HandshakeError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CloseHandshake {
    role: Role,
    profile: Profile,
    own: Own,
    received: Option<Received>,
    initiator: Option<Initiator>,
    course: Course,
    /// Whether the transport is to be dropped without further ado.
    timed_out: bool,
    /// Whether a frame has gone over the connection, in whichever direction.
    established: bool,
}

/// The one close frame of this endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Own {
    Nothing,
    /// Handed to the caller, who has not yet said that it is written.
    Sending(CloseBody),
    Sent(CloseBody),
}

/// What becomes of the connection, apart from the frames.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Course {
    Open,
    /// Nothing more that the peer sends is looked at (RFC 6455, section 7.1.7).
    Failed,
    Ended,
}

impl CloseHandshake {
    /// The handshake of a connection that is open, or about to be.
    ///
    /// The profile says which codes the peer's close frame may hold.
    #[inline]
    #[must_use]
    pub const fn new(role: Role, profile: Profile) -> Self {
        Self {
            role,
            profile,
            own: Own::Nothing,
            received: None,
            initiator: None,
            course: Course::Open,
            timed_out: false,
            established: false,
        }
    }

    /// Whether a new message may be begun: no close frame has been asked for, and the connection has neither failed nor ended
    /// (RFC 6455, section 5.5.1).
    #[inline]
    #[must_use]
    pub const fn may_send_data(&self) -> bool {
        matches!(self.own, Own::Nothing) && self.is_open()
    }

    /// Whether the transport has ended, or there never was one, so that the outcome has been given.
    #[inline]
    #[must_use]
    pub const fn is_ended(&self) -> bool {
        matches!(self.course, Course::Ended)
    }

    /// Which endpoint has begun to close, if one has. The [outcome](CloseOutcome::initiator) says the same.
    #[inline]
    #[must_use]
    pub const fn initiator(&self) -> Option<Initiator> {
        self.initiator
    }

    /// The application wants to close: _Start the WebSocket Closing Handshake_ (RFC 6455, section 7.1.2), with a
    /// [`CloseFrame`] or [`CloseBody::EMPTY`].
    ///
    /// It takes an open connection to send a frame. Before, while it is being opened, there is nothing but to give it up, and
    /// to tell that by [`transport_ended`](Self::transport_ended).
    ///
    /// # Errors
    ///
    /// [`Closing`](HandshakeError::Closing) if a close frame has been asked for already, be it by an earlier call, as the
    /// echo or because the connection failed; or if it timed out. [`Code`](HandshakeError::Code) if the frame was parsed under
    /// a lenient profile and its code may not be sent. [`Ended`](HandshakeError::Ended) after the end.
    #[inline]
    pub fn close(&mut self, body: impl Into<CloseBody>) -> Result<HandshakeAction, HandshakeError> {
        self.not_ended()?;
        if !self.may_send_data() {
            return Err(HandshakeError::Closing);
        }
        let body = body.into();
        body.frame().map_or(Ok(()), may_be_sent)?;
        self.begin(Initiator::Local);
        Ok(self.send(body))
    }

    /// The close frame of [`HandshakeAction::Send`] has been written to the transport.
    ///
    /// # Errors
    ///
    /// [`NothingToSend`](HandshakeError::NothingToSend) if there was none to be written. [`Ended`](HandshakeError::Ended)
    /// after the end.
    #[inline]
    pub fn close_sent(&mut self) -> Result<HandshakeAction, HandshakeError> {
        self.not_ended()?;
        let body = self.to_send().ok_or(HandshakeError::NothingToSend)?;
        self.own = Own::Sent(body);
        self.established = true;
        Ok(self.next())
    }

    /// A close frame has arrived; `body` is its payload, unmasked.
    ///
    /// The first one is echoed, unless a close frame has been sent already. If it breaks the protocol
    /// ([`CloseFrame::parse`]), the connection fails, with 1002 or 1007. Those behind it are passed over.
    ///
    /// # Errors
    ///
    /// [`Ended`](HandshakeError::Ended) after the end.
    #[inline]
    pub fn close_received(&mut self, body: &[u8]) -> Result<HandshakeAction, HandshakeError> {
        self.not_ended()?;
        self.established = true;
        if self.has_received() || !self.is_open() {
            return Ok(self.next());
        }
        self.begin(Initiator::Remote);
        match CloseBody::parse(body, self.profile) {
            Ok(body) => {
                self.received = Some(Received::Valid(body));
                Ok(self.send(body))
            }
            Err(error) => {
                self.received = Some(Received::Invalid { kind: error.kind(), start: Bytes::cut(body, &[]) });
                Ok(self.break_off(reply_to(error.kind())))
            }
        }
    }

    /// Anything but a close frame has arrived: data, a ping or a pong.
    ///
    /// # Errors
    ///
    /// [`Ended`](HandshakeError::Ended) after the end.
    #[inline]
    pub const fn data_received(&mut self) -> Result<Delivery, HandshakeError> {
        if self.is_ended() {
            return Err(HandshakeError::Ended);
        }
        self.established = true;
        Ok(match (&self.received, &self.own) {
            (None, Own::Nothing) if self.is_open() => Delivery::Deliver,
            (None, Own::Sending(_) | Own::Sent(_)) if self.is_open() => Delivery::Optional,
            _ => Delivery::Discard,
        })
    }

    /// The connection cannot go on: _Fail the WebSocket Connection_ (RFC 6455, section 7.1.7). The frame tells the peer why:
    /// 1002 for an error in the protocol, 1007 for text that is not UTF-8, 1009 for too big a message, 1011 for an error
    /// of one's own.
    ///
    /// It is sent if no close frame has been sent yet. What arrives from now on is to be thrown away, a close frame too. Once
    /// the peer's close frame has arrived nothing can fail any more, and this does nothing; neither does it a second time.
    ///
    /// # Errors
    ///
    /// [`Code`](HandshakeError::Code), as for [`close`](Self::close).
    /// [`Ended`](HandshakeError::Ended) after the end.
    #[inline]
    pub fn fail(&mut self, frame: CloseFrame) -> Result<HandshakeAction, HandshakeError> {
        self.not_ended()?;
        may_be_sent(&frame)?;
        if self.has_received() || !self.is_open() {
            return Ok(self.next());
        }
        self.begin(Initiator::Local);
        Ok(self.break_off(frame))
    }

    /// The caller has waited long enough, for whatever it was: the transport is to be dropped.
    ///
    /// If both close frames went through before, the connection closes cleanly all the same (RFC 6455, section 7.1.4).
    ///
    /// # Errors
    ///
    /// [`Ended`](HandshakeError::Ended) after the end.
    #[inline]
    pub fn time_out(&mut self) -> Result<HandshakeAction, HandshakeError> {
        self.not_ended()?;
        self.begin(Initiator::Local);
        self.timed_out = true;
        Ok(self.next())
    }

    /// The transport has ended: the peer dropped it, this endpoint did, it broke, or there never was one. _The WebSocket
    /// Connection is Closed_ (RFC 6455, section 7.1.4), and this is how.
    ///
    /// # Errors
    ///
    /// [`Ended`](HandshakeError::Ended) if the outcome has been given already.
    #[inline]
    pub const fn transport_ended(&mut self) -> Result<CloseOutcome, HandshakeError> {
        self.end(if self.timed_out { Cause::TimedOut } else { Cause::TransportEnded })
    }

    /// The TLS handshake has failed, for example because the server's certificate is not to be trusted; no connection was
    /// established. The outcome's code is 1015 (RFC 6455, section 7.4.1).
    ///
    /// # Errors
    ///
    /// [`Established`](HandshakeError::Established) if a frame has been received or sent, which takes a TLS handshake that
    /// did not fail: what ends such a connection is [`transport_ended`](Self::transport_ended).
    /// [`Ended`](HandshakeError::Ended) if the outcome has been given already.
    #[inline]
    pub fn tls_failed(&mut self) -> Result<CloseOutcome, HandshakeError> {
        self.not_ended()?;
        if self.established {
            return Err(HandshakeError::Established);
        }
        self.end(Cause::TlsFailed)
    }

    /// Whether what the peer sends is looked at.
    /// The close frame that the caller has been told to send, until it is [sent](Self::close_sent).
    #[inline]
    pub(crate) const fn to_send(&self) -> Option<CloseBody> {
        match self.own {
            Own::Sending(body) => Some(body),
            Own::Nothing | Own::Sent(_) => None,
        }
    }

    /// Whether the peer's close frame has arrived.
    #[inline]
    pub(crate) const fn has_received(&self) -> bool {
        self.received.is_some()
    }

    #[inline]
    const fn is_open(&self) -> bool {
        matches!(self.course, Course::Open) && !self.timed_out
    }

    #[inline]
    const fn not_ended(&self) -> Result<(), HandshakeError> {
        if self.is_ended() { Err(HandshakeError::Ended) } else { Ok(()) }
    }

    /// Notes who began to close; only the first one did.
    #[inline]
    fn begin(&mut self, initiator: Initiator) {
        self.initiator.get_or_insert(initiator);
    }

    #[inline]
    fn break_off(&mut self, frame: CloseFrame) -> HandshakeAction {
        self.course = Course::Failed;
        self.send(frame.into())
    }

    /// Sends this close frame if none has been sent.
    #[inline]
    const fn send(&mut self, body: CloseBody) -> HandshakeAction {
        if let Own::Nothing = self.own {
            self.own = Own::Sending(body);
            return HandshakeAction::Send(body);
        }
        self.next()
    }

    /// What there is to do, apart from sending.
    #[inline]
    const fn next(&self) -> HandshakeAction {
        match (self.course, &self.own, &self.received) {
            _ if self.timed_out => HandshakeAction::Drop,
            (_, Own::Nothing | Own::Sending(_), _) => HandshakeAction::Continue,
            (Course::Open, Own::Sent(_), None) => HandshakeAction::AwaitClose,
            (Course::Failed | Course::Ended, ..) | (_, _, Some(_)) => match self.role {
                Role::Server => HandshakeAction::Drop,
                Role::Client => HandshakeAction::AwaitEnd,
            },
        }
    }

    #[inline]
    const fn end(&mut self, cause: Cause) -> Result<CloseOutcome, HandshakeError> {
        if self.is_ended() {
            return Err(HandshakeError::Ended);
        }
        let failed = matches!((self.course, cause), (Course::Failed, _) | (_, Cause::TlsFailed));
        self.course = Course::Ended;
        let sent = match self.own {
            Own::Sent(body) => Some(body),
            Own::Nothing | Own::Sending(_) => None,
        };
        Ok(CloseOutcome::new(cause, failed, self.initiator, self.received, sent))
    }
}

/// What the peer is told about its close frame.
fn reply_to(kind: InvalidCloseKind) -> CloseFrame {
    CloseFrame::of_known(kind.fail_code(), &CloseReason::truncating_fmt(format_args!("{kind}")))
}

/// Any frame but one that was parsed under a lenient profile.
const fn may_be_sent(frame: &CloseFrame) -> Result<(), HandshakeError> {
    if frame.code().is_allowed_on_wire() {
        Ok(())
    } else {
        Err(HandshakeError::Code(CodeNotAllowed::new(frame.code())))
    }
}
