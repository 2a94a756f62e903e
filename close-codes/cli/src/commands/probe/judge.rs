//! Judges a transcript by RFC 6455. No I/O.
//!
//! Some rules hold in each case, others only if the case expects an answer or a failure. A rule has the level MUST only if its
//! section has this word.
//!
//! An endpoint that MUST fail the connection has to end TCP, and SHOULD send a close frame with an appropriate code first (section
//! 7.1.7). From outside, a failure is a close frame whose code tells an error, or the end of TCP. A close frame with the code of
//! ours is the answer to a legal close frame (5.5.1): the endpoint processed what it had to refuse, and did not fail, even if
//! it ends TCP later. Other codes may be a failure with a code that is not appropriate, which is against the SHOULD.

#[cfg(test)]
mod tests;

use std::time::Duration;

use close_codes::{CloseFrame, Role};

use super::facts::{code_of, content, facts, span};
use super::transcript::form::{Fault, faults};
use super::transcript::{Received, Sent, Stopped, Transcript};
use crate::cases::{Case, Expect, Level, Step};
use crate::net::frame::{CLOSE, Frame, PING, PONG, Unreadable};
use crate::net::wire::End;

/// The result of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Verdict {
    /// The case was left out on purpose.
    LeftOut,
    /// The run ended before the case was played.
    NotPlayed,
    /// The connection was not opened.
    NotOpened,
    /// The server did not close after the text of `--trigger`, so it was not tested.
    Untriggered,
    /// RFC 6455 leaves open what the endpoint does.
    Observed,
    /// The endpoint did what RFC 6455 asks for.
    Kept,
    /// The endpoint did not follow a SHOULD.
    NotFollowed,
    /// The endpoint broke a MUST.
    Broken,
}

/// The end of a finding about time. RFC 6455 says "immediately" and "as soon as practical" (5.5.1), and has no number of seconds.
const HINT: &str = "(the time of `--timeout`: RFC 6455 has none)";

/// A behaviour that RFC 6455 does not ask for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Finding {
    /// The level of the rule. `Observed` if the behaviour is allowed.
    pub(crate) level: Level,
    /// The section of RFC 6455 that has the rule.
    pub(crate) section: String,
    pub(crate) words: String,
}

/// A verdict with its reasons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Judgement {
    pub(crate) verdict: Verdict,
    /// The way in which the endpoint closed, in words.
    pub(crate) facts: String,
    pub(crate) findings: Vec<Finding>,
}

impl Judgement {
    /// Makes the judgement of a case without a transcript.
    pub(crate) fn without(verdict: Verdict, reason: impl Into<String>) -> Self {
        Self { verdict, facts: reason.into(), findings: Vec::new() }
    }
}

/// Judges the endpoint under test.
pub(crate) fn judge(case: &Case, transcript: &Transcript) -> Judgement {
    let role = transcript.tested();
    let mut rules = Rules { case, transcript, role, findings: Vec::new(), is_open: case.level == Level::Observed };
    transcript.received.iter().for_each(|received| rules.frame(received));
    rules.after_close();
    rules.script();
    let is_early = rules.early_close();
    match case.expect {
        Expect::End => rules.end(),
        _ if is_early => rules.is_open = true,
        Expect::Answer => rules.answer(),
        Expect::Fail(code) => rules.fail(code),
        Expect::Observe => rules.silence(),
    }
    rules.end_of_tcp();
    rules.unreadable();
    let is_triggered = !rules.has_trigger() || transcript.stopped != Some(Stopped::NoClose);
    let Rules { findings, is_open, .. } = rules;
    let verdict = match findings.iter().map(|finding| finding.level).max() {
        Some(Level::Must) => Verdict::Broken,
        _ if !is_triggered => Verdict::Untriggered,
        Some(Level::Should) => Verdict::NotFollowed,
        Some(Level::Observed) | None if is_open => Verdict::Observed,
        Some(Level::Observed) | None => Verdict::Kept,
    };
    Judgement { verdict, facts: facts(transcript), findings }
}

