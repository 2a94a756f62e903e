//! The words for the end of a connection that was open.

use std::time::Duration;

use close_codes::frame::InvalidCloseKind;
use close_codes::handshake::Initiator;

use super::session::Ended;
use crate::net::fault::Fault;
use crate::net::wire::End;
use crate::words::Words;

/// The time before which a proxy does not end a connection because it is idle.
const IDLE: Duration = Duration::from_secs(10);

impl Ended {
    /// Returns the word for the sentence that says how the connection ended.
    pub(super) fn headline(&self) -> &'static str {
        let outcome = &self.closed.outcome;
        match (outcome.received(), self.closed.fault, &self.closed.end) {
            (Some(Err(_)), ..) => "connect-bad-close",
            (Some(Ok(_)), ..) if outcome.initiator() == Some(Initiator::Local) => "connect-by-client",
            (Some(Ok(_)), ..) => "connect-by-server",
            (None, Some(Fault::TooBig), _) => "connect-too-big",
            (None, Some(_), _) => "connect-broken",
            (None, None, None) if self.dropped => "connect-dropped",
            (None, None, None) => "connect-silent",
            (None, None, Some(End::Failed(_))) => "connect-lost",
            (None, None, Some(End::Reset)) if outcome.sent().is_some() => "connect-unanswered-reset",
            (None, None, Some(End::Finished | End::Cut)) if outcome.sent().is_some() => "connect-unanswered",
            (None, None, Some(End::Reset)) => "connect-reset",
            (None, None, Some(End::Cut)) => "connect-cut",
            (None, None, Some(End::Finished)) => "connect-ended",
        }
    }

    /// Returns the text that says how the server broke the protocol. `name` returns a code with its name.
    pub(super) fn fault(&self, words: Words, name: &dyn Fn(u16) -> String) -> Option<String> {
        if let Some(Err(close)) = self.closed.outcome.received() {
            return Some(match close.kind() {
                InvalidCloseKind::OneByte => words.say("connect-fault-one-byte").to_owned(),
                InvalidCloseKind::TooLong { len } => words.fill("connect-fault-too-long", &[&len.to_string()]),
                InvalidCloseKind::CodeNotAllowed(code) => words.fill("connect-fault-code", &[&name(code.as_u16())]),
                InvalidCloseKind::NotUtf8(_) => words.say("connect-fault-reason").to_owned(),
                other => other.to_string(),
            });
        }
        let word = match self.closed.fault? {
            Fault::Opcode(opcode) => return Some(words.fill("connect-fault-opcode", &[&format!("0x{opcode:X}")])),
            // The headline says it.
            Fault::TooBig => return None,
            Fault::Masking => "connect-fault-masking",
            Fault::Length => "connect-fault-length",
            Fault::Reserved => "connect-fault-reserved",
            Fault::Fragmented => "connect-fault-fragmented",
            Fault::Long => "connect-fault-long",
            Fault::Continuation => "connect-fault-continuation",
            Fault::Interleaved => "connect-fault-interleaved",
            Fault::NotUtf8 => "connect-fault-not-utf8",
        };
        Some(words.say(word).to_owned())
    }

    /// Returns the text that says how TCP ended.
    pub(super) fn tcp(&self, words: Words) -> String {
        let word = match &self.closed.end {
            Some(End::Finished) => "connect-tcp-ended",
            Some(End::Cut) => "connect-tcp-cut",
            Some(End::Reset) => "connect-tcp-reset",
            Some(End::Failed(error)) => return words.fill("connect-tcp-failed", &[error]),
            None if self.dropped => "connect-tcp-client",
            None => "connect-tcp-late",
        };
        words.say(word).to_owned()
    }

    /// Returns `true` if a usual cause of the code may be the cause of this end. The key is that of the registry.
    pub(super) fn may_come_from(&self, cause: &str) -> bool {
        let outcome = &self.closed.outcome;
        let is_own = outcome.initiator() == Some(Initiator::Local);
        match (outcome.received(), self.closed.fault, &self.closed.end) {
            // The report has the cause: a fault, the transport's error, or that this client did not wait any more.
            (Some(Err(_)), ..) | (_, Some(_), _) | (None, None, Some(End::Failed(_)) | None) => false,
            // A server does not leave a page.
            (Some(Ok(_)), ..) => !is_own && cause != "page_left",
            (None, None, Some(End::Finished | End::Cut | End::Reset)) => match cause {
                "no_close_frame" => true,
                "server_ended" => !is_own,
                "idle_proxy" => !is_own && self.open_for >= IDLE,
                _ => false,
            },
        }
    }

    /// Returns the end of TCP as a word for programs.
    pub(super) const fn tcp_key(&self) -> &'static str {
        match &self.closed.end {
            Some(End::Finished) => "fin",
            Some(End::Cut) => "cut",
            Some(End::Reset) => "rst",
            Some(End::Failed(_)) => "failed",
            None if self.dropped => "dropped",
            None => "late",
        }
    }
}
