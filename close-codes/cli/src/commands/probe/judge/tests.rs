//! Transcripts written by hand, and the verdicts that RFC 6455 asks for.

#![allow(clippy::unwrap_used, reason = "what goes wrong here fails a test")]

use std::time::Duration;

use close_codes::Role;

use super::super::report::level_words;
use super::super::transcript::{OwnEnd, Stopped, Transcript};
use super::{Judgement, Verdict, judge};
use crate::cases::Case;
use crate::net::frame::{BINARY, CLOSE, Frame, PING, PONG, TEXT, Unreadable};
use crate::net::wire::End;

const ECHO: &[u8] = b"\x03\xE8";
const ANSWER: &str = "expect = 'answer'\nlevel = 'must'";
const FAIL: &str = "expect = { fail = 1002 }\nlevel = 'should'";
const MUST_FAIL: &str = "expect = { fail = 1002 }\nlevel = 'must'";

/// The end of each finding about time.
const HINT: &str = " (the time of `--timeout`: RFC 6455 has none)";

/// A connection, in which each step takes a millisecond.
struct Story {
    transcript: Transcript,
    now: Duration,
}

impl Story {
    /// Begins a connection to an endpoint under test with this role.
    fn of(role: Role) -> Self {
        let own = if role == Role::Server { Role::Client } else { Role::Server };
        Self { transcript: Transcript::new(own, Duration::from_secs(2)), now: Duration::ZERO }
    }

    /// Begins a connection to a server that gets a close frame.
    fn server(body: &[u8]) -> Self {
        Self::of(Role::Server).sends(CLOSE, body)
    }

    /// Begins a connection to a client that gets a close frame.
    fn client(body: &[u8]) -> Self {
        Self::of(Role::Client).sends(CLOSE, body)
    }

    fn tested(&self) -> Role {
        self.transcript.tested()
    }

    fn step(&mut self) -> Duration {
        self.now += Duration::from_millis(1);
        self.now
    }

    /// Our endpoint sends a frame.
    fn sends(mut self, opcode: u8, payload: &[u8]) -> Self {
        let (at, frame) = (self.step(), Frame::new(opcode, payload, self.transcript.role));
        self.transcript.send(at, at, frame);
        self
    }

    /// The endpoint under test sends a frame.
    fn gets(self, opcode: u8, payload: &[u8]) -> Self {
        let frame = Frame::new(opcode, payload, self.tested());
        self.gets_frame(frame)
    }

    fn gets_frame(mut self, frame: Frame) -> Self {
        let at = self.step();
        self.transcript.receive(at, frame);
        self
    }

    fn gets_close(self, code: u16) -> Self {
        self.gets(CLOSE, &code.to_be_bytes())
    }

    /// Our endpoint ends its sending side.
    fn finishes(mut self, how: OwnEnd) -> Self {
        self.transcript.own_end = Some((how, self.step()));
        self
    }

    fn stops(mut self, why: Stopped) -> Self {
        self.transcript.stopped = Some(why);
        self
    }

    /// The endpoint under test ends TCP.
    fn ends(mut self, how: End) -> Self {
        self.transcript.peer_end = Some((how, self.step()));
        self
    }

    /// The endpoint under test does nothing for two seconds.
    fn waits(mut self) -> Self {
        self.now += Duration::from_secs(2);
        self
    }

    fn judge(mut self, case: &str) -> Judgement {
        self.transcript.over = self.now;
        let rest = "number = '1.1'\nname = 'a'\ntitle = 'A'\nsection = '5.2'\nsend = []";
        let mut fields: toml::Table = toml::from_str(rest).unwrap();
        fields.extend(toml::from_str::<toml::Table>(case).unwrap());
        let case: Case = fields.try_into().unwrap();
        judge(&case, &self.transcript)
    }

    /// Checks the verdict, and each finding as `MUST 5.5.1: words`.
    #[track_caller]
    fn is(self, case: &str, verdict: Verdict, findings: &[&str]) {
        let judgement = self.judge(case);
        let found = judgement.findings.iter();
        let found = found.map(|found| format!("{} {}: {}", level_words(found.level), found.section, found.words));
        assert_eq!(found.collect::<Vec<_>>(), findings, "{judgement:?}");
        assert_eq!(judgement.verdict, verdict, "{judgement:?}");
    }
}

#[test]
fn an_echo_and_an_end_are_kept() {
    Story::server(ECHO).gets(CLOSE, ECHO).ends(End::Finished).is(ANSWER, Verdict::Kept, &[]);
    Story::server(b"").gets(CLOSE, b"").ends(End::Finished).is(ANSWER, Verdict::Kept, &[]);
    // The codes that may be sent, and the borders of their ranges (7.4.1, 7.4.2 and the registry).
    for code in [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999_u16] {
        let body = code.to_be_bytes();
        Story::server(&body).gets_close(code).ends(End::Finished).is(ANSWER, Verdict::Kept, &[]);
        let client = Story::client(&body).gets_close(code).finishes(OwnEnd::Finished).ends(End::Finished);
        client.is(ANSWER, Verdict::Kept, &[]);
    }
    // Data before the close frame is allowed (5.1).
    let data = Story::server(ECHO).gets(TEXT, b"late").gets(CLOSE, ECHO).ends(End::Finished);
    data.is(ANSWER, Verdict::Kept, &[]);
}

