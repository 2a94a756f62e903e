//! Properties of the closing handshake and its parts: those that the fuzz targets in `tests/fuzz` look for exceptions to.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "what goes wrong here fails a test")]

use close_codes::{CloseCode, CloseFrame, CloseReason, CodePolicy, ReceivedClose, Role};
use close_codes_tests::handshake::{Event, Witness};
use close_codes_tests::parse;
use proptest::prelude::*;

/// Every sequence of up to six of the 15 events, in each role and by each policy.
#[test]
fn every_sequence_of_up_to_six_events_ends_in_one_outcome_or_a_stated_error() {
    const RESTART: CloseFrame = CloseFrame::from_static(CloseCode::ServiceRestart, "back soon");
    const TOO_BIG: CloseFrame = CloseFrame::from_static(CloseCode::MessageTooBig, "");
    const EVENTS: [Event<'_>; 15] = [
        Event::Close(CloseFrame::EMPTY),
        Event::Close(RESTART),
        Event::CloseSent,
        Event::CloseReceived(b""),
        Event::CloseReceived(b"\x03\xE9going"),
        Event::CloseReceived(b"\x07\xCF"),
        Event::CloseReceived(b"!"),
        Event::CloseReceived(b"\x03\xEE"),
        Event::CloseReceived(b"\x03\xE8\xFF"),
        Event::DataReceived,
        Event::Fail(TOO_BIG),
        Event::TimeOut,
        Event::TransportEnded,
        Event::OpeningFailed,
        Event::TlsFailed,
    ];

    /// How many sequences go on from here. A refused call is checked to change nothing, so that what comes after it need not
    /// be looked at again.
    fn go_on(witness: &Witness<'static>, left: u32) -> u32 {
        let mut end = witness.clone();
        assert_eq!(end.call(Event::TransportEnded), !witness.is_ended(), "an outcome, once");
        if left == 0 {
            return 1;
        }
        let next = EVENTS.iter().filter_map(|event| {
            let mut next = witness.clone();
            next.call(*event).then_some(next)
        });
        next.map(|next| go_on(&next, left - 1)).sum()
    }

    for (role, policy) in [
        (Role::Server, CodePolicy::Strict),
        (Role::Client, CodePolicy::Extensible),
        (Role::Client, CodePolicy::Browser),
    ] {
        assert!(go_on(&Witness::new(role, policy), 6) > 100_000, "hardly any sequence was tried");
    }
}

proptest! {
    #[test]
    fn what_is_encoded_is_parsed_again(code in prop_oneof![1000..=1003_u16, 1007..=1014_u16, 3000..=4999_u16], text in "\\PC{0,70}") {
        let reason = CloseReason::truncating(&text);
        let frame = CloseFrame::new(CloseCode::from_u16(code), &reason).unwrap();
        for policy in parse::POLICIES {
            prop_assert_eq!(CloseFrame::parse(frame.encode(), policy).map(ReceivedClose::echo), Ok(frame));
        }
        prop_assert_eq!((frame.code().as_u16(), frame.reason()), (code, reason.as_str()));
    }

    #[test]
    fn no_body_is_lost_or_taken_for_another(body in prop_oneof![
        prop::collection::vec(any::<u8>(), 0..140),
        (any::<[u8; 2]>(), "\\PC{0,70}").prop_map(|(code, reason)| [&code, reason.as_bytes()].concat()),
        (995..5005_u16, "\\PC{0,45}").prop_map(|(code, reason)| [&code.to_be_bytes(), reason.as_bytes()].concat()),
    ]) {
        for policy in parse::POLICIES {
            parse::check(&body, policy);
        }
    }

    #[test]
    fn a_truncated_reason_is_the_longest_that_there_is(text in "(\\PC|[a-z]|[äöü€😀]){0,150}") {
        let reason = CloseReason::truncating(&text);
        prop_assert!(text.starts_with(reason.as_str()));
        let longest = text.char_indices().map(|(start, char)| start + char.len_utf8()).rfind(|&end| end <= 123);
        prop_assert_eq!(reason.len(), longest.unwrap_or(0));
        prop_assert_eq!(CloseReason::new(&text).ok(), (text.len() <= 123).then_some(reason));
    }
}
