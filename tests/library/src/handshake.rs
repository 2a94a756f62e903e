//! Rules that every closing handshake follows (RFC 6455, section 7).
//!
//! `CloseHandshake` keeps a state. The `Witness` keeps all past calls instead, and derives each expected result from them.

use close_codes::frame::InvalidCloseKind;
use close_codes::handshake::{Delivery, HandshakeError};
use close_codes::{CloseFrame, CloseHandshake, CloseOutcome, CodePolicy, HandshakeAction, Initiator, Role};

use crate::parse::{fault, may_be_sent};

/// A call of the handshake.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Event<'a> {
    Close(CloseFrame),
    CloseSent,
    CloseReceived(&'a [u8]),
    DataReceived,
    Fail(CloseFrame),
    TimeOut,
    TransportEnded,
    OpeningFailed,
    TlsFailed,
}

/// The result of a call.
enum Returned {
    Action(HandshakeAction),
    Delivery(Delivery),
    Outcome(CloseOutcome),
}

/// A handshake, and the calls that were made. Calls that returned an error are not in `past`.
#[derive(Clone, Debug)]
pub struct Witness<'a> {
    handshake: CloseHandshake,
    role: Role,
    policy: CodePolicy,
    past: Vec<Event<'a>>,
    outcome: Option<CloseOutcome>,
}

impl<'a> Witness<'a> {
    pub const fn new(role: Role, policy: CodePolicy) -> Self {
        let handshake = CloseHandshake::new(role, policy);
        Self { handshake, role, policy, past: Vec::new(), outcome: None }
    }

    /// Returns `true` after the outcome.
    pub const fn is_ended(&self) -> bool {
        self.outcome.is_some()
    }

    /// Makes the call and checks its result. Returns `true` if the call was allowed. A refused call changes nothing.
    pub fn call(&mut self, event: Event<'a>) -> bool {
        let before = self.handshake.clone();
        let refusal = self.refusal(event);
        let had_to_send = self.to_send().is_some();
        if refusal.is_none() {
            self.past.push(event);
        }
        let sends = !had_to_send && self.to_send().is_some();
        let returned = match event {
            Event::Close(frame) => self.handshake.close(frame).map(Returned::Action),
            Event::CloseSent => self.handshake.close_sent().map(Returned::Action),
            Event::CloseReceived(body) => self.handshake.close_received(body).map(Returned::Action),
            Event::DataReceived => self.handshake.data_received().map(Returned::Delivery),
            Event::Fail(frame) => self.handshake.fail(frame).map(Returned::Action),
            Event::TimeOut => self.handshake.time_out().map(Returned::Action),
            Event::TransportEnded => self.handshake.transport_ended().map(Returned::Outcome),
            Event::OpeningFailed => self.handshake.opening_failed().map(Returned::Outcome),
            Event::TlsFailed => self.handshake.tls_failed().map(Returned::Outcome),
        };
        match returned {
            Err(error) => {
                assert_eq!(Some(error), refusal, "{self:?}");
                assert_eq!(self.handshake, before);
            }
            Ok(_) if refusal.is_some() => panic!("{event:?} was not refused: {self:?}"),
            Ok(Returned::Action(action)) => self.check_action(action, sends),
            Ok(Returned::Delivery(delivery)) => self.check_delivery(delivery),
            Ok(Returned::Outcome(outcome)) => {
                self.check_outcome(&outcome);
                self.outcome = Some(outcome);
            }
        }
        assert_eq!(self.handshake.is_ended(), self.is_ended());
        assert_eq!(self.handshake.may_send_data(), !self.is_ended() && self.to_send().is_none() && !self.timed_out());
        refusal.is_none()
    }

    /// The error that this call must return now.
    fn refusal(&self, event: Event<'_>) -> Option<HandshakeError> {
        let is_frame =
            |past: &Event<'_>| matches!(past, Event::CloseSent | Event::CloseReceived(_) | Event::DataReceived);
        match event {
            _ if self.is_ended() => Some(HandshakeError::AlreadyEnded),
            Event::Close(_) if self.to_send().is_some() || self.timed_out() => Some(HandshakeError::AlreadyClosing),
            Event::CloseSent if self.to_send().is_none() || self.has_sent() => Some(HandshakeError::NothingToSend),
            Event::OpeningFailed | Event::TlsFailed if self.past.iter().any(is_frame) => {
                Some(HandshakeError::AlreadyEstablished)
            }
            _ => None,
        }
    }

    fn timed_out(&self) -> bool {
        self.past.contains(&Event::TimeOut)
    }

    fn has_sent(&self) -> bool {
        self.past.contains(&Event::CloseSent)
    }