#[test]
fn a_legal_close_frame_must_be_answered() {
    let dropped = "MUST 5.5.1: ends TCP without an answer to the close frame";
    Story::server(ECHO).ends(End::Finished).is(ANSWER, Verdict::Broken, &[dropped]);
    Story::client(ECHO).ends(End::Finished).is(ANSWER, Verdict::Broken, &[dropped]);
    let silent = &format!("MUST 5.5.1: does not answer the close frame within 2.0 s{HINT}");
    Story::server(ECHO).waits().is(ANSWER, Verdict::Broken, &[silent]);
    Story::server(ECHO).gets(PONG, b"").waits().is(ANSWER, Verdict::Broken, &[silent]);
    let reset = "SHOULD 7.1.1: resets TCP, which is not a clean end";
    Story::server(ECHO).ends(End::Reset).is(ANSWER, Verdict::Broken, &[dropped, reset]);
    // The reset is because of a frame that was not read, and it may discard an answer.
    let lost = "observed 5.5.1: resets TCP before an answer to the close frame arrives";
    Story::server(ECHO).sends(PING, b"").ends(End::Reset).is(ANSWER, Verdict::NotFollowed, &[lost, reset]);
    Story::server(ECHO).sends(PING, b"").ends(End::Finished).is(ANSWER, Verdict::Broken, &[dropped]);
    // The case may say less, as for codes that came after RFC 6455.
    let observed = "observed 5.5.1: ends TCP without an answer to the close frame";
    let case = "expect = 'answer'\nlevel = 'observed'";
    Story::server(b"\x03\xF6").ends(End::Finished).is(case, Verdict::Observed, &[observed]);
}

#[test]
fn another_code_in_the_answer_is_observed() {
    let other = Story::server(b"\x0F\xA1").gets_close(1000).ends(End::Finished);
    other.is(ANSWER, Verdict::Kept, &["observed 5.5.1: answers 4001 with 1000"]);
    let empty = Story::server(b"").gets_close(1000).ends(End::Finished);
    empty.is(ANSWER, Verdict::Kept, &["observed 5.5.1: answers no code with 1000"]);
    let refused = Story::server(b"\x03\xF6").gets_close(1002).ends(End::Finished);
    refused.is("expect = 'answer'\nlevel = 'observed'", Verdict::Observed, &["observed 5.5.1: answers 1014 with 1002"]);
    // Another reason is not worth a word: 5.5.1 speaks of the code.
    Story::server(b"\x03\xE8bye").gets(CLOSE, ECHO).ends(End::Finished).is(ANSWER, Verdict::Kept, &[]);
}

#[test]
fn an_illegal_frame_should_be_answered_with_the_right_code() {
    let story = || Story::server(b"\x03");
    story().gets_close(1002).ends(End::Finished).is(FAIL, Verdict::Kept, &[]);
    let other = ["observed 7.4.1: closes with 1007 (expected: 1002)"];
    story().gets_close(1007).ends(End::Finished).is(FAIL, Verdict::Kept, &other);
    let normal = ["SHOULD 7.1.7: closes with 1000 (expected: 1002), so the peer does not learn of its error"];
    story().gets_close(1000).ends(End::Finished).is(FAIL, Verdict::NotFollowed, &normal);
    let empty = ["SHOULD 7.1.7: closes with no code (expected: 1002), so the peer does not learn of its error"];
    story().gets(CLOSE, b"").ends(End::Finished).is(FAIL, Verdict::NotFollowed, &empty);
    let dropped = ["SHOULD 7.1.7: ends TCP without a close frame"];
    story().ends(End::Finished).is(FAIL, Verdict::NotFollowed, &dropped);
    Story::client(b"\x03").ends(End::Finished).is(FAIL, Verdict::NotFollowed, &dropped);
    // The section of the case has the rule that the connection fails.
    let ignored = &format!("SHOULD 5.2: does not fail the connection within 2.0 s{HINT}");
    story().waits().is(FAIL, Verdict::NotFollowed, &[ignored]);
    let ignored = &format!("MUST 5.2: does not fail the connection within 2.0 s{HINT}");
    Story::of(Role::Server).sends(TEXT, b"a").gets(TEXT, b"a").waits().is(MUST_FAIL, Verdict::Broken, &[ignored]);
    Story::of(Role::Server).sends(TEXT, b"a").ends(End::Finished).is(MUST_FAIL, Verdict::NotFollowed, &dropped);
    // A client may wait until the server ends TCP (7.1.1).
    let late = ["SHOULD 7.1.7: does not send a close frame, and ends TCP only after the probe"];
    let client = Story::of(Role::Client).sends(TEXT, b"a").waits().finishes(OwnEnd::Finished);
    client.ends(End::Finished).is(MUST_FAIL, Verdict::NotFollowed, &late);
    let client = Story::of(Role::Client).sends(TEXT, b"a").waits().finishes(OwnEnd::Finished);
    client.waits().is(MUST_FAIL, Verdict::Broken, &[ignored]);
    // Nothing is asked for.
    let observed = "expect = { fail = 1002 }\nlevel = 'observed'";
    story().ends(End::Finished).is(observed, Verdict::Observed, &["observed 7.1.7: ends TCP without a close frame"]);
}

