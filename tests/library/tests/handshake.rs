//! Properties of the closing handshake and of parsing. The fuzz targets in `tests/fuzz` check the same properties.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a panic fails a test")]

use close_codes::{CloseCode, CloseFrame, CloseReason, CodePolicy, ReceivedClose, Role};
use close_codes_tests::handshake::{Event, Witness};
use close_codes_tests::parse;
use proptest::prelude::*;

/// All sequences of up to six of the 15 events, for both roles and three policies.
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

    /// Returns the number of sequences that go on from here. A refused call changes nothing (the witness checks that), so the
    /// sequences after it are left out.
    fn go_on(witness: &Witness<'static>, left: u32) -> u32 {
        let mut end = witness.clone();
        assert_eq!(end.call(Event::TransportEnded), !witness.is_ended(), "each sequence has one outcome");
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
        assert!(go_on(&Witness::new(role, policy), 6) > 100_000, "too few sequences were tried");
    }
}

proptest! {
    #[test]
    fn an_encoded_frame_is_parsed_to_the_same_frame(code in prop_oneof![1000..=1003_u16, 1007..=1014_u16, 3000..=4999_u16], text in "\\PC{0,70}") {
        let reason = CloseReason::truncating(&text);
        let frame = CloseFrame::new(CloseCode::from_u16(code), &reason).unwrap();
        for policy in parse::POLICIES {
            prop_assert_eq!(CloseFrame::parse(frame.encode(), policy).map(ReceivedClose::echo), Ok(frame));
        }
        prop_assert_eq!((frame.code().as_u16(), frame.reason()), (code, reason.as_str()));
    }

    #[test]
    fn parsing_finds_each_fault_and_keeps_each_byte(body in prop_oneof![
        prop::collection::vec(any::<u8>(), 0..140),
        (any::<[u8; 2]>(), "\\PC{0,70}").prop_map(|(code, reason)| [&code, reason.as_bytes()].concat()),
        (995..5005_u16, "\\PC{0,45}").prop_map(|(code, reason)| [&code.to_be_bytes(), reason.as_bytes()].concat()),
    ]) {
        for policy in parse::POLICIES {
            parse::check(&body, policy);
        }
    }

    #[test]
    fn a_truncated_reason_is_the_longest_that_fits(text in "(\\PC|[a-z]|[äöü€😀]){0,150}") {
        let reason = CloseReason::truncating(&text);
        prop_assert!(text.starts_with(reason.as_str()));
        let longest = text.char_indices().map(|(start, char)| start + char.len_utf8()).rfind(|&end| end <= 123);
        prop_assert_eq!(reason.len(), longest.unwrap_or(0));
        prop_assert_eq!(CloseReason::new(&text).ok(), (text.len() <= 123).then_some(reason));
    }
}
