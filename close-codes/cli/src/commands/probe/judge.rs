//! Judges a transcript by RFC 6455. No I/O.
//!
//! Some rules hold in each case, others only if the case expects an answer or a failure. A rule has the level MUST only if its
//! section has this word.

#[cfg(test)]
mod tests;

use close_codes::frame::InvalidCloseKind;
use close_codes::{CloseCode, CloseFrame, CodePolicy, Role};

use super::facts::{code_of, content, facts, span};
use super::transcript::{OwnEnd, Received, Stopped, Transcript};
use crate::cases::{Case, Expect, Level};
use crate::net::frame::{CLOSE, Frame, PONG, Unreadable};
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
    /// RFC 6455 leaves open what the endpoint does.
    Observed,
    /// The endpoint did what RFC 6455 asks for.
    Kept,
    /// The endpoint did not follow a SHOULD.
    NotFollowed,
    /// The endpoint broke a MUST.
    Broken,
}

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

/// Judges the endpoint under test, which has this role.
pub(crate) fn judge(case: &Case, transcript: &Transcript, role: Role) -> Judgement {
    let mut rules = Rules { case, transcript, role, findings: Vec::new(), is_open: case.level == Level::Observed };
    transcript.received.iter().for_each(|received| rules.frame(received));
    rules.after_close();
    rules.script();
    match case.expect {
        Expect::Answer => rules.answer(),
        Expect::Fail(code) => rules.fail(code),
        Expect::End => rules.end(),
        Expect::Observe => {}
    }
    rules.end_of_tcp();
    rules.unreadable();
    let Rules { findings, is_open, .. } = rules;
    let verdict = match findings.iter().map(|finding| finding.level).max() {
        Some(Level::Must) => Verdict::Broken,
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
        match (self.role, frame.masked) {
            (Role::Server, true) => self.find(Level::Must, "5.1", "masks a frame, although it is a server"),
            (Role::Client, false) => self.find(Level::Must, "5.1", "does not mask a frame, although it is a client"),
            _ => {}
        }
        if frame.reserved != 0 {
            self.find(Level::Must, "5.2", "sets a reserved bit without an extension");
        }
        if frame.long {
            self.find(Level::Must, "5.2", "sends a length with more bits than it needs");
        }
        let name = name_of(frame);
        if frame.is_control() && !frame.fin {
            self.find(Level::Must, "5.5", format!("sends a fragmented {name}"));
        }
        if frame.is_control() && *len > CloseFrame::MAX_LEN {
            self.find(Level::Must, "5.5", format!("sends a {name} with {len} bytes, and at most 125 are allowed"));
        }
        if frame.opcode == CLOSE {
            self.close_body(frame, *len);
        }
    }

    /// Checks the body of a close frame.
    fn close_body(&mut self, frame: &Frame, len: usize) {
        // The part that is kept of a longer body may end inside of a character.
        let body = frame.payload.get(..CloseFrame::MAX_LEN).filter(|_| len > CloseFrame::MAX_LEN);
        match CloseFrame::parse(body.unwrap_or(&frame.payload), CodePolicy::Strict).map_err(InvalidCloseKind::from) {
            Err(InvalidCloseKind::OneByte) => {
                self.find(Level::Must, "5.5.1", "sends a close frame with a body of one byte");
            }
            Err(InvalidCloseKind::CodeNotAllowed(code)) => self.illegal_code(code),
            Err(InvalidCloseKind::NotUtf8(_)) if len <= CloseFrame::MAX_LEN => {
                self.find(Level::Must, "8.1", "sends a close reason that is not UTF-8");
            }
            Ok(_) | Err(_) => {}
        }
    }

    fn illegal_code(&mut self, code: CloseCode) {
        let number = code.as_u16();
        if matches!(number, 1005 | 1006 | 1015) {
            return self.find(Level::Must, "7.4.1", format!("sends {number}, which MUST NOT be in a close frame"));
        }
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
            let both = self.transcript.sent_close().is_some_and(|sent| sent.at <= *at);
            match frame.opcode {
                CLOSE if self.fails_first() => {
                    self.find(self.case.level, "7.1.7", "answers a close frame after it failed the connection");
                }
                PONG if self.fails_first() => {
                    self.find(self.case.level, "7.1.7", "answers a ping after it failed the connection");
                }
                CLOSE if both => self.find(Level::Should, "7.1.2", "sends another close frame instead of ending TCP"),
                CLOSE => self.find(Level::Observed, "7.1.5", "sends another close frame"),
                PONG => self.find(Level::Observed, "5.5.2", "answers a ping after its close frame"),
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

    /// Checks that the script could be sent.
    fn script(&mut self) {
        let words = match self.transcript.stopped {
            Some(Stopped::NoClose) => "does not close, so the rest of the script was not sent",
            Some(Stopped::Ended) => "ends TCP without a close frame, so the rest of the script was not sent",
            Some(Stopped::NotWritten) if !self.transcript.sent.is_empty() => return,
            Some(Stopped::NotWritten) if self.transcript.peer_end.is_some() => "ends TCP before the script was sent",
            Some(Stopped::NotWritten) => "does not read, so the script was not sent",
            None => return,
        };
        self.find(Level::Observed, &self.case.section, words);
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
                None => (
                    self.case.level,
                    format!("does not answer the close frame within {}", span(self.transcript.patience)),
                ),
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
        let Some(close) = self.transcript.close() else {
            if self.transcript.peer_end.is_some() {
                self.find(should, section, "ends TCP without a close frame");
            } else {
                let words = format!("does not fail the connection within {}", span(self.transcript.patience));
                self.find(self.case.level, &self.case.section, words);
            }
            return;
        };
        match code_of(&close.frame) {
            Some(sent) if sent == code => {}
            // Each of these codes tells that the peer did something wrong.
            Some(sent @ (1002 | 1003 | 1007 | 1008 | 1009)) => {
                self.find(Level::Observed, "7.4.1", format!("closes with {sent}, and {code} was expected"));
            }
            _ => {
                let sent = content(&close.frame);
                let words = format!("closes with {sent}, which does not tell the failure: {code} does");
                self.find(should, section, words);
            }
        }
    }

    /// Checks that the endpoint ends TCP.
    fn end(&mut self) {
        if self.transcript.stopped.is_some() {
            self.is_open = true;
        } else if self.transcript.peer_end.is_none() {
            let words = format!("does not end TCP within {}", span(self.transcript.patience));
            self.find(self.case.level, &self.case.section, words);
        }
    }

    /// Checks the end of TCP.
    fn end_of_tcp(&mut self) {
        let own_reset = matches!(self.transcript.own_end, Some((OwnEnd::Reset, _)));
        match &self.transcript.peer_end {
            _ if own_reset => {}
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
        if self.transcript.close().is_none() {
            return;
        }
        let still = |what: &str| format!("leaves TCP open for {} after {what}", span(self.transcript.patience));
        let sent = self.transcript.sent_close();
        match (self.role, sent) {
            // The case itself has this rule.
            _ if self.case.expect == Expect::End && self.transcript.stopped.is_none() => {}
            (_, Some(_)) => self.find(Level::Must, "5.5.1", still("both close frames")),
            // The case may expect that it waits: our endpoint has not sent a close frame.
            (_, None) if !matches!(self.case.expect, Expect::Fail(_)) => {}
            (Role::Server, None) => self.find(Level::Should, "7.1.1", still("it failed the connection")),
            (Role::Client, None) => self.find(Level::Must, "7.1.7", still("it failed the connection")),
        }
    }

    fn unreadable(&mut self) {
        match self.transcript.unreadable {
            Some(Unreadable::Opcode(opcode)) => {
                self.find(Level::Must, "5.2", format!("sends a frame with the opcode {opcode}, which is not defined"));
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