#[test]
fn a_close_frame_must_be_legal() {
    let sends = |code: u16| Story::server(&code.to_be_bytes()).gets_close(code).ends(End::Finished);
    let wrong = |code: u16, finding: &str| {
        sends(code).is("expect = 'observe'\nlevel = 'observed'", Verdict::Broken, &[finding]);
    };
    wrong(1005, "MUST 7.4.1: sends 1005, which MUST NOT be in a close frame");
    wrong(1006, "MUST 7.4.1: sends 1006, which MUST NOT be in a close frame");
    wrong(1015, "MUST 7.4.1: sends 1015, which MUST NOT be in a close frame");
    wrong(1004, "MUST 5.5.1: sends 1004, which is reserved (7.4)");
    wrong(1016, "MUST 5.5.1: sends 1016, which is not defined by any document (7.4)");
    wrong(2999, "MUST 5.5.1: sends 2999, which is not defined by any document (7.4)");
    wrong(0, "MUST 5.5.1: sends 0, which is outside of all ranges (7.4)");
    wrong(999, "MUST 5.5.1: sends 999, which is outside of all ranges (7.4)");
    wrong(5000, "MUST 5.5.1: sends 5000, which is outside of all ranges (7.4)");
    wrong(65535, "MUST 5.5.1: sends 65535, which is outside of all ranges (7.4)");

    let gets = |body: &[u8]| Story::server(ECHO).gets(CLOSE, body).ends(End::Finished);
    let observe = "expect = 'observe'\nlevel = 'must'";
    gets(b"\x03").is(observe, Verdict::Broken, &["MUST 5.5.1: sends a close frame with a body of one byte"]);
    gets(b"\x03\xE8by\xFF").is(
        observe,
        Verdict::Kept,
        &["observed 5.5.1: sends a close reason that is not UTF-8: its peer MUST fail (8.1)"],
    );
    gets(&[ECHO, &[b'x'; 123]].concat()).is(observe, Verdict::Kept, &[]);
    // The part that is kept of a long body ends inside of a character, which is not a second fault.
    for len in [124, 998, 70_000] {
        let body = [ECHO, "é".repeat(len).get(..len / 2 * 2).unwrap().as_bytes()].concat();
        let words = format!("MUST 5.5: sends a close frame with {} bytes, and at most 125 are allowed", body.len());
        gets(&body).is(observe, Verdict::Broken, &[&words]);
    }
}

#[test]
fn an_echo_of_an_illegal_code_breaks_a_must_and_does_not_follow_a_should() {
    let echo = Story::server(b"\x03\xED").gets_close(1005).ends(End::Finished);
    let findings = [
        "MUST 7.4.1: sends 1005, which MUST NOT be in a close frame",
        "SHOULD 7.1.7: closes with 1005 (expected: 1002), so the peer does not learn of its error",
    ];
    echo.is(FAIL, Verdict::Broken, &findings);
}

#[test]
fn frames_must_have_the_right_form() {
    let gets = |role, frame: Frame| {
        let story = Story::of(role).sends(CLOSE, ECHO).gets_frame(frame);
        if role == Role::Client {
            story.finishes(OwnEnd::Finished).ends(End::Finished)
        } else {
            story.ends(End::Finished)
        }
    };
    let (server, client) = (Role::Server, Role::Client);
    gets(server, Frame::new(CLOSE, ECHO, client)).is(
        ANSWER,
        Verdict::Broken,
        &["MUST 5.1: masks a frame, although it is a server"],
    );
    let unmasked = ["MUST 5.1: does not mask a frame, although it is a client"];
    gets(client, Frame::new(CLOSE, ECHO, server)).is(ANSWER, Verdict::Broken, &unmasked);
    let close = Frame::new(CLOSE, ECHO, server);
    let reserved = Frame { reserved: 4, ..close.clone() };
    gets(server, reserved).is(ANSWER, Verdict::Broken, &["MUST 5.2: sets a reserved bit without an extension"]);
    let long = Frame { long: true, ..close.clone() };
    gets(server, long).is(ANSWER, Verdict::Broken, &["MUST 5.2: sends a length with more bits than it needs"]);
    let fragmented = Frame { fin: false, ..close };
    gets(server, fragmented).is(ANSWER, Verdict::Broken, &["MUST 5.5: sends a fragmented close frame"]);
    let ping = Story::server(ECHO).gets(PING, &[0; 126]).gets(CLOSE, ECHO).ends(End::Finished);
    ping.is(ANSWER, Verdict::Broken, &["MUST 5.5: sends a ping with 126 bytes, and at most 125 are allowed"]);
    // The rules hold for each frame, not only for close frames.
    let masked = Frame::new(TEXT, b"a".as_slice(), client);
    let text = Story::server(ECHO).gets_frame(masked.clone()).gets_frame(masked).gets(CLOSE, ECHO).ends(End::Finished);
    text.is(ANSWER, Verdict::Broken, &["MUST 5.1: masks a frame, although it is a server"]);
    // A data frame may be fragmented (5.4).
    let part = Frame { fin: false, ..Frame::new(TEXT, b"a".as_slice(), server) };
    Story::server(ECHO).gets_frame(part).gets(CLOSE, ECHO).ends(End::Finished).is(ANSWER, Verdict::Kept, &[]);
}

