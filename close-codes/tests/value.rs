//! `CloseCode` as a value: size, order, equality, and use in constants.

use std::collections::{BTreeSet, HashSet};

use close_codes::code::ParseCloseCodeError;
use close_codes::{CloseCode, CodeRange, CodeSet, Language, Reconnect, Role};

#[test]
fn it_takes_four_bytes() {
    assert_eq!(size_of::<CloseCode>(), 4);
    assert_eq!(size_of::<Option<CloseCode>>(), 4);
    assert_eq!(size_of::<CodeRange>(), 1);
}

#[test]
fn it_is_ordered_by_number() {
    let numbers = [0, 999, 1000, 1004, 1999, 2999, 3000, 3001, 3003, 4001, 5000, 65535];
    let codes = numbers.map(CloseCode::from_u16);
    assert!(codes.is_sorted());
    let mut reversed: Vec<_> = codes.into_iter().rev().collect();
    reversed.sort();
    assert_eq!(reversed, codes);
    assert!(CloseCode::ALL.is_sorted());
    assert!(CloseCode::from_u16(1999) > CloseCode::TlsHandshake);
    assert!(CloseCode::from_u16(999) < CloseCode::NormalClosure);
}

#[test]
fn it_is_equal_to_its_number_and_no_other() {
    assert_eq!(CloseCode::NormalClosure, 1000);
    assert_eq!(4001, CloseCode::from_u16(4001));
    assert_ne!(CloseCode::from_u16(4001), 4002);
    assert!(CloseCode::from_u16(4001) >= 4000 && CloseCode::NormalClosure < 1001);
    assert!(1000 < CloseCode::GoingAway && 5000 > CloseCode::GoingAway);
    let all: HashSet<_> = (0..=u16::MAX).map(CloseCode::from_u16).collect();
    assert_eq!(all.len(), 65_536);
    let ordered: BTreeSet<_> = all.into_iter().collect();
    assert!(ordered.into_iter().map(u16::from).eq(0..=u16::MAX));
}

#[test]
fn it_is_made_of_a_number_and_made_into_one() {
    for number in 0..=u16::MAX {
        assert_eq!(CloseCode::from(number), CloseCode::from_u16(number));
    }
    assert_eq!(u16::from(CloseCode::ServiceRestart), 1012);
    let code: CloseCode = 4001.into();
    let number: u16 = code.into();
    assert_eq!(number, 4001);
}

/// All methods that can be `const` are `const`.
#[test]
fn it_works_in_constants() {
    const CODE: CloseCode = CloseCode::from_u16(1012);
    const FACTS: (u16, &str, &str, &[&str], &str) =
        (CODE.as_u16(), CODE.name(), CODE.description_in(Language::Es), CODE.references(), CODE.key());
    const RULES: (bool, bool, bool, bool) =
        (CODE.is_registered(), CODE.is_local_only(), CODE.is_allowed_on_wire(), CODE.may_be_sent_by(Role::Client));
    const FORWARDED: Option<CloseCode> = CODE.forwarded();
    const RECONNECT: Reconnect = CODE.reconnect();
    const RANGE: CodeRange = CodeRange::of(4001);
    const FIRST: u16 = *RANGE.bounds().start();
    assert_eq!((FACTS.0, FACTS.1, FACTS.4), (1012, "Service Restart", "service_restart"));
    assert_eq!(RULES, (true, false, true, false));
    assert_eq!((FORWARDED, RECONNECT), (Some(CODE), Reconnect::Yes));
    assert_eq!((RANGE, FIRST), (CodeRange::Application, 4000));
}

#[test]
fn it_crosses_threads_and_its_error_is_an_error() {
    fn is_value<T: Copy + Send + Sync + Unpin + 'static>() {}
    fn is_error<T: std::error::Error + Send + Sync + 'static>() {}
    is_value::<CloseCode>();
    is_error::<ParseCloseCodeError>();
}

#[test]
fn a_number_that_may_not_be_sent_is_refused_in_words() {
    for (number, message) in [
        (1005, "1005 is for local use only; a proxy sends a close frame without a code instead, `CloseFrame::EMPTY`"),
        (1006, "1006 is for local use only; a proxy sends 1011 instead"),
        (1004, "1004 is reserved: it has no meaning yet"),
        (2999, "2999 is not registered: use a private code from 4000 to 4999"),
        (5000, "5000 is outside of 1000-4999: use a private code from 4000 to 4999"),
    ] {
        let error = CloseCode::sendable(number).unwrap_err();
        assert_eq!((error.code().as_u16(), error.to_string().as_str()), (number, message));
    }
    assert_eq!(CloseCode::sendable(1001), Ok(CloseCode::GoingAway));
}

/// The trait's methods give the same as those of `CloseCode`.
#[test]
fn the_registered_codes_are_a_set() {
    fn seen<S: CodeSet>(number: u16) -> (u16, &'static str, &'static str, &'static [&'static str], usize) {
        let code = S::from_u16(number).unwrap();
        (code.as_u16(), code.name(), code.key(), code.references(), code.description().len())
    }
    let description = CloseCode::InternalError.description().len();
    assert!(description > 20);
    let internal_error = (1011, "Internal Error", "internal_error", &["RFC6455", "RFC Errata 3227"][..], description);
    assert_eq!(seen::<CloseCode>(1011), internal_error);
    assert_eq!(<CloseCode as CodeSet>::ALL, CloseCode::ALL);
}
