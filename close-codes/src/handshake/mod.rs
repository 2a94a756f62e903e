use core::fmt;

use crate::frame::Bytes;
use crate::{CloseBody, CloseCode, CloseFrame, CloseReason, InvalidCloseKind, Profile, Role};

mod outcome;

use outcome::{Cause, Received};
pub use outcome::{CloseOutcome, Initiator, ReceivedClose};

/// The closing handshake of one connection, from this endpoint's side, without I/O (RFC 6455, section 7).
///
/// Tell it what happens, and it tells what to do: each method takes one event and gives the [`HandshakeAction`] to be taken.
/// It sends one close frame at most, echoes the peer's with code and reason, leaves it to the server to drop the transport first, and at
/// the end knows how the connection closed: [`transport_ended`](Self::transport_ended) and [`tls_failed`](Self::tls_failed)
/// give the [`CloseOutcome`], one of them, and once.
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
    /// Whether a frame has gone over the connection, in whichever direction.
    established: bool,
}

#[cfg(target_pointer_width = "64")]
const _: () = assert!(size_of::<CloseHandshake>() == 280, "what the documentation says");

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
    /// The transport is to be dropped without further ado.
    TimedOut,
    Ended,
}

/// What the caller of [`CloseHandshake`] has to do now.
#[must_use = "the handshake goes on when this is done"]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HandshakeAction {
    /// Nothing: go on as before.
    Continue,
    /// Send a close frame with this body, and no data frame after it; a message that is on its way may be finished first
    /// (RFC 6455, section 5.5.1). Then call [`close_sent`](CloseHandshake::close_sent), or, if it could not be written,
    /// [`transport_ended`](CloseHandshake::transport_ended). It comes once in a connection's life.
    Send(CloseBody),
    /// Wait for the peer's close frame, and go on reading. A peer that is lost never sends one: set a timer, and call
    /// [`time_out`](CloseHandshake::time_out) when it is over. RFC 6455 names no time; some seconds are usual.
    AwaitClose,
    /// Wait for the peer, a server, to drop the transport (RFC 6455, section 7.1.1). Set a timer here too, or let that of
    /// [`AwaitClose`](Self::AwaitClose) run on.
    AwaitEnd,
    /// Drop the transport now. Then call [`transport_ended`](CloseHandshake::transport_ended).
    ///
    /// If a TCP connection is closed while data from the peer is unread, it is reset, and the close frame may be lost on its
    /// way: shut down the sending side first, and read for a while until the peer has done so too (RFC 6455, section 7.1.1).
    Drop,
}

/// What to do with data, or a control frame other than a close frame, that has arrived.
#[must_use = "it says whether to take what has arrived"]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Delivery {
    /// Take it as usual.
    Deliver,
    /// Answer a ping (RFC 6455, section 5.5.2), and take data if you like: this endpoint has asked to close, and the peer has
    /// not yet. A browser does not deliver data any more, as its `readyState` is no longer `OPEN`.
    Optional,
    /// Throw it away unread, and answer no ping: it is behind the peer's close frame, or the connection has failed (RFC 6455,
    /// sections 1.4, 5.5.2 and 7.1.7).
    Discard,
}