#[test]
fn no_data_frame_must_follow_a_close_frame() {
    for role in [Role::Server, Role::Client] {
        for opcode in [0, TEXT, BINARY] {
            let story =
                Story::of(role).sends(CLOSE, ECHO).gets(CLOSE, ECHO).gets(opcode, b"late").gets(opcode, b"late");
            let story = if role == Role::Client { story.finishes(OwnEnd::Finished) } else { story };
            let late = ["MUST 5.5.1: sends a data frame after its close frame"];
            story.ends(End::Finished).is(ANSWER, Verdict::Broken, &late);
        }
    }
    // A flood before the close frame does not hide what comes after it.
    let mut story = Story::server(ECHO);
    for _ in 0..1000 {
        story = story.gets(BINARY, b"flood");
    }
    let late = ["MUST 5.5.1: sends a data frame after its close frame"];
    story.gets(CLOSE, ECHO).gets(TEXT, b"late").ends(End::Finished).is(ANSWER, Verdict::Broken, &late);
    let pong = Story::server(ECHO).sends(PING, b"").gets(CLOSE, ECHO).gets(PONG, b"").ends(End::Finished);
    pong.is(ANSWER, Verdict::Kept, &["observed 5.5.2: answers a ping after its close frame"]);
}

/// A flood does not hide a frame that breaks a rule, wherever it comes.
#[test]
fn a_flood_does_not_hide_a_fault() {
    let flood = |mut story: Story, opcode| {
        for _ in 0..150 {
            story = story.gets(opcode, b"");
        }
        story
    };
    let text = Frame::new(TEXT, b"a".as_slice(), Role::Server);
    let pong = Frame::new(PONG, b"".as_slice(), Role::Server);
    let close = Frame::new(CLOSE, b"\x03\xED".as_slice(), Role::Server);
    for (frame, fault) in [
        (Frame::new(TEXT, b"a".as_slice(), Role::Client), "MUST 5.1: masks a frame, although it is a server"),
        (Frame { reserved: 1, ..text.clone() }, "MUST 5.2: sets a reserved bit without an extension"),
        (Frame { long: true, ..text.clone() }, "MUST 5.2: sends a length with more bits than it needs"),
        (Frame { fin: false, ..pong.clone() }, "MUST 5.5: sends a fragmented pong"),
        (
            Frame { payload: vec![0; 126], ..pong.clone() },
            "MUST 5.5: sends a pong with 126 bytes, and at most 125 are allowed",
        ),
    ] {
        let before = flood(Story::server(ECHO), TEXT).gets_frame(frame.clone()).gets(CLOSE, ECHO).ends(End::Finished);
        before.is(ANSWER, Verdict::Broken, &[fault]);
        let after = flood(Story::server(ECHO).gets(CLOSE, ECHO), PONG).gets_frame(frame).ends(End::Finished);
        assert!(after.judge(ANSWER).findings.iter().any(|found| fault.ends_with(&*found.words)), "{fault}");
    }
    let closed = || flood(Story::server(ECHO).gets(CLOSE, ECHO), PONG);
    let pongs = "observed 5.5.3: sends a pong after its close frame";
    let late = ["MUST 5.5.1: sends a data frame after its close frame"];
    closed().gets_frame(text).ends(End::Finished).is(ANSWER, Verdict::Broken, &[pongs, late[0]]);
    let again = "observed 7.1.5: sends another close frame";
    let code = "MUST 7.4.1: sends 1005, which MUST NOT be in a close frame";
    closed().gets_frame(close).ends(End::Finished).is(ANSWER, Verdict::Broken, &[code, pongs, again]);
    // The record stays small: no frame of another thousand is new.
    let mut story = flood(flood(closed(), TEXT), PONG);
    for _ in 0..1000 {
        story = story.gets_frame(Frame { reserved: 1, ..Frame::new(BINARY, b"".as_slice(), Role::Client) });
    }
    assert!(story.transcript.received.len() < 110, "{}", story.transcript.received.len());
    assert!(story.transcript.unkept > 1000, "{}", story.transcript.unkept);
}