    /// The first event after which the peer's close frames are ignored (7.1.7).
    fn turning_point(&self) -> Option<&Event<'a>> {
        self.past.iter().find(|past| matches!(past, Event::CloseReceived(_) | Event::Fail(_) | Event::TimeOut))
    }

    /// The peer's close frame, and its fault.
    fn peers(&self) -> Option<(&'a [u8], Option<InvalidCloseKind>)> {
        match self.turning_point()? {
            Event::CloseReceived(body) => Some((body, fault(body, self.policy))),
            _ => None,
        }
    }

    /// Returns `true` if this endpoint has failed the connection, before the peer's close frame or because of it.
    fn failed(&self) -> bool {
        matches!(self.turning_point(), Some(Event::Fail(_))) || matches!(self.peers(), Some((_, Some(_))))
    }

    /// The code of the close frame that this endpoint sends, and its body. The body is `None` if the handshake writes the reason.
    fn to_send(&self) -> Option<(u16, Option<&[u8]>)> {
        let before = self.past.iter().take_while(|past| **past != Event::TimeOut);
        before.into_iter().find_map(|past| match past {
            Event::Close(frame) | Event::Fail(frame) => Some((frame.code().as_u16(), Some(frame.encode()))),
            Event::CloseReceived(body) => Some(match (fault(body, self.policy), body) {
                (Some(InvalidCloseKind::NotUtf8(_)), _) => (1007, None),
                (Some(_), _) => (1002, None),
                // A code that may not be sent is not echoed.
                (None, [high, low, ..]) if may_be_sent(u16::from_be_bytes([*high, *low])) => {
                    (u16::from_be_bytes([*high, *low]), Some(*body))
                }
                (None, _) => (1005, Some(&[])),
            }),
            _ => None,
        })
    }

    fn check_action(&self, action: HandshakeAction, sends: bool) {
        assert_eq!(matches!(action, HandshakeAction::Send(_)), sends, "{self:?}");
        match action {
            HandshakeAction::Send(frame) => self.check_sent(&frame),
            action => assert_eq!(action, self.next(), "{self:?}"),
        }
    }

    fn check_sent(&self, sent: &CloseFrame) {
        let (code, body) = self.to_send().expect("a close frame to send");
        assert_eq!(sent.code(), code, "{self:?}");
        assert!(body.is_none_or(|body| body == sent.encode()), "{self:?}");
    }

    /// The next action, apart from sending (7.1.1: the server drops the transport first).
    fn next(&self) -> HandshakeAction {
        match self.role {
            _ if self.timed_out() => HandshakeAction::Drop,
            _ if !self.has_sent() => HandshakeAction::Continue,
            _ if self.peers().is_none() && !self.failed() => HandshakeAction::AwaitClose,
            Role::Server => HandshakeAction::Drop,
            Role::Client => HandshakeAction::AwaitEnd,
        }
    }

    fn check_delivery(&self, delivery: Delivery) {
        let expected = match (self.turning_point(), self.to_send()) {
            (Some(_), _) => Delivery::Discard,
            (None, Some(_)) => Delivery::Optional,
            (None, None) => Delivery::Deliver,
        };
        assert_eq!(delivery, expected, "{self:?}");
    }

    fn check_outcome(&self, outcome: &CloseOutcome) {
        let (code, reason) = match self.peers() {
            Some(([high, low, reason @ ..], None)) => (u16::from_be_bytes([*high, *low]), reason),
            Some((_, None)) => (1005, &[][..]),
            _ if self.past.contains(&Event::TlsFailed) => (1015, &[][..]),
            _ => (1006, &[][..]),
        };
        assert_eq!((outcome.code().as_u16(), outcome.reason().as_bytes()), (code, reason), "{self:?}");
        assert_eq!(outcome.was_clean(), self.has_sent() && matches!(self.peers(), Some((_, None))), "{self:?}");

        match (outcome.received(), self.peers()) {
            (Some(received @ Ok(_)), Some((peers, None))) => {
                assert_eq!(received, CloseFrame::parse(peers, self.policy));
            }
            (Some(Err(error)), Some((peers, Some(fault)))) => {
                assert_eq!((error.kind(), Some(error.body())), (fault, peers.get(..peers.len().min(125))));
            }
            (received, peers) => assert!(received.is_none() && peers.is_none(), "{self:?}"),
        }
        assert_eq!(outcome.sent().is_some(), self.has_sent(), "{self:?}");
        if let Some(sent) = outcome.sent() {
            self.check_sent(sent);
        }

        let initiator = self.past.iter().find_map(|past| match past {
            Event::Close(_) | Event::Fail(_) | Event::TimeOut => Some(Initiator::Local),
            Event::CloseReceived(_) => Some(Initiator::Remote),
            _ => None,
        });
        assert_eq!(outcome.initiator(), initiator, "{self:?}");
        assert_eq!(outcome.timed_out(), self.timed_out(), "{self:?}");
        let opened = !self.past.contains(&Event::TlsFailed) && !self.past.contains(&Event::OpeningFailed);
        assert_eq!(outcome.opened(), opened, "{self:?}");

        // The frame that a proxy forwards may always be sent.
        let forwarded = outcome.forwarded();
        let is_unchanged = code == 1005 || may_be_sent(code);
        assert_eq!(forwarded.code(), if is_unchanged { code } else { 1011 }, "{self:?}");
        assert_eq!(outcome.failed(), self.failed() || !opened, "{self:?}");
    }
}