/// The rules, applied to one transcript.
struct Rules<'a> {
    case: &'a Case,
    transcript: &'a Transcript,
    /// The role of the endpoint under test.
    role: Role,
    findings: Vec<Finding>,
    /// `true` if RFC 6455 does not say what the endpoint should do here.
    is_open: bool,
}

impl Rules<'_> {
    /// Adds a finding, unless the same one is there.
    fn find(&mut self, level: Level, section: &str, words: impl Into<String>) {
        let finding = Finding { level, section: section.to_owned(), words: words.into() };
        if !self.findings.contains(&finding) {
            self.findings.push(finding);
        }
    }

    /// Checks the form of a frame.
    fn frame(&mut self, Received { frame, len, .. }: &Received) {
        let name = name_of(frame);
        for fault in faults(frame, *len, self.role) {
            let (level, section, words) = match fault {
                Fault::Masking if self.role == Role::Server => {
                    (Level::Must, "5.1", "masks a frame, although it is a server".to_owned())
                }
                Fault::Masking => (Level::Must, "5.1", "does not mask a frame, although it is a client".to_owned()),
                Fault::Reserved => (Level::Must, "5.2", "sets a reserved bit without an extension".to_owned()),
                Fault::Length => (Level::Must, "5.2", "sends a length with more bits than it needs".to_owned()),
                Fault::Fragmented => (Level::Must, "5.5", format!("sends a fragmented {name}")),
                Fault::TooLong => {
                    (Level::Must, "5.5", format!("sends a {name} with {len} bytes, and at most 125 are allowed"))
                }
                Fault::OneByte => (Level::Must, "5.5.1", "sends a close frame with a body of one byte".to_owned()),
                Fault::Code => {
                    if let Some(code) = code_of(frame) {
                        self.illegal_code(code);
                    }
                    continue;
                }
                // A reason "MAY contain UTF-8-encoded data" (5.5.1). The MUST of 8.1 is for the endpoint that reads it.
                Fault::Reason => {
                    let words = "sends a close reason that is not UTF-8: its peer MUST fail (8.1)";
                    (Level::Observed, "5.5.1", words.to_owned())
                }
            };
            self.find(level, section, words);
        }
    }

    fn illegal_code(&mut self, number: u16) {
        if matches!(number, 1005 | 1006 | 1015) {
            return self.find(Level::Must, "7.4.1", format!("sends {number}, which MUST NOT be in a close frame"));
        }
        // The code MUST be one that 7.4 defines (5.5.1). 7.4.1 reserves 1004, and does not define a meaning.
        let why = match number {
            1004 => "is reserved",
            1000..=2999 => "is not defined by any document",
            _ => "is outside of all ranges",
        };
        self.find(Level::Must, "5.5.1", format!("sends {number}, which {why} (7.4)"));
    }

    /// Checks the frames after the first close frame.
    fn after_close(&mut self) {
        for Received { at, frame, .. } in self.transcript.after_close() {
            let was_sent =
                |opcode| self.transcript.sent.iter().any(|sent| sent.frame.opcode == opcode && sent.at <= *at);
            let has_failed = self.fails_first() && self.tells_failure();
            match frame.opcode {
                CLOSE if has_failed && was_sent(CLOSE) => {
                    self.find(self.case.level, "7.1.7", "answers a close frame after it failed the connection");
                }
                PONG if has_failed && was_sent(PING) => {
                    self.find(self.case.level, "7.1.7", "answers a ping after it failed the connection");
                }
                // An endpoint that has both sent and received a close frame SHOULD end TCP (7.1.2). Nobody sees from outside if it
                // had received ours when it sent this frame.
                CLOSE => self.find(Level::Observed, "7.1.5", "sends another close frame"),
                PONG if was_sent(PING) => self.find(Level::Observed, "5.5.2", "answers a ping after its close frame"),
                PONG => self.find(Level::Observed, "5.5.3", "sends a pong after its close frame"),
                _ if frame.is_control() => {}
                _ => self.find(Level::Must, "5.5.1", "sends a data frame after its close frame"),
            }
        }
    }

    /// Returns `true` if the endpoint had to fail the connection before our endpoint sent a close frame, if it sent one.
    fn fails_first(&self) -> bool {
        let starts_with_close = self.transcript.sent.first().is_some_and(|sent| sent.frame.opcode == CLOSE);
        matches!(self.case.expect, Expect::Fail(_)) && !starts_with_close
    }

    /// Returns `true` if the endpoint's close frame has a code that tells an error.
    fn tells_failure(&self) -> bool {
        let code = self.transcript.close().and_then(|close| code_of(&close.frame));
        matches!(code, Some(1002 | 1003 | 1007..=1009 | 1011)) && !self.is_echo()
    }

    /// Returns `true` if the endpoint's close frame has the code of a close frame that our endpoint sent before.
    fn is_echo(&self) -> bool {
        let Some(close) = self.transcript.close() else { return false };
        let before = self.transcript.sent.iter().filter(|sent| sent.frame.opcode == CLOSE && sent.begun <= close.at);
        before.into_iter().any(|sent| code_of(&sent.frame).is_some() && code_of(&sent.frame) == code_of(&close.frame))
    }

    /// Shows the time in which nothing happened.
    fn late(&self) -> String {
        format!("{} {HINT}", span(self.transcript.patience))
    }

    /// Checks that the script could be sent.
    fn script(&mut self) {
        let words = match self.transcript.stopped {
            Some(Stopped::NoClose) => {
                let rest = "so the rest of the script was not sent";
                return self.find(
                    Level::Observed,
                    &self.case.section,
                    format!("does not close within {}, {rest}", self.late()),
                );
            }
            Some(Stopped::Ended) => "ends TCP without a close frame, so the rest of the script was not sent",
            Some(Stopped::NotWritten) if !self.transcript.sent.is_empty() => return,
            Some(Stopped::NotWritten) if self.transcript.peer_end.is_some() => "ends TCP before the script was sent",
            Some(Stopped::NotWritten) => "does not read, so the script was not sent",
            None => return,
        };
        self.find(Level::Observed, &self.case.section, words);
    }

    /// Returns `true` if the endpoint closed by itself, before the step that the case is about.
    fn early_close(&mut self) -> bool {
        let Some(close) = self.transcript.close() else { return false };
        let is_before = |sent: Option<&Sent>| sent.is_some_and(|sent| close.at < sent.begun);
        let what = match self.transcript.sent.first() {
            first if is_before(first) => "the script",
            _ if self.case.expect == Expect::Answer && is_before(self.transcript.sent_close()) => "the close frame",
            _ => return false,
        };
        // "Servers MAY close the WebSocket connection whenever desired." Nobody sees from outside why a client closes.
        self.find(Level::Observed, "7.3", format!("closes with {} before {what} is sent", content(&close.frame)));
        true
    }

    fn has_trigger(&self) -> bool {
        self.case.send.iter().any(|step| matches!(step, Step::Trigger {}))
    }

    /// Checks the answer to a legal close frame.
    fn answer(&mut self) {
        let Some(sent) = self.transcript.sent_close() else {
            self.is_open = true;
            return;
        };
        let Some(close) = self.transcript.close() else {
            let is_last = self.transcript.sent.last().is_some_and(|last| std::ptr::eq(last, sent));
            let (level, words) = match self.transcript.peer_end {
                // An endpoint that ends TCP before it reads our later frames resets TCP, which may discard its answer.
                Some((End::Reset, _)) if !is_last => {
                    (Level::Observed, "resets TCP before an answer to the close frame arrives".to_owned())
                }
                Some(_) => (self.case.level, "ends TCP without an answer to the close frame".to_owned()),
                None => (self.case.level, format!("does not answer the close frame within {}", self.late())),
            };
            return self.find(level, "5.5.1", words);
        };
        if code_of(&sent.frame) != code_of(&close.frame) {
            let words = format!("answers {} with {}", content(&sent.frame), content(&close.frame));
            self.find(Level::Observed, "5.5.1", words);
        }
    }

    /// Checks that the endpoint fails the connection.
    fn fail(&mut self, code: u16) {
        let should = self.case.level.min(Level::Should);
        // Section 10.7 has this rule for data that no other section names.
        let section = if self.case.section == "10.7" { "10.7" } else { "7.1.7" };
        let not_failed = |rules: &mut Self, words: String| {
            let Case { level, section, .. } = rules.case;
            rules.find(*level, section, words);
        };
        let has_ended = self.transcript.peer_end.is_some();
        let Some(close) = self.transcript.close() else {
            let words = match &self.transcript.peer_end {
                None => return not_failed(self, format!("does not fail the connection within {}", self.late())),
                // Bytes that the endpoint has not read make a reset of its end of TCP, which may discard its close frame.
                Some((End::Reset, _)) if self.sent_more() => {
                    return self.find(Level::Observed, section, "resets TCP before a close frame arrives");
                }
                Some((_, at)) if self.transcript.own_end.as_ref().is_some_and(|(_, own)| own <= at) => {
                    "does not send a close frame, and ends TCP only after the probe"
                }
                Some(_) => "ends TCP without a close frame",
            };
            return self.find(should, section, words);
        };
        let sent = content(&close.frame);
        match code_of(&close.frame) {
            // In a case of 10.7, an answer is only a code that does not tell the error.
            _ if self.case.level == Level::Must && self.is_echo() => {
                let when = if has_ended { String::new() } else { format!(" within {}", self.late()) };
                let words = format!("answers with {sent} and does not fail the connection{when}");
                not_failed(self, words);
            }
            // Its close frame tells nothing, and it goes on.
            _ if !has_ended
                && !self.tells_failure()
                && (self.case.level == Level::Must || self.transcript.sent_close().is_none()) =>
            {
                let words = format!("closes with {sent}, but does not fail the connection within {}", self.late());
                not_failed(self, words);
            }
            Some(sent) if sent == code => {}
            // Each of these codes tells that the peer did something wrong.
            Some(sent @ (1002 | 1003 | 1007 | 1008 | 1009)) => {
                self.find(Level::Observed, "7.4.1", format!("closes with {sent} (expected: {code})"));
            }
            _ => {
                let words = format!("closes with {sent} (expected: {code}), so the peer does not learn of its error");
                self.find(should, section, words);
            }
        }
    }

    /// Returns `true` if the endpoint may have failed before it read all bytes of our endpoint.
    fn sent_more(&self) -> bool {
        let sent = &self.transcript.sent;
        sent.len() > 1 || sent.iter().any(|sent| sent.len > CloseFrame::MAX_LEN)
    }

    /// Checks that the endpoint ends TCP.
    fn end(&mut self) {
        if self.transcript.stopped.is_some() {
            self.is_open = true;
            return;
        }
        let Case { level, section, .. } = self.case;
        let own = self.transcript.role;
        let has_bad_mask = self.transcript.sent.iter().any(|sent| !sent.frame.is_masked_by(own));
        if has_bad_mask && self.transcript.received.iter().any(|received| received.frame.opcode == PONG) {
            let masking = if self.role == Role::Server { "is not masked" } else { "is masked" };
            self.find(*level, section, format!("answers a ping that {masking}"));
        }
        match (&self.transcript.peer_end, &self.transcript.own_end) {
            (Some((_, at)), None) if self.has_trigger() && self.has_closed_alone(*at) => {
                // The handshake was not completed, so the close is not clean (7.1.4). No word forbids it.
                self.find(Level::Observed, "7.1.4", "ends TCP without waiting for an answer to its close frame");
                self.is_open = true;
            }
            (None, _) => self.find(*level, section, format!("does not end TCP within {}", self.late())),
            (Some((_, at)), Some((_, own))) if own <= at && self.transcript.close().is_none() => {
                self.find(Level::Observed, section, "ends TCP only after the probe");
            }
            (Some(_), _) => {}
        }
    }

    /// Returns `true` if the endpoint sent a close frame and ended TCP at this time, before our endpoint sent one, or anything more.
    fn has_closed_alone(&self, at: Duration) -> bool {
        let Some(close) = self.transcript.close() else { return false };
        let mut sent = self.transcript.sent.iter();
        sent.find(|sent| sent.frame.opcode == CLOSE || close.at <= sent.begun).is_none_or(|sent| at < sent.begun)
    }

    /// Checks what a client does when nothing happens.
    fn silence(&mut self) {
        let has_closed = self.transcript.close().is_some() || self.transcript.peer_end.is_some();
        // Our endpoint does not answer a ping, which is a reason to close.
        let waits = self.transcript.received.iter().any(|received| received.frame.opcode == PING);
        if self.role == Role::Client && self.case.send.is_empty() && has_closed && !waits {
            self.find(Level::Should, "7.3", "closes, although nothing has happened");
        }
    }

    /// Checks the end of TCP.
    fn end_of_tcp(&mut self) {
        match &self.transcript.peer_end {
            _ if self.transcript.has_reset() => {}
            Some((End::Finished, _)) => {}
            Some((End::Reset, _)) => self.find(Level::Should, "7.1.1", "resets TCP, which is not a clean end"),
            Some((End::Cut, _)) => self.find(Level::Observed, "5.2", "ends TCP inside of a frame"),
            Some((End::Failed(error), _)) => {
                self.find(Level::Observed, "7.1.1", format!("ends TCP with an error: {error}"));
            }
            None => self.open_tcp(),
        }
    }

    /// Checks an endpoint that has not ended TCP within the patience.
    fn open_tcp(&mut self) {
        let Some(close) = self.transcript.close() else { return };
        let patience = span(self.transcript.patience);
        let still = |after: &str| format!("TCP was still open {patience} after {after} {HINT}");
        match self.case.expect {
            // The case itself has this rule.
            Expect::End if self.transcript.stopped.is_none() => {}
            // An endpoint that does not fail has another finding. One that fails does not process our close frame (7.1.7).
            Expect::Fail(_) if self.case.level == Level::Must && !self.tells_failure() => {}
            Expect::Fail(_) if self.case.level == Level::Must => {
                let words = still(&format!("it failed the connection with {}", content(&close.frame)));
                self.find(Level::Must, "7.1.7", words);
            }
            // A close frame with an illegal body is a close frame.
            _ if self.transcript.sent_close().is_some() => self.find(Level::Must, "5.5.1", still("both close frames")),
            Expect::Fail(_) if self.tells_failure() => {
                let words = still(&format!("it failed the connection with {}", content(&close.frame)));
                self.find(self.case.level, &self.case.section, words);
            }
            // Our endpoint has not sent a close frame, for which the endpoint may wait.
            _ => {}
        }
    }

    fn unreadable(&mut self) {
        match self.transcript.unreadable {
            Some(Unreadable::Opcode(opcode)) => {
                // Section 5.2 has a MUST only for the endpoint that reads it.
                let words = format!("sends a frame with the opcode {opcode}, which is not defined: its peer MUST fail");
                self.find(Level::Observed, "5.2", words);
            }
            Some(Unreadable::TooLong(len)) => {
                self.find(
                    Level::Observed,
                    "5.2",
                    format!("sends a frame of {len} bytes, which is too long for this program"),
                );
            }
            None => {}
        }
    }
}

const fn name_of(frame: &Frame) -> &'static str {
    match frame.opcode {
        CLOSE => "close frame",
        PONG => "pong",
        _ => "ping",
    }
}