/// Section 7.3: "Servers MAY close the WebSocket connection whenever desired."
#[test]
fn a_close_frame_before_ours_is_not_an_answer() {
    let early = ["observed 7.3: closes with 1013 before the script is sent"];
    let story = || Story::of(Role::Server).gets_close(1013).sends(CLOSE, ECHO);
    story().ends(End::Finished).is(ANSWER, Verdict::Observed, &early);
    story().ends(End::Finished).is(MUST_FAIL, Verdict::Observed, &early);
    let client = Story::of(Role::Client).gets_close(1013).sends(CLOSE, ECHO).finishes(OwnEnd::Finished);
    client.ends(End::Finished).is(ANSWER, Verdict::Observed, &early);
    // Both have sent a close frame, so the server MUST end TCP (5.5.1).
    let open = format!("MUST 5.5.1: TCP was still open 2.0 s after both close frames{HINT}");
    story().waits().is(ANSWER, Verdict::Broken, &[early[0], &open]);
    let text = Story::of(Role::Server).sends(TEXT, b"a").gets_close(1009).sends(CLOSE, ECHO).ends(End::Finished);
    text.is(ANSWER, Verdict::Observed, &["observed 7.3: closes with 1009 before the close frame is sent"]);
    // It came while our frame was written, so it may be an answer.
    let mut story = Story::of(Role::Server).gets_close(1002);
    let frame = Frame::new(CLOSE, [0; 998], Role::Client);
    story.transcript.send(Duration::ZERO, Duration::from_millis(2), frame);
    story.ends(End::Finished).is(FAIL, Verdict::Kept, &[]);
}

#[test]
fn another_close_frame_is_observed() {
    let twice = Story::server(ECHO).gets(CLOSE, ECHO).gets(CLOSE, ECHO).ends(End::Finished);
    // The endpoint may have sent it before it received ours.
    twice.is(ANSWER, Verdict::Kept, &["observed 7.1.5: sends another close frame"]);
    // No word of RFC 6455 forbids a second close frame before our own.
    let twice = Story::of(Role::Server).gets_close(1000).gets_close(1000).sends(CLOSE, ECHO).ends(End::Finished);
    let early = "observed 7.3: closes with 1000 before the script is sent";
    twice.is(ANSWER, Verdict::Observed, &["observed 7.1.5: sends another close frame", early]);
}

#[test]
fn a_server_must_end_tcp_after_both_close_frames() {
    let open = &[&*format!("MUST 5.5.1: TCP was still open 2.0 s after both close frames{HINT}")];
    Story::server(ECHO).gets(CLOSE, ECHO).waits().is(ANSWER, Verdict::Broken, open);
    // So must a client, after the server has done so.
    Story::client(ECHO).gets(CLOSE, ECHO).finishes(OwnEnd::Finished).waits().is(ANSWER, Verdict::Broken, open);
    // An illegal body does not make it another frame.
    Story::server(b"\x03").gets_close(1002).waits().is(FAIL, Verdict::Broken, open);
    // The patience was over late, but not because of this endpoint: its own close frame came late.
    let late = Story::server(ECHO).waits().gets(CLOSE, ECHO).ends(End::Finished).judge(ANSWER);
    assert_eq!((late.verdict, &*late.facts), (Verdict::Kept, "closes with 1000, ends TCP first, after 2.0 s"));
}

#[test]
fn an_endpoint_that_fails_the_connection_ends_tcp() {
    let text = |role| Story::of(role).sends(TEXT, b"\xFF").gets_close(1002);
    let words = format!("TCP was still open 2.0 s after it failed the connection with 1002{HINT}");
    // An endpoint that is asked to fail MUST close the connection (7.1.7). Section 10.7 says that it SHOULD do so.
    let (must, should) = (format!("MUST 7.1.7: {words}"), format!("SHOULD 10.7: {words}"));
    let case = "expect = { fail = 1002 }\nlevel = 'should'\nsection = '10.7'";
    text(Role::Server).waits().is(MUST_FAIL, Verdict::Broken, &[&must]);
    text(Role::Server).waits().is(case, Verdict::NotFollowed, &[&should]);
    // A client should wait for the server to do so, and must then do the same (7.1.1, 7.1.7).
    text(Role::Client).finishes(OwnEnd::Finished).waits().is(MUST_FAIL, Verdict::Broken, &[&must]);
    text(Role::Client).finishes(OwnEnd::Finished).waits().is(case, Verdict::NotFollowed, &[&should]);
    // It MUST NOT process a close frame that comes after it failed (7.1.7), so it has not got both.
    let close = Story::of(Role::Server).sends(TEXT, b"\xFF").sends(CLOSE, ECHO).gets_close(1002);
    close.waits().is(MUST_FAIL, Verdict::Broken, &[&must]);
    let close = Story::of(Role::Server).sends(TEXT, b"\xFF").gets_close(1002).sends(CLOSE, ECHO);
    close.waits().is(MUST_FAIL, Verdict::Broken, &[&must]);
    text(Role::Client).finishes(OwnEnd::Finished).ends(End::Finished).is(FAIL, Verdict::Kept, &[]);
    // Without a close frame from us, an endpoint that starts to close may wait for one.
    Story::of(Role::Server).sends(TEXT, b"bye").gets_close(1000).waits().is(
        "expect = 'observe'\nlevel = 'must'",
        Verdict::Kept,
        &[],
    );
}