impl CloseHandshake {
    /// The handshake of a connection that is open, or about to be.
    ///
    /// The profile says which codes the peer's close frame may hold. A [`Browser`](Role::Browser) is a client.
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
            established: false,
        }
    }

    /// Whether data may be sent: neither has a close frame been asked for, nor has the connection failed or ended
    /// (RFC 6455, section 5.5.1).
    #[inline]
    #[must_use]
    pub const fn may_send_data(&self) -> bool {
        matches!((&self.own, self.course), (Own::Nothing, Course::Open))
    }

    /// Whether the transport has ended, or there never was one, so that the outcome has been given.
    #[inline]
    #[must_use]
    pub const fn is_ended(&self) -> bool {
        matches!(self.course, Course::Ended)
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
    /// echo or because the connection failed; or if it timed out. [`Ended`](HandshakeError::Ended) after the end.
    pub fn close(&mut self, body: impl Into<CloseBody>) -> Result<HandshakeAction, HandshakeError> {
        self.not_ended()?;
        if !self.may_send_data() {
            return Err(HandshakeError::Closing);
        }
        self.begin(Initiator::Local);
        Ok(self.send(body.into()))
    }

    /// The close frame of [`HandshakeAction::Send`] has been written to the transport.
    ///
    /// # Errors
    ///
    /// [`NothingToSend`](HandshakeError::NothingToSend) if there was none to be written. [`Ended`](HandshakeError::Ended)
    /// after the end.
    pub fn close_sent(&mut self) -> Result<HandshakeAction, HandshakeError> {
        self.not_ended()?;
        let Own::Sending(body) = self.own else {
            return Err(HandshakeError::NothingToSend);
        };
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
    pub fn close_received(&mut self, body: &[u8]) -> Result<HandshakeAction, HandshakeError> {
        self.not_ended()?;
        self.established = true;
        if self.received.is_some() || self.course != Course::Open {
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
    pub const fn data_received(&mut self) -> Result<Delivery, HandshakeError> {
        if self.is_ended() {
            return Err(HandshakeError::Ended);
        }
        self.established = true;
        Ok(match (&self.received, &self.own, self.course) {
            (None, Own::Nothing, Course::Open) => Delivery::Deliver,
            (None, Own::Sending(_) | Own::Sent(_), Course::Open) => Delivery::Optional,
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
    /// [`Ended`](HandshakeError::Ended) after the end.
    pub fn fail(&mut self, frame: CloseFrame) -> Result<HandshakeAction, HandshakeError> {
        self.not_ended()?;
        if self.received.is_some() || self.course != Course::Open {
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
    pub fn time_out(&mut self) -> Result<HandshakeAction, HandshakeError> {
        self.not_ended()?;
        self.begin(Initiator::Local);
        self.course = Course::TimedOut;
        Ok(self.next())
    }

    /// The transport has ended: the peer dropped it, this endpoint did, it broke, or there never was one. _The WebSocket
    /// Connection is Closed_ (RFC 6455, section 7.1.4), and this is how.
    ///
    /// # Errors
    ///
    /// [`Ended`](HandshakeError::Ended) if the outcome has been given already.
    pub const fn transport_ended(&mut self) -> Result<CloseOutcome, HandshakeError> {
        self.end(if matches!(self.course, Course::TimedOut) { Cause::TimedOut } else { Cause::TransportEnded })
    }

    /// The TLS handshake has failed, for example since the server's certificate is not to be trusted; no connection was
    /// established. The outcome's code is 1015 (RFC 6455, section 7.4.1).
    ///
    /// # Errors
    ///
    /// [`Established`](HandshakeError::Established) if a frame has been received or sent, which takes a TLS handshake that
    /// did not fail: what ends such a connection is [`transport_ended`](Self::transport_ended).
    /// [`Ended`](HandshakeError::Ended) if the outcome has been given already.
    pub fn tls_failed(&mut self) -> Result<CloseOutcome, HandshakeError> {
        self.not_ended()?;
        if self.established {
            return Err(HandshakeError::Established);
        }
        self.end(Cause::TlsFailed)
    }

    const fn not_ended(&self) -> Result<(), HandshakeError> {
        if self.is_ended() { Err(HandshakeError::Ended) } else { Ok(()) }
    }

    /// Notes who began to close; only the first one did.
    fn begin(&mut self, initiator: Initiator) {
        self.initiator.get_or_insert(initiator);
    }

    fn break_off(&mut self, frame: CloseFrame) -> HandshakeAction {
        self.course = Course::Failed;
        self.send(frame.into())
    }

    /// Sends this close frame if none has been sent.
    const fn send(&mut self, body: CloseBody) -> HandshakeAction {
        if let Own::Nothing = self.own {
            self.own = Own::Sending(body);
            return HandshakeAction::Send(body);
        }
        self.next()
    }

    /// What there is to do, apart from sending.
    const fn next(&self) -> HandshakeAction {
        match (self.course, &self.own, &self.received) {
            (Course::TimedOut | Course::Ended, ..) => HandshakeAction::Drop,
            (_, Own::Nothing | Own::Sending(_), _) => HandshakeAction::Continue,
            (Course::Open, Own::Sent(_), None) => HandshakeAction::AwaitClose,
            (Course::Failed, ..) | (_, _, Some(_)) => match self.role {
                Role::Server => HandshakeAction::Drop,
                Role::Client | Role::Browser => HandshakeAction::AwaitEnd,
            },
        }
    }

    const fn end(&mut self, cause: Cause) -> Result<CloseOutcome, HandshakeError> {
        if self.is_ended() {
            return Err(HandshakeError::Ended);
        }
        self.course = Course::Ended;
        let sent = match self.own {
            Own::Sent(body) => Some(body),
            Own::Nothing | Own::Sending(_) => None,
        };
        Ok(CloseOutcome::new(cause, self.initiator, self.received, sent))
    }
}

/// What the peer is told about its close frame.
fn reply_to(kind: InvalidCloseKind) -> CloseFrame {
    const WITHOUT_WORDS: CloseFrame = CloseFrame::from_static(CloseCode::ProtocolError, "");
    let reason = CloseReason::truncating_fmt(format_args!("{kind}"));
    CloseFrame::new(kind.fail_code(), &reason).unwrap_or(WITHOUT_WORDS)
}

/// A call of a [`CloseHandshake`] that has no place where it was made. It has changed nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HandshakeError {
    /// `close` came after a close frame was asked for, or after the handshake timed out: an endpoint sends only one.
    Closing,
    /// `close_sent` came without a close frame that was to be sent.
    NothingToSend,
    /// `tls_failed` came after a frame had gone over the connection.
    Established,
    /// The transport has ended, and the outcome has been given: nothing can happen any more.
    Ended,
}

impl fmt::Display for HandshakeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Closing => "the connection is closing already, and only one close frame may be sent",
            Self::NothingToSend => {
                "no close frame is waiting to be sent: this is called once, after `HandshakeAction::Send`"
            }
            Self::Established => {
                "the connection is established, so that TLS did not fail; its end is `transport_ended`"
            }
            Self::Ended => "the connection has ended, and its outcome was given",
        })
    }
}

impl core::error::Error for HandshakeError {}