#[test]
fn an_endpoint_that_failed_the_connection_must_not_process_more() {
    let failed = || Story::of(Role::Server).sends(TEXT, b"a").sends(PING, b"").gets_close(1002);
    failed().ends(End::Finished).is(MUST_FAIL, Verdict::Kept, &[]);
    let pong = ["MUST 7.1.7: answers a ping after it failed the connection"];
    failed().gets(PONG, b"").ends(End::Finished).is(MUST_FAIL, Verdict::Broken, &pong);
    let again = Story::of(Role::Server).sends(TEXT, b"a").gets_close(1002).sends(CLOSE, ECHO).gets(CLOSE, ECHO);
    let close = ["MUST 7.1.7: answers a close frame after it failed the connection"];
    again.ends(End::Finished).is(MUST_FAIL, Verdict::Broken, &close);
    // Our endpoint has sent neither a ping nor a close frame.
    let text = || Story::of(Role::Server).sends(TEXT, b"a").gets_close(1002);
    let pong = ["observed 5.5.3: sends a pong after its close frame"];
    text().gets(PONG, b"").ends(End::Finished).is(MUST_FAIL, Verdict::Kept, &pong);
    let close = ["observed 7.1.5: sends another close frame"];
    text().gets_close(1000).ends(End::Finished).is(MUST_FAIL, Verdict::Kept, &close);
}

/// A close frame with the code of ours answers it (5.5.1): it was processed, and the connection did not fail.
#[test]
fn an_answer_is_not_a_failure() {
    let reserved = |role| {
        let mut story = Story::of(role).sends(CLOSE, ECHO);
        story.transcript.sent.last_mut().unwrap().frame.reserved = 4;
        story
    };
    let answered = "MUST 5.2: answers with 1000 and does not fail the connection";
    reserved(Role::Server).gets(CLOSE, ECHO).ends(End::Finished).is(MUST_FAIL, Verdict::Broken, &[answered]);
    let client = reserved(Role::Client).gets(CLOSE, ECHO).finishes(OwnEnd::Finished).ends(End::Finished);
    client.is(MUST_FAIL, Verdict::Broken, &[answered]);
    let open = &format!("{answered} within 2.0 s{HINT}");
    reserved(Role::Server).gets(CLOSE, ECHO).waits().is(MUST_FAIL, Verdict::Broken, &[open]);
    // A reason that is not UTF-8 (8.1), and a close frame after an illegal frame.
    Story::server(b"\x03\xE8\xFF").gets(CLOSE, ECHO).ends(End::Finished).is(MUST_FAIL, Verdict::Broken, &[answered]);
    let later = Story::of(Role::Server).sends(TEXT, b"a").gets(TEXT, b"a").sends(CLOSE, ECHO).gets(CLOSE, ECHO);
    later.ends(End::Finished).is(MUST_FAIL, Verdict::Broken, &[answered]);

    // 1000 is not the code of a frame of ours here: the endpoint may have failed with a code that is not appropriate.
    let text = || Story::of(Role::Server).sends(TEXT, b"\xFF").gets(CLOSE, ECHO);
    let code = ["SHOULD 7.1.7: closes with 1000 (expected: 1002), so the peer does not learn of its error"];
    text().ends(End::Finished).is(MUST_FAIL, Verdict::NotFollowed, &code);
    // It has not failed if it leaves TCP open, too.
    let open = format!("MUST 5.2: closes with 1000, but does not fail the connection within 2.0 s{HINT}");
    text().waits().is(MUST_FAIL, Verdict::Broken, &[&open]);
    let other = || Story::server(b"\x03\xE8\xFF").gets_close(4000);
    other().waits().is(MUST_FAIL, Verdict::Broken, &[&open.replace("1000", "4000")]);
    other().ends(End::Finished).is(MUST_FAIL, Verdict::NotFollowed, &[&code[0].replace("with 1000", "with 4000")]);
}

/// Bytes that are not read make a reset, and a reset may discard what was sent.
#[test]
fn a_reset_may_discard_a_close_frame() {
    let reset = "SHOULD 7.1.1: resets TCP, which is not a clean end";
    let lost = ["observed 7.1.7: resets TCP before a close frame arrives", reset];
    let text = || Story::of(Role::Server).sends(TEXT, b"a");
    text().sends(CLOSE, ECHO).ends(End::Reset).is(MUST_FAIL, Verdict::NotFollowed, &lost);
    Story::server(&[0; 998]).ends(End::Reset).is(FAIL, Verdict::NotFollowed, &lost);
    // The endpoint has read all.
    let dropped = ["SHOULD 7.1.7: ends TCP without a close frame", reset];
    text().ends(End::Reset).is(MUST_FAIL, Verdict::NotFollowed, &dropped);
}

#[test]
fn a_frame_with_the_wrong_masking_must_end_the_connection() {
    let end = "expect = 'end'\nlevel = 'must'\nsection = '5.1'";
    for (role, words) in [(Role::Server, "is not masked"), (Role::Client, "is masked")] {
        let story = || {
            let mut story = Story::of(role).sends(PING, b"").sends(CLOSE, ECHO);
            story.transcript.sent.iter_mut().for_each(|sent| sent.frame.masked ^= true);
            story
        };
        story().ends(End::Finished).is(end, Verdict::Kept, &[]);
        story().gets_close(1002).ends(End::Finished).is(end, Verdict::Kept, &[]);
        let answered = format!("MUST 5.1: answers a ping that {words}");
        story().gets(PONG, b"").gets_close(1000).ends(End::Finished).is(end, Verdict::Broken, &[&answered]);
        let open = format!("MUST 5.1: does not end TCP within 2.0 s{HINT}");
        story().gets(PONG, b"").waits().is(end, Verdict::Broken, &[&answered, &open]);
    }
    // A client may wait until the server ends TCP (7.1.1).
    let late = ["observed 5.1: ends TCP only after the probe"];
    Story::of(Role::Client).sends(PING, b"").waits().finishes(OwnEnd::Finished).ends(End::Finished).is(
        end,
        Verdict::Kept,
        &late,
    );
}

/// Section 7.3: "Clients SHOULD NOT close the WebSocket connection arbitrarily."
#[test]
fn a_client_should_not_close_arbitrarily() {
    let case = "expect = 'observe'\nlevel = 'observed'";
    let closes = ["SHOULD 7.3: closes, although nothing has happened"];
    Story::of(Role::Client).gets_close(1000).waits().is(case, Verdict::NotFollowed, &closes);
    Story::of(Role::Client).ends(End::Finished).is(case, Verdict::NotFollowed, &closes);
    Story::of(Role::Client).waits().is(case, Verdict::Observed, &[]);
    // Our endpoint does not answer its ping. A server may close whenever it wants to.
    Story::of(Role::Client).gets(PING, b"").gets_close(1011).waits().is(case, Verdict::Observed, &[]);
    Story::of(Role::Server).gets_close(1001).ends(End::Finished).is(case, Verdict::Observed, &[]);
}

#[test]
fn a_trigger_that_does_nothing_is_a_verdict() {
    let case = "expect = 'end'\nlevel = 'must'\nsend = [{ trigger = {} }, { await-close = {} }, { echo = {} }]";
    let silent = format!("observed 5.2: does not close within 2.0 s{HINT}, so the rest of the script was not sent");
    let story = || Story::of(Role::Server).sends(TEXT, b"bye");
    story().stops(Stopped::NoClose).waits().is(case, Verdict::Untriggered, &[&silent]);
    // A MUST that is broken is certain.
    let masked = Frame::new(TEXT, b"a".as_slice(), Role::Client);
    let findings = ["MUST 5.1: masks a frame, although it is a server", &silent];
    story().gets_frame(masked).stops(Stopped::NoClose).waits().is(case, Verdict::Broken, &findings);
    // It has closed, although not as the script needs it.
    let gone = ["observed 5.2: ends TCP without a close frame, so the rest of the script was not sent"];
    story().stops(Stopped::Ended).ends(End::Finished).is(case, Verdict::Observed, &gone);
}

#[test]
fn an_end_of_tcp_can_be_all_that_is_asked_for() {
    let end = "expect = 'end'\nlevel = 'must'";
    Story::server(ECHO).ends(End::Finished).is(end, Verdict::Kept, &[]);
    Story::server(ECHO).gets_close(1002).ends(End::Finished).is(end, Verdict::Kept, &[]);
    // `5.2` is the section of the case.
    let open = &[&*format!("MUST 5.2: does not end TCP within 2.0 s{HINT}")];
    Story::server(ECHO).waits().is(end, Verdict::Broken, open);
    Story::of(Role::Server).sends(TEXT, b"bye").gets(CLOSE, ECHO).sends(CLOSE, ECHO).waits().is(
        end,
        Verdict::Broken,
        open,
    );
}

/// Section 7.1.4: a connection is closed cleanly if TCP is closed after the closing handshake was completed.
#[test]
fn a_server_may_not_wait_for_an_answer() {
    let case = "expect = 'end'\nlevel = 'must'\nsend = [{ trigger = {} }, { await-close = {} }, { echo = {} }]";
    let story = || Story::of(Role::Server).sends(TEXT, b"bye").gets(CLOSE, ECHO);
    let alone = ["observed 7.1.4: ends TCP without waiting for an answer to its close frame"];
    story().ends(End::Finished).sends(CLOSE, ECHO).is(case, Verdict::Observed, &alone);
    story().ends(End::Finished).stops(Stopped::NotWritten).is(case, Verdict::Observed, &[]);
    story().sends(CLOSE, ECHO).ends(End::Finished).is(case, Verdict::Kept, &[]);
    let crossing = Story::of(Role::Server).sends(TEXT, b"bye").sends(CLOSE, ECHO).gets(CLOSE, ECHO);
    crossing.ends(End::Finished).is(case, Verdict::Kept, &[]);
    // A message may be the reason for this end: the moment decides if it comes before our close frame.
    story().sends(TEXT, b"a").ends(End::Finished).sends(CLOSE, ECHO).is(case, Verdict::Kept, &[]);
}

#[test]
fn tcp_should_be_ended_cleanly() {
    let reset = ["SHOULD 7.1.1: resets TCP, which is not a clean end"];
    Story::server(ECHO).gets(CLOSE, ECHO).ends(End::Reset).is(ANSWER, Verdict::NotFollowed, &reset);
    let cut = ["observed 5.2: ends TCP inside of a frame"];
    Story::server(ECHO).gets(CLOSE, ECHO).ends(End::Cut).is(ANSWER, Verdict::Kept, &cut);
    // Our own reset is not the fault of the endpoint.
    let own = Story::of(Role::Server).finishes(OwnEnd::Reset);
    own.is("expect = 'observe'\nlevel = 'observed'", Verdict::Observed, &[]);
}

#[test]
fn bytes_that_are_not_a_frame_are_reported() {
    let mut story = Story::server(ECHO).ends(End::Finished);
    story.transcript.unreadable = Some(Unreadable::Opcode(3));
    let findings = [
        "MUST 5.5.1: ends TCP without an answer to the close frame",
        "observed 5.2: sends a frame with the opcode 3, which is not defined: its peer MUST fail",
    ];
    story.is(ANSWER, Verdict::Broken, &findings);
    let mut story = Story::server(ECHO).gets(CLOSE, ECHO).ends(End::Finished);
    story.transcript.unreadable = Some(Unreadable::TooLong(1 << 40));
    let long = ["observed 5.2: sends a frame of 1099511627776 bytes, which is too long for this program"];
    story.is(ANSWER, Verdict::Kept, &long);
}

#[test]
fn a_script_that_stops_is_reported() {
    let observe = "expect = 'observe'\nlevel = 'must'";
    let silent = format!("observed 5.2: does not close within 2.0 s{HINT}, so the rest of the script was not sent");
    Story::of(Role::Server).sends(TEXT, b"bye").stops(Stopped::NoClose).waits().is(observe, Verdict::Kept, &[&silent]);
    let early = ["observed 5.2: ends TCP before the script was sent"];
    Story::of(Role::Server).stops(Stopped::NotWritten).ends(End::Finished).is(ANSWER, Verdict::Observed, &early);
    let deaf = ["observed 5.2: does not read, so the script was not sent"];
    Story::of(Role::Server).stops(Stopped::NotWritten).waits().is(ANSWER, Verdict::Observed, &deaf);
    // The rest of the script does not matter after an early end.
    let story = Story::server(ECHO).gets(CLOSE, ECHO).stops(Stopped::NotWritten).ends(End::Finished);
    story.is(ANSWER, Verdict::Kept, &[]);
    // Without our close frame, an answer is not expected.
    let gone = ["observed 5.2: ends TCP without a close frame, so the rest of the script was not sent"];
    Story::of(Role::Server).stops(Stopped::Ended).ends(End::Finished).is(ANSWER, Verdict::Observed, &gone);
}

#[test]
fn facts_say_how_the_endpoint_closed_and_who_ended_tcp() {
    let facts = |story: Story| story.judge("expect = 'observe'\nlevel = 'observed'").facts;
    let story = Story::server(ECHO).gets(CLOSE, b"\x03\xE8bye").ends(End::Finished);
    assert_eq!(facts(story), "closes with 1000 `bye`, ends TCP first");
    assert_eq!(facts(Story::server(b"").gets(CLOSE, b"").ends(End::Reset)), "closes with no code, resets TCP first");
    assert_eq!(facts(Story::server(ECHO).ends(End::Finished)), "no close frame, ends TCP first");
    assert_eq!(facts(Story::server(ECHO).waits()), "no close frame, TCP was still open after 2.0 s");
    let client = Story::client(ECHO).gets(CLOSE, ECHO).finishes(OwnEnd::Finished).ends(End::Finished);
    assert_eq!(facts(client), "closes with 1000, ends TCP after the probe");
    assert_eq!(facts(Story::of(Role::Server).finishes(OwnEnd::Reset)), "no close frame, the probe resets TCP");
    let late = Story::client(ECHO).gets(CLOSE, ECHO).finishes(OwnEnd::Finished).waits().ends(End::Finished);
    assert_eq!(facts(late), "closes with 1000, ends TCP 2.0 s after the probe");
    // The peer has chosen the reason.
    let hostile = Story::server(ECHO).gets(CLOSE, b"\x03\xE8\x1B[2J\xE2\x80\xAE").ends(End::Finished);
    assert_eq!(facts(hostile), "closes with 1000 `\\u{1b}[2J\\u{202e}`, ends TCP first");
}
